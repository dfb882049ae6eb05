/** decide() alone: what judging, pricing and routing one message costs, on a platform of a thousand clients. */
import {
  buildDestinations,
  buildRouteTable,
  buildTariff,
  type ClientConfig,
  decide,
  type LiveFacts,
  type Snapshot,
  type Submission,
  type Tariff,
} from "@switchyard/engine";
import { countryIsos, createRandom, drawMobileNumber, pick } from "@switchyard/simulator";
import { loadDestinations } from "@switchyard/sms";
import { type Figure, thousands } from "./figure.ts";

interface Decisions {
  /** Nanoseconds for a message of one part in the GSM alphabet. */
  readonly shortNs: number;
  /** … for one of five parts in UCS-2. */
  readonly longNs: number;
  /** … for one refused for lack of money, the last check but routing. */
  readonly blockedNs: number;
}

const clientCount = 1_000;
const nowMs = Date.UTC(2026, 0, 15);
const random = createRandom(1);

export const decision: Figure<Decisions> = {
  key: "decide",
  says: `decide(), ${thousands(clientCount)} clients with a price for every country, real prefixes, pools of two`,
  async run({ quick }) {
    const snapshot = makeSnapshot();
    const rounds = quick ? 100_000 : 500_000;
    const recipients = Array.from({ length: 10_000 }, () => drawMobileNumber(pick(random, countryIsos), random));
    const short = submissions(
      recipients,
      "Your code is 123456. It expires in five minutes, and nobody will ask you for it.",
    );
    const long = submissions(recipients, "Ваш заказ отправлен и прибудет завтра. ".repeat(8));
    const rich = facts(1_000_000_000_000n);
    return {
      shortNs: time(short, snapshot, rich, rounds, "accepted"),
      longNs: time(long, snapshot, rich, rounds, "accepted"),
      blockedNs: time(short, snapshot, facts(0n), rounds, "blocked"),
    };
  },
  rows: (result) => [
    ["one part, GSM alphabet", `${thousands(result.shortNs)} ns`],
    ["five parts, UCS-2", `${thousands(result.longNs)} ns`],
    ["blocked for lack of money", `${thousands(result.blockedNs)} ns`],
  ],
};

/**
 * Mean nanoseconds of processor time a call, after a tenth of the rounds to warm up; time of the clock would count what
 * else the machine does. Throws when an outcome is not the expected one.
 */
function time(
  list: readonly Submission[],
  snapshot: Snapshot,
  live: LiveFacts,
  rounds: number,
  outcome: string,
): number {
  const go = (times: number): void => {
    for (let round = 0; round < times; round += 1) {
      const submission = list[round % list.length];
      if (submission === undefined) return;
      const made = decide(submission, snapshot, live, nowMs);
      if (made.outcome !== outcome) throw new Error(`${submission.recipient} was ${JSON.stringify(made)}`);
    }
  };
  go(rounds / 10);
  const before = process.cpuUsage();
  go(rounds);
  const { user, system } = process.cpuUsage(before);
  return Math.round(((user + system) * 1_000) / rounds);
}

function facts(unreserved: bigint): LiveFacts {
  let turn = 0;
  return {
    unreservedMicros: () => unreserved,
    acceptedToday: () => 0,
    isConnectionUp: () => true,
    poolTurn: () => turn++,
  };
}

function submissions(recipients: readonly string[], text: string): Submission[] {
  const alphabet = /^[\0-\x7f]*$/.test(text) ? "gsm7" : "ucs2";
  return recipients.map((recipient, index) => ({
    clientId: 1 + (index % clientCount),
    channel: "smpp",
    credentialId: 1,
    sender: "Switchyard",
    sourceTon: 5,
    sourceNpi: 0,
    recipient,
    destTon: 1,
    alphabet,
    dataCoding: alphabet === "gsm7" ? 0 : 8,
    esmClass: 0,
    protocolId: 0,
    udh: null,
    text,
    binary: null,
    encodingFault: null,
    registeredDelivery: 1,
    validUntilMs: null,
    dueAtMs: null,
    priority: 0,
  }));
}

function makeSnapshot(): Snapshot {
  const { countries, networks, prefixes } = loadDestinations();
  const countryOfNetwork = new Map(networks.map((network) => [network.id, network.country]));
  const destinations = buildDestinations(
    prefixes.map(([prefix, destination]) => {
      const country = countryOfNetwork.get(destination);
      return country === undefined
        ? { prefix, country: destination, network: null }
        : { prefix, country, network: destination };
    }),
  );
  const tariff = (micros: bigint): Tariff =>
    buildTariff(
      countries.map(({ iso }, index) => ({
        id: index + 1,
        country: iso,
        network: null,
        micros,
        billing: "submitted" as const,
        fromMs: 0,
        toMs: null,
      })),
    );
  const ids = Array.from({ length: clientCount }, (_, index) => index + 1);
  const route = {
    id: 1,
    clientId: null,
    country: null,
    network: null,
    poolId: 1,
    priority: 100,
    fromMs: null,
    toMs: null,
  };
  const members = [1, 2].map((connectionId) => ({ connectionId, percent: 50 }));
  return {
    destinations,
    clients: new Map(ids.map((id) => [id, makeClient(id)])),
    prices: new Map(ids.map((id) => [id, tariff(50_000n)])),
    costs: new Map([[1, tariff(30_000n)]]),
    clientRoutes: new Map(),
    platformRoutes: buildRouteTable([route]),
    pools: new Map([[1, { id: 1, strategy: "percentage", members }]]),
    connections: new Map([1, 2].map((id) => [id, { id, supplierId: 1, paused: false }])),
    suppliers: new Map([[1, { id: 1, currency: "EUR", blocked: false }]]),
  };
}

function makeClient(id: number): ClientConfig {
  return {
    id,
    login: `client${id}`,
    currency: "EUR",
    timeZone: "UTC",
    block: "none",
    channels: { smpp: true, http: true, rest: true, web: true },
    dailyLimit: null,
    creditLimitMicros: 0n,
    overdraftMicros: 0n,
    overdraftUntilMs: null,
    priority: 0,
    receiptWaitMs: 259_200_000,
  };
}
