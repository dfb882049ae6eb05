/**
 * Configurations and moments for property tests: small worlds in which rows meet, overlap and end around the present
 * moment, so that every check has something to decide.
 */
import type { ClientConfig, TariffRow } from "@switchyard/engine";
import fc from "fast-check";
import { firewalls } from "./arbitraries/firewall.ts";
import { connections, pools, routes, rules } from "./arbitraries/routing.ts";
import {
  fromMs,
  micros,
  mostly,
  numbered,
  numbers,
  owner,
  place,
  places,
  plain,
  prefixes,
  toMs,
  usually,
} from "./arbitraries/words.ts";
import { aClient, aCountry, aRoute, aRow, type Configuration, type Moment, nowMs } from "./configuration.ts";

const tariffRow = fc
  .tuple(place, micros, fc.constantFrom("submitted" as const, "delivered" as const), fromMs, toMs)
  .map(([where, amount, billing, from, to]) => ({ ...where, micros: amount, billing, fromMs: from, toMs: to }));

const isOn = usually(50, true, false);
const client = fc.record(
  {
    block: usually<ClientConfig["block"]>(10, "none", "hold", "hold", "refuse"),
    channels: fc.record({ smpp: isOn, http: isOn, rest: isOn, web: isOn }, plain),
    dailyLimit: usually<number | null>(16, null, 5),
    creditLimitMicros: micros,
    overdraftMicros: micros,
    overdraftUntilMs: fc.constantFrom(null, nowMs - 1, nowMs, nowMs + 1),
    productId: fc.constantFrom(null, 1, 2),
    moderation: usually<ClientConfig["moderation"]>(1, "none", "automatic", "manual"),
    dynamicSender: mostly,
    skipBlacklist: fc.boolean(),
    negativeMargin: fc.constantFrom("platform" as const, "block" as const, "allow" as const),
    currency: fc.constantFrom("EUR", "EUR", "USD"),
  },
  plain,
);

const country = fc.record(
  {
    closed: usually(40, false, true),
    portability: fc.constantFrom("prefix" as const, "lookup" as const, "highest_price" as const),
    lookupFallback: fc.constantFrom("prefix" as const, "highest_price" as const),
    closedNetworks: usually<string[]>(20, [], ["26202", "20801"]),
  },
  plain,
);
const countries = fc.tuple(fc.option(country), fc.option(country)).map((drawn) =>
  drawn.flatMap((fields, index) => {
    if (fields === null) return [];
    const [code, networks] =
      index === 0 ? (["DE", ["26201", "26202", "26203"]] as const) : (["FR", ["20801"]] as const);
    return [aCountry({ ...fields, code, networks, closedNetworks: new Set(fields.closedNetworks) })];
  }),
);

type Owned = readonly [row: Omit<TariffRow, "id">, ownerId: number];
/** Rows for any places and, in most worlds, for both countries and each owner. */
const tariffs = (range: fc.ArrayConstraints): fc.Arbitrary<Owned[]> =>
  fc
    .tuple(fc.array(fc.tuple(tariffRow, owner), range), micros, usually(5, true, false))
    .map(([rows, amount, isWhole]) => {
      const whole = ["DE", "FR"].flatMap((code) =>
        [1, 2].map((id): Owned => [aRow({ country: code, micros: amount }), id]),
      );
      return isWhole ? [...rows, ...whole] : rows;
    });
/** A route to anywhere that comes after all others. */
const lastRoute = aRoute({ priority: 9 });

const supplier = fc.tuple(fc.constantFrom("EUR", "EUR", "USD", "ZZZ"), mostly);

