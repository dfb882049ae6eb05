/**
 * Configurations, moments and submissions for property tests: small worlds in which rows meet, overlap and end around
 * the present moment, so that every check has something to decide; and submissions of any content whatever.
 */
import type { Channel, Pool, Submission } from "@switchyard/engine";
import fc from "fast-check";
import { aClient, type Configuration, hourMs, type Moment, nowMs } from "./configuration.ts";

const places = [
  { country: "DE", network: null },
  { country: "DE", network: "26201" },
  { country: "DE", network: "26202" },
  { country: "FR", network: null },
  { country: "FR", network: "20801" },
] as const;
const prefixes = ["49", "491", "4915", "49151", "49152", "33", "336", "3367"];
const channels: readonly Channel[] = ["smpp", "http", "rest", "web"];

/** Moments around the present one, where bounds are decided. */
const fromMs = fc.constantFrom(0, 0, nowMs - hourMs, nowMs - 1, nowMs, nowMs + 1);
const toMs = fc.constantFrom(null, null, null, nowMs - 1, nowMs, nowMs + 1, nowMs + hourMs);
const micros = fc.constantFrom(0n, 1n, 10_000n, 30_000n, 50_000n);
const place = fc.constantFrom(...places);
const mostly = fc.constantFrom(...new Array<boolean>(15).fill(true), false);
const owner = fc.constantFrom(1, 2);
const plain = { noNullPrototype: true };

const tariffRow = fc
  .tuple(place, micros, fc.constantFrom("submitted" as const, "delivered" as const), fromMs, toMs)
  .map(([where, amount, billing, from, to]) => ({ ...where, micros: amount, billing, fromMs: from, toMs: to }));

const pool = fc
  .tuple(
    fc.constantFrom<Pool["strategy"]>("percentage", "priority"),
    fc.shuffledSubarray([1, 2, 3, 4], { minLength: 1 }),
    fc.array(fc.constantFrom(0, 10, 25, 50, 75, 100), { minLength: 4, maxLength: 4 }),
  )
  .map(([strategy, connections, percents]) => ({
    strategy,
    members: connections.map((connectionId, index) => ({ connectionId, percent: percents[index] ?? 0 })),
  }));

const route = fc.tuple(
  fc.constantFrom(null, null, 1, 2),
  fc.constantFrom(...places, { country: null, network: null }, { country: null, network: null }),
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 1, max: 3 }),
  fc.option(fromMs),
  toMs,
);

const client = fc.record(
  {
    block: fc.constantFrom(...new Array<"none">(10).fill("none"), "hold" as const, "hold" as const, "refuse" as const),
    channels: fc.record({ smpp: mostly, http: mostly, rest: mostly, web: mostly }, plain),
    dailyLimit: fc.constantFrom(null, null, null, null, 5),
    creditLimitMicros: micros,
    overdraftMicros: micros,
    overdraftUntilMs: fc.constantFrom(null, nowMs - 1, nowMs, nowMs + 1),
    productId: fc.constantFrom(null, 1, 2),
  },
  plain,
);

/** Gives rows ids from 1 on, in an order of their own, so that the order of rows is not the order of ids. */
function numbered<T extends object>(rows: readonly T[]): (T & { id: number })[] {
  const ids = rows.map((_, index) => 1 + ((index * 7 + 3) % rows.length));
  return rows.map((row, index) => ({ ...row, id: new Set(ids).size === rows.length ? (ids[index] ?? 0) : index + 1 }));
}

export const configurations: fc.Arbitrary<Configuration> = fc
  .record({
    prefixes: fc.array(fc.tuple(fc.constantFrom(...prefixes), place), { minLength: 3, maxLength: 12 }),
    clients: fc.tuple(client, client),
    prices: fc.array(fc.tuple(tariffRow, owner), { minLength: 8, maxLength: 20 }),
    productPrices: fc.array(fc.tuple(tariffRow, owner), { maxLength: 10 }),
    costs: fc.array(fc.tuple(tariffRow, owner), { minLength: 8, maxLength: 20 }),
    routes: fc.array(route, { minLength: 3, maxLength: 10 }),
    pools: fc.array(pool, { minLength: 2, maxLength: 3 }),
    connections: fc.array(fc.tuple(owner, mostly), { minLength: 3, maxLength: 4 }),
    suppliers: fc.array(mostly, { minLength: 1, maxLength: 2 }),
  })
  .map((drawn) => ({
    prefixes: [{ prefix: "49", ...places[0] }, ...drawn.prefixes.map(([prefix, where]) => ({ prefix, ...where }))],
    clients: drawn.clients.map((fields, index) => aClient({ ...fields, id: index + 1 })),
    prices: numbered(drawn.prices.map(([row, clientId]) => ({ ...row, clientId }))),
    productPrices: numbered(drawn.productPrices.map(([row, productId]) => ({ ...row, productId }))),
    costs: numbered(drawn.costs.map(([row, supplierId]) => ({ ...row, supplierId }))),
    routes: numbered(
      drawn.routes.map(([clientId, where, poolId, priority, from, to]) => ({
        clientId,
        ...where,
        poolId,
        priority,
        fromMs: from,
        toMs: to,
      })),
    ),
    pools: drawn.pools.map((fields, index) => ({ id: index + 1, ...fields })),
    connections: drawn.connections.map(([supplierId, runs], index) => ({ id: index + 1, supplierId, paused: !runs })),
    suppliers: drawn.suppliers.map((runs, index) => ({ id: index + 1, currency: "EUR", blocked: !runs })),
  }));

