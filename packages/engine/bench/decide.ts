/** What judging one message costs, and what the configuration it is judged by takes up. */
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { decide, type LiveFacts, NumberList, type Snapshot, type Submission } from "@switchyard/engine";
import { fitsLatin1, loadDestinations } from "@switchyard/sms";
import { aMoment, aSubmission, type Configuration, nowMs } from "../test/configuration.ts";
import { liveOf, snapshotOf } from "../test/snapshot.ts";
import {
  adversarialMessages,
  expressionWorld,
  inventedMessages,
  inventedWorld,
  longText,
  portedTo,
  portedWorld,
  pricedWorld,
  realDestinations,
  realMessages,
  shortText,
  smallWorld,
  spamLimits,
  spreadRule,
  spreadScope,
  tenThousandRoutes,
  thousandFilters,
  thousandRules,
} from "./worlds.ts";

export interface DecideFigure {
  readonly name: string;
  /** Of the means of batches of 16 decisions, so that reading the clock counts for little. */
  readonly medianNs: number;
  readonly p99Ns: number;
  /** What the snapshot keeps on the heap and beside it. */
  readonly memoryMb?: number;
}

const batches = 8_000;
const batchSize = 16;

interface Case {
  readonly name: string;
  readonly world: () => Configuration;
  readonly messages: () => readonly Partial<Submission>[];
  /** How many numbers are black-listed, none of them written to. */
  readonly blacklisted?: number;
  readonly unreservedMicros?: bigint;
  readonly portedTo?: LiveFacts["portedTo"];
}

const cases: readonly Case[] = [
  { name: "small configuration", world: smallWorld, messages: () => [{}] },
  {
    name: "small configuration, five parts in UCS-2",
    world: smallWorld,
    messages: () => [{ text: longText, alphabet: "ucs2" }],
  },
  {
    name: "small configuration, blocked for lack of money",
    world: smallWorld,
    messages: () => [{}],
    unreservedMicros: 0n,
  },
  { name: "real destination table", world: realDestinations, messages: realMessages },
  { name: "invented countries, nothing else", world: inventedWorld, messages: inventedMessages },
  {
    name: "9,500 routes, none for texts",
    world: () => inventedWorld({ routes: tenThousandRoutes().filter(({ textMatch }) => textMatch === "any") }),
    messages: inventedMessages,
  },
  {
    name: "10,000 routes, 500 of them for texts",
    world: () => inventedWorld({ routes: tenThousandRoutes() }),
    messages: inventedMessages,
  },
  {
    name: "10,000 routes, all numbers ported",
    world: portedWorld,
    messages: inventedMessages,
    portedTo,
  },
  {
    name: "1,000 replacement rules of one client",
    world: () => inventedWorld({ rules: thousandRules() }),
    messages: inventedMessages,
  },
  {
    name: "1,000 replacement rules of clients and suppliers",
    world: () => inventedWorld({ ...pricedWorld(600), rules: thousandRules(spreadRule) }),
    messages: () => inventedMessages(600),
  },
  {
    name: "1,000 text filters",
    world: () => inventedWorld({ filters: thousandFilters() }),
    messages: inventedMessages,
  },
  {
    name: "1,000,000 prices of 4,000 clients",
    world: () => inventedWorld(pricedWorld(4_000)),
    messages: () => inventedMessages(4_000),
  },
  { name: "5,000,000 black-listed numbers", world: inventedWorld, messages: inventedMessages, blacklisted: 5_000_000 },
  {
    name: "everything at once",
    world: () =>
      inventedWorld({
        ...pricedWorld(4_000),
        routes: tenThousandRoutes(spreadScope),
        rules: thousandRules(spreadRule),
        filters: thousandFilters(),
        spamLimits,
      }),
    messages: () => inventedMessages(4_000),
    blacklisted: 5_000_000,
  },
  {
    name: "120 harmless expressions, adversarial texts",
    world: () => expressionWorld("harmless"),
    messages: adversarialMessages,
  },
  {
    name: "120 catastrophic expressions, adversarial texts",
    world: () => expressionWorld("catastrophic"),
    messages: adversarialMessages,
  },
];