export const configurations: fc.Arbitrary<Configuration> = fc
  .record({
    prefixes: fc.array(fc.tuple(fc.constantFrom(...prefixes), place), { minLength: 3, maxLength: 12 }),
    clients: fc.tuple(client, client),
    prices: tariffs({ maxLength: 16 }),
    productPrices: fc.array(fc.tuple(tariffRow, owner), { maxLength: 10 }),
    costs: tariffs({ maxLength: 16 }),
    routes: fc.array(routes, { minLength: 1, maxLength: 12 }),
    hasLastRoute: usually(5, true, false),
    hasFrance: usually(9, true, false),
    pools: fc.array(pools, { minLength: 2, maxLength: 3 }),
    connections: fc.array(connections, { minLength: 3, maxLength: 4 }),
    suppliers: fc.tuple(supplier, supplier, mostly).map(([one, two, isThere]) => (isThere ? [one, two] : [one])),
    rules: fc.oneof(fc.constant([]), fc.array(rules, { minLength: 1, maxLength: 8 })),
    countries,
    firewall: firewalls,
  })
  .map((drawn) => ({
    prefixes: [
      { prefix: "49", ...places[0] },
      ...(drawn.hasFrance ? [{ prefix: "33", ...places[3] }] : []),
      ...drawn.prefixes.map(([prefix, where]) => ({ prefix, ...where })),
    ],
    clients: drawn.clients.map((fields, index) => aClient({ ...fields, id: index + 1 })),
    prices: numbered(drawn.prices.map(([row, clientId]) => ({ ...row, clientId }))),
    productPrices: numbered(drawn.productPrices.map(([row, productId]) => ({ ...row, productId }))),
    costs: numbered(drawn.costs.map(([row, supplierId]) => ({ ...row, supplierId }))),
    routes: numbered(drawn.hasLastRoute ? [...drawn.routes, lastRoute] : drawn.routes),
    pools: drawn.pools.map((fields, index) => ({ id: index + 1, ...fields })),
    connections: drawn.connections.map((fields, index) => ({ ...fields, id: index + 1 })),
    suppliers: drawn.suppliers.map(([currency, runs], index) => ({ id: index + 1, currency, blocked: !runs })),
    countries: drawn.countries,
    // Powers of two, so that conversions are exact; ZZZ has no rate.
    rates: { EUR: 1, USD: 0.5 },
    rules: numbered(drawn.rules),
    ...drawn.firewall,
  }));

const byConnection = <T>(value: fc.Arbitrary<T>) =>
  fc
    .tuple(value, value, value, value)
    .map((values) => Object.fromEntries(values.map((each, index) => [index + 1, each])));

export const moments: fc.Arbitrary<Moment> = fc.record(
  {
    unreservedMicros: usually(3, 10_000_000n, -50_000n, 0n, 9_999n, 10_000n, 50_000n),
    acceptedToday: fc.constantFrom(0, 3, 4, 5, 6),
    downConnections: fc.subarray([1, 2, 3, 4]),
    poolTurn: fc.nat(1_000),
    queues: byConnection(fc.constantFrom(0, 0, 4, 5, 6)),
    submitted: byConnection(fc.constantFrom(0, 0, 5, 6, 10)),
    deliveryRates: byConnection(fc.constantFrom(0, 0.5, 0.5, 1)).map(withoutZeros),
    ported: fc
      .array(fc.constantFrom(undefined, null, "26201", "26202", "26203", "26299", "20801"), {
        minLength: numbers.length,
        maxLength: numbers.length,
      })
      .map((networks) => Object.fromEntries(numbers.flatMap((number, index) => answerOf(number, networks[index])))),
    alike: fc.constantFrom(0, 0, 1, 2, 3),
    chance: fc.constantFrom(0, 0.4, 0.5, 0.999),
  },
  plain,
);

/** Rates of 0 are taken for ones that are not known. */
function withoutZeros(rates: Readonly<Record<number, number>>): Record<number, number> {
  return Object.fromEntries(Object.entries(rates).filter(([, rate]) => rate > 0));
}

/** undefined: no look-up was made. */
const answerOf = (number: string, network: string | null | undefined): [string, string | null][] =>
  network === undefined ? [] : [[number, network]];