export const moments: fc.Arbitrary<Moment> = fc.record(
  {
    unreservedMicros: fc.constantFrom(-50_000n, 0n, 9_999n, 10_000n, 50_000n, 1_000_000n, 10_000_000n, 10_000_000n),
    acceptedToday: fc.constantFrom(0, 3, 4, 5, 6),
    downConnections: fc.subarray([1, 2, 3, 4]),
    poolTurn: fc.nat(1_000),
  },
  plain,
);

/** Any sequence of UTF-16 code units, halves of surrogate pairs included. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff })), { maxLength: 200 })
  .map((units) => String.fromCharCode(...units));
const longText = fc.tuple(anyText, fc.nat(300)).map(([text, times]) => text.repeat(times));
const boundaryText = fc
  .tuple(fc.constantFrom("a", "€", "ж", "😀", "ç"), fc.constantFrom(1, 67, 70, 71, 134, 153, 154, 160, 161, 4590, 4591))
  .map(([unit, times]) => unit.repeat(times));
const boundaryMoment = fc.constantFrom(nowMs - 1, nowMs, nowMs + 1, nowMs + hourMs, nowMs + 100 * hourMs);
const anyMoment = fc.option(fc.oneof(boundaryMoment, fc.integer()));
const likelyDue = fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: boundaryMoment });

/** What decisions turn on; the rest of a submission is anything. */
interface Content {
  readonly recipient: fc.Arbitrary<string>;
  readonly sender: fc.Arbitrary<string>;
  readonly text: fc.Arbitrary<string | null>;
  readonly udh: fc.Arbitrary<Uint8Array | null>;
  readonly encodingFault: fc.Arbitrary<string | null>;
  readonly validUntilMs: fc.Arbitrary<number | null>;
  readonly dueAtMs: fc.Arbitrary<number | null>;
}

function submissionsOf(content: Content): fc.Arbitrary<Submission> {
  return fc.record(
    {
      ...content,
      clientId: fc.constantFrom(1, 2),
      channel: fc.constantFrom(...channels),
      credentialId: fc.option(fc.nat(9)),
      sourceTon: fc.nat(255),
      sourceNpi: fc.nat(255),
      destTon: fc.oneof(fc.constantFrom(0, 1, 2), fc.nat(255)),
      alphabet: fc.constantFrom("gsm7", "latin1", "ucs2", "binary"),
      dataCoding: fc.nat(255),
      esmClass: fc.nat(255),
      protocolId: fc.nat(255),
      binary: fc.option(fc.uint8Array({ maxLength: 400 })),
      registeredDelivery: fc.nat(255),
      priority: fc.nat(255),
    },
    plain,
  );
}

/** Submissions that get far: their recipients are numbers and their senders mostly valid. */
export const likelySubmissions = submissionsOf({
  recipient: fc
    .tuple(fc.constantFrom("", "+", "00"), fc.constantFrom(...prefixes), fc.constantFrom("12345678", "77712345"))
    .map((pieces) => pieces.join("")),
  sender: fc.constantFrom("Switchyard", "Bank & Co.", "Café", "123", "12345", "491512345678", "+491512345678", "Банк"),
  text: fc.oneof(boundaryText, fc.string({ maxLength: 200 }), fc.string({ maxLength: 20 }), fc.constant(null)),
  udh: fc.constantFrom(null, null, null, null, Uint8Array.of(5, 0, 3, 1, 2, 1), new Uint8Array(12)),
  encodingFault: fc.constantFrom(...new Array<null>(30).fill(null), "odd"),
  validUntilMs: likelyDue,
  dueAtMs: likelyDue,
});

/** Submissions of anything that fits the types. */
export const anySubmissions = submissionsOf({
  recipient: fc.oneof(anyText, fc.stringMatching(/^\+?[0-9() -]{0,20}$/)),
  sender: fc.oneof(anyText, fc.string({ maxLength: 12 })),
  text: fc.oneof(anyText, longText, fc.constant(null)),
  udh: fc.option(fc.uint8Array({ maxLength: 300 })),
  encodingFault: fc.constantFrom(null, null, "odd"),
  validUntilMs: anyMoment,
  dueAtMs: anyMoment,
});
