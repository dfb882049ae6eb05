/** What judging one message costs, and what the configuration it is judged by takes up. */
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { decide, type LiveFacts, type Snapshot, type Submission } from "@switchyard/engine";
import { loadDestinations } from "@switchyard/sms";
import {
  aClient,
  aConfiguration,
  aCost,
  aPool,
  aPrice,
  aRoute,
  aSubmission,
  type Configuration,
  nowMs,
  snapshotOf,
} from "../test/configuration.ts";

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
const shortText = "Your code is 123456. It expires in five minutes; nobody will ask you for it.";
const longText = "Ваш заказ отправлен и прибудет завтра. ".repeat(8);

/** Times decide() on configurations of growing size; runs for a few seconds. */
export function benchDecide(): DecideFigure[] {
  const small = measured(() => smallConfiguration());
  const priced = measured(() => manyPrices(400, 250));
  const million = measured(() => manyPrices(4_000, 250));
  const real = measured(() => realDestinations());
  return [
    figure("small configuration", small, [{}]),
    figure("small configuration, five parts in UCS-2", small, [{ text: longText, alphabet: "ucs2" }]),
    figure("small configuration, blocked for lack of money", small, [{}], 0n),
    figure("100,000 prices of 400 clients", priced, pricedSubmissions(400, 250)),
    figure("1,000,000 prices of 4,000 clients", million, pricedSubmissions(4_000, 250)),
    figure("real destination table", real, realSubmissions()),
  ];
}

interface Measured {
  readonly snapshot: Snapshot;
  readonly memoryMb: number;
}

function smallConfiguration(): Configuration {
  return aConfiguration({
    pools: [aPool({ shares: { 1: 50, 2: 50 } })],
    connections: [1, 2].map((id) => ({ id, supplierId: 1, paused: false })),
  });
}

/** Country n has the prefix 49 and three digits, so that all numbers are of one length. */
const inventedPrefix = (index: number): string => `49${String(index).padStart(3, "0")}`;
const inventedCountry = (index: number): string => String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26));

function manyPrices(clients: number, countries: number): Configuration {
  const places = Array.from({ length: countries }, (_, index) => inventedCountry(index));
  const ids = Array.from({ length: clients }, (_, index) => index + 1);
  return {
    ...smallConfiguration(),
    prefixes: places.map((country, index) => ({ prefix: inventedPrefix(index), country, network: null })),
    clients: ids.map((id) => aClient({ id })),
    prices: ids.flatMap((clientId) =>
      places.map((country, index) => aPrice({ id: clientId * countries + index, clientId, country })),
    ),
    costs: places.map((country, index) => aCost({ id: index + 1, country })),
  };
}

function pricedSubmissions(clients: number, countries: number): Partial<Submission>[] {
  return Array.from({ length: 5_000 }, (_, index) => ({
    clientId: 1 + ((index * 7) % clients),
    recipient: `${inventedPrefix((index * 13) % countries)}12345678`,
  }));
}

/** Every country and network there is, with a price and a cost each. */
function realDestinations(): Configuration {
  const { countries, networks, prefixes } = loadDestinations();
  const countryOf = new Map(networks.map(({ id, country }) => [id, country]));
  const places = [
    ...countries.map(({ iso }) => ({ country: iso, network: null })),
    ...networks.map(({ id, country }) => ({ country, network: id })),
  ];
  return {
    ...smallConfiguration(),
    prefixes: prefixes.map(([prefix, place]) => {
      const country = countryOf.get(place);
      return { prefix, country: country ?? place, network: country === undefined ? null : place };
    }),
    prices: places.map((place, index) => aPrice({ id: index + 1, ...place })),
    costs: places.map((place, index) => aCost({ id: index + 1, ...place })),
    routes: [aRoute(), ...places.map((place, index) => aRoute({ id: index + 2, ...place, priority: 50 }))],
  };
}

function realSubmissions(): Partial<Submission>[] {
  const numbers = loadDestinations().prefixes.filter((_, index) => index % 5 === 0);
  return numbers.map(([prefix]) => ({ recipient: prefix.padEnd(12, "7") }));
}

/** Collects garbage, so that what the heap grew by is the snapshot. */
const collectGarbage: () => void = (() => {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc");
})();

function measured(configure: () => Configuration): Measured {
  const used = () => {
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  // Shared tables, once read, are no part of a snapshot.
  loadDestinations();
  const before = used();
  const snapshot = snapshotOf(configure());
  return { snapshot, memoryMb: Math.max(0, used() - before) / 2 ** 20 };
}

function figure(
  name: string,
  { snapshot, memoryMb }: Measured,
  variants: readonly Partial<Submission>[],
  unreservedMicros = 1_000_000_000_000n,
): DecideFigure {
  const submissions = variants.map((variant) => aSubmission({ text: shortText, ...variant }));
  const outcome = unreservedMicros > 0n ? "accepted" : "blocked";
  let turn = 0;
  const live: LiveFacts = {
    unreservedMicros: () => unreservedMicros,
    acceptedToday: () => 0,
    isConnectionUp: () => true,
    poolTurn: () => turn,
  };
  const decideBatch = () => {
    for (let i = 0; i < batchSize; i++) {
      const submission = submissions[turn++ % submissions.length] as Submission;
      const made = decide(submission, snapshot, live, nowMs);
      if (made.outcome !== outcome) throw new Error(`${submission.recipient} was ${made.outcome}`);
    }
  };
  for (let batch = 0; batch < batches / 4; batch++) decideBatch();
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

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const columns = (name: string, ...rest: readonly string[]) =>
    console.log(name.padEnd(48) + rest.map((cell) => cell.padStart(12)).join(""));
  columns("decide()", "median", "99 %", "snapshot");
  for (const { name, medianNs, p99Ns, memoryMb } of benchDecide())
    columns(name, `${medianNs.toLocaleString("en")} ns`, `${p99Ns.toLocaleString("en")} ns`, `${memoryMb} MB`);
}