/** Times decide() on configurations of growing size; runs for half a minute. `only`: those whose names have it. */
export function benchDecide(only = ""): DecideFigure[] {
  return cases.filter(({ name }) => name.includes(only)).map(figure);
}

/** Those before stay, so that what the heap grows by is the next one. */
const kept: Snapshot[] = [];

function figure({
  name,
  world,
  messages,
  blacklisted = 0,
  unreservedMicros = 1_000_000_000_000n,
  portedTo = () => undefined,
}: Case): DecideFigure {
  const submissions = messages().map((message) => inOnePiece(aSubmission({ text: shortText, ...message })));
  const outcome = unreservedMicros > 0n ? "accepted" : "blocked";
  // Shared tables, once read, are no part of a snapshot.
  loadDestinations();
  const usedBefore = usedOctets();
  const snapshot = snapshotFor(world, blacklisted);
  kept.push(snapshot);
  let turn = 0;
  const live: LiveFacts = {
    ...liveOf(aMoment({ unreservedMicros })),
    poolTurn: () => turn,
    isConnectionUp: () => true,
    portedTo,
  };
  const decideBatch = () => {
    for (let i = 0; i < batchSize; i++) {
      const submission = submissions[turn++ % submissions.length] as Submission;
      const made = decide(submission, snapshot, live, nowMs);
      if (made.outcome !== outcome) throw new Error(`${submission.recipient} was ${made.outcome}`);
    }
  };
  for (let batch = 0; batch < batches / 4; batch++) decideBatch();
  // What is compiled at first use is part of it.
  const memoryMb = Math.max(0, usedOctets() - usedBefore) / 2 ** 20;
  const times = new Float64Array(batches);
  for (let batch = 0; batch < batches; batch++) {
    const startMs = performance.now();
    decideBatch();
    times[batch] = ((performance.now() - startMs) * 1e6) / batchSize;
  }
  times.sort();
  const quantile = (share: number) => Math.round(times[Math.floor(share * (batches - 1))] ?? 0);
  return { name, medianNs: quantile(0.5), p99Ns: quantile(0.99), memoryMb: Math.round(memoryMb * 10) / 10 };
}

/** As a gateway reads a message from octets; strings put together here would be chains of pieces, slower to read. */
function inOnePiece(submission: Submission): Submission {
  const copied = (text: string): string => {
    const encoding = fitsLatin1(text) ? "latin1" : "utf16le";
    return Buffer.from(text, encoding).toString(encoding);
  };
  const { sender, recipient, text } = submission;
  return { ...submission, sender: copied(sender), recipient: copied(recipient), text: text && copied(text) };
}

function snapshotFor(world: () => Configuration, blacklisted: number): Snapshot {
  const snapshot = snapshotOf(world());
  if (blacklisted === 0) return snapshot;
  return { ...snapshot, firewall: { ...snapshot.firewall, blacklist: listOf(blacklisted) } };
}

const collectGarbage: () => void = (() => {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc");
})();

/** On the heap and beside it, of what is still in use. */
function usedOctets(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Numbers of a country that no message goes to, in no order. */
function listOf(size: number): NumberList {
  const list = new NumberList();
  for (let index = 0; index < size; index++) list.add(44_000_000_000 + ((index * 7_368_787) % 9_999_999_967));
  return list;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const columns = (name: string, ...rest: readonly string[]) =>
    console.log(name.padEnd(52) + rest.map((cell) => cell.padStart(12)).join(""));
  columns("decide()", "median", "99 %", "snapshot");
  for (const { name, medianNs, p99Ns, memoryMb } of benchDecide(process.argv[2]))
    columns(name, `${medianNs.toLocaleString("en")} ns`, `${p99Ns.toLocaleString("en")} ns`, `${memoryMb} MB`);
}
