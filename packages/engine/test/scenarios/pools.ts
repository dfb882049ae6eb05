/** Rows about the members of a pool: who may carry a message, who is passed over, who is chosen. */
import { aConnection, aCost, aPool, aPrice, aRoute, type Configuration } from "../configuration.ts";
import { by, client, type Scenario, usual } from "./scenario.ts";

const halves = { 1: 50, 2: 50 };
const twoConnections = [1, 2].map((id) => aConnection({ id, supplierId: 1 }));
const two = { pools: [aPool({ shares: halves })], connections: twoConnections };

/** Three connections of a supplier each, which cost 0.03, 0.02 and 0.04. */
const three = (strategy: "priority" | "least_cost" | "best_delivery" | "percentage"): Partial<Configuration> => ({
  pools: [aPool({ strategy, shares: { 1: 50, 2: 30, 3: 20 } })],
  connections: [1, 2, 3].map((id) => aConnection({ id, supplierId: id })),
  suppliers: [1, 2, 3].map((id) => ({ id, currency: "EUR", blocked: false })),
  costs: [30_000n, 20_000n, 40_000n].map((micros, index) => aCost({ id: index + 1, supplierId: index + 1, micros })),
});
const [one, other, third] = [by("1/1/1", "0.03"), by("1/1/2", "0.02"), by("1/1/3", "0.04")];
const inDollars = [1, 2, 3].map((id) => ({ id, currency: id === 2 ? "USD" : "EUR", blocked: false }));
const withoutCosts = (...suppliers: number[]) => ({
  costs: three("priority").costs?.filter(({ supplierId }) => !suppliers.includes(supplierId)) ?? [],
});
const changed = (id: number, fields: Parameters<typeof aConnection>[0]) => ({
  connections: [1, 2, 3].map((each) => aConnection({ id: each, supplierId: each, ...(each === id ? fields : {}) })),
});
const ceiling = (micros: bigint, currency = "EUR") => ({
  pools: [aPool({ strategy: "best_delivery", shares: { 1: 0, 2: 0, 3: 0 }, costCeiling: { micros, currency } })],
});

export const strategies: readonly Scenario[] = [
  { says: "the first turn of two halves", configuration: two, expected: by("1/1/1") },
  { says: "the second turn of two halves", configuration: two, moment: { poolTurn: 1 }, expected: by("1/1/2") },
  { says: "the first turn of 50, 30 and 20", configuration: three("percentage"), expected: one },
  {
    says: "the second turn of 50, 30 and 20",
    configuration: three("percentage"),
    moment: { poolTurn: 1 },
    expected: other,
  },
  {
    says: "the third turn of 50, 30 and 20",
    configuration: three("percentage"),
    moment: { poolTurn: 2 },
    expected: third,
  },
  {
    says: "the hundred and first turn is the first again",
    configuration: three("percentage"),
    moment: { poolTurn: 100 },
    expected: one,
  },
  {
    says: "the first of a pool by priority, whatever the turn",
    configuration: three("priority"),
    moment: { poolTurn: 2 },
    expected: one,
  },
  { says: "the cheapest", configuration: three("least_cost"), moment: { poolTurn: 5 }, expected: other },
  {
    says: "the cheapest of those that are up",
    configuration: three("least_cost"),
    moment: { downConnections: [2] },
    expected: one,
  },
  {
    says: "the cheapest in the client's currency",
    configuration: { ...three("least_cost"), suppliers: inDollars, rates: { EUR: 1, USD: 1.6 } },
    expected: one,
  },
  {
    says: "a cost that no rate compares is never the cheapest",
    configuration: { ...three("least_cost"), suppliers: inDollars },
    expected: one,
  },
  {
    says: "who delivers best",
    configuration: three("best_delivery"),
    moment: { deliveryRates: { 1: 0.91, 2: 0.4, 3: 0.92 } },
    expected: third,
  },
  {
    says: "of those that deliver alike the cheaper",
    configuration: three("best_delivery"),
    moment: { deliveryRates: { 1: 0.9, 2: 0.9, 3: 0.8 } },
    expected: other,
  },
  {
    says: "a rate that is known before one that is not",
    configuration: three("best_delivery"),
    moment: { deliveryRates: { 3: 0.1 } },
    expected: third,
  },
  {
    says: "the sample that another member gets",
    configuration: three("best_delivery"),
    moment: { deliveryRates: { 3: 0.9 }, poolTurn: 19 },
    expected: one,
  },
  {
    says: "the next sample goes to the next member",
    configuration: three("best_delivery"),
    moment: { deliveryRates: { 3: 0.9 }, poolTurn: 39 },
    expected: other,
  },
  {
    says: "a cost at the ceiling",
    configuration: { ...three("best_delivery"), ...ceiling(40_000n) },
    moment: { deliveryRates: { 3: 0.9 } },
    expected: third,
  },
  {
    says: "a cost over the ceiling",
    configuration: { ...three("best_delivery"), ...ceiling(39_999n) },
    moment: { deliveryRates: { 3: 0.9 } },
    expected: other,
  },
  {
    says: "all costs over the ceiling",
    configuration: { ...three("best_delivery"), ...ceiling(10_000n) },
    expected: "blocked no_active_supplier 1",
  },
  {
    says: "a ceiling in another currency",
    configuration: { ...three("best_delivery"), ...ceiling(60_000n, "USD"), rates: { EUR: 1.6, USD: 1 } },
    moment: { deliveryRates: { 3: 0.9 } },
    expected: other,
  },
];

export const members: readonly Scenario[] = [
  {
    says: "a member that is down, while another is up",
    configuration: two,
    moment: { downConnections: [1] },
    expected: by("1/1/2"),
  },
  {
    says: "all members down: the message waits at its own",
    configuration: two,
    moment: { downConnections: [1, 2], poolTurn: 1 },
    expected: by("1/1/2"),
  },
  {
    says: "a paused member",
    configuration: { ...three("priority"), ...changed(1, { paused: true }) },
    expected: other,
  },
  {
    says: "a member of a blocked supplier",
    configuration: { ...three("priority"), suppliers: inDollars.map((row) => ({ ...row, blocked: row.id < 3 })) },
    expected: third,
  },
  {
    says: "a member without a source price",
    configuration: { ...three("priority"), ...withoutCosts(1) },
    expected: other,
  },
  {
    says: "a member without a source price, although the other is down",
    configuration: { ...three("priority"), ...withoutCosts(1, 3) },
    moment: { downConnections: [2] },
    expected: other,
  },
  {
    says: "members without a share carry nothing",
    configuration: { ...three("percentage"), pools: [aPool({ shares: { 1: 0, 2: 0, 3: 100 } })] },
    expected: third,
  },
  {
    says: "a queue with room for one more",
    configuration: { ...three("priority"), ...changed(1, { queueMax: 1000 }) },
    moment: { queues: { 1: 999 } },
    expected: one,
  },
  {
    says: "a queue that is too long",
    configuration: { ...three("priority"), ...changed(1, { queueMax: 1000 }) },
    moment: { queues: { 1: 1000 } },
    expected: other,
  },
  {
    says: "a long queue, when the others are down",
    configuration: { ...three("priority"), ...changed(1, { queueMax: 1000 }) },
    moment: { queues: { 1: 5000 }, downConnections: [2, 3] },
    expected: one,
  },
  {
    says: "the last part of a connection's day",
    configuration: { ...three("priority"), ...changed(1, { dailyLimit: 1000 }) },
    moment: { submitted: { 1: 999 } },
    expected: one,
  },
  {
    says: "a connection's day that is used up",
    configuration: { ...three("priority"), ...changed(1, { dailyLimit: 1000 }) },
    moment: { submitted: { 1: 1000 } },
    expected: other,
  },
  {
    says: "a connection's day that what waits will use up",
    configuration: { ...three("priority"), ...changed(1, { dailyLimit: 1000 }) },
    moment: { submitted: { 1: 990 }, queues: { 1: 10 } },
    expected: other,
  },
  {
    says: "a day that is used up, and a long queue at another: the queue moves sooner",
    configuration: {
      ...three("priority"),
      connections: [
        aConnection({ dailyLimit: 10 }),
        aConnection({ id: 2, supplierId: 2, queueMax: 5 }),
        aConnection({ id: 3, supplierId: 3, paused: true }),
      ],
    },
    moment: { submitted: { 1: 10 }, queues: { 2: 6 } },
    expected: other,
  },
  {
    says: "a day that is used up, when it is the only connection",
    configuration: { connections: [aConnection({ dailyLimit: 10 })] },
    moment: { submitted: { 1: 10 } },
    expected: usual,
  },
  {
    says: "the next route is no way around a long queue",
    configuration: {
      routes: [aRoute(), aRoute({ id: 2, poolId: 2, priority: 200 })],
      pools: [aPool(), aPool({ id: 2, shares: { 2: 100 } })],
      connections: [aConnection({ queueMax: 5 }), aConnection({ id: 2 })],
    },
    moment: { queues: { 1: 6 } },
    expected: usual,
  },
  { says: "a connection that is gone", configuration: { connections: [] }, expected: "blocked no_active_supplier 1" },
  { says: "a pool that is gone", configuration: { pools: [] }, expected: "blocked no_active_supplier 1" },
];

const dear = { costs: [aCost({ micros: 50_001n })] };

export const margin: readonly Scenario[] = [
  { says: "a cost above the price", configuration: dear, expected: by("1/1/1", "0.050001") },
  {
    says: "a cost above the price where the platform minds it",
    configuration: { ...dear, blocksNegativeMargin: true },
    expected: "blocked negative_margin 1",
  },
  {
    says: "a cost that is the price where the platform minds the margin",
    configuration: { costs: [aCost({ micros: 50_000n })], blocksNegativeMargin: true },
    expected: by("1/1/1", "0.05"),
  },
  {
    says: "a cost above the price of a client for whom it is minded",
    configuration: { ...dear, ...client({ negativeMargin: "block" }) },
    expected: "blocked negative_margin 1",
  },
  {
    says: "a cost above the price of a client for whom it is not minded",
    configuration: { ...dear, ...client({ negativeMargin: "allow" }), blocksNegativeMargin: true },
    expected: by("1/1/1", "0.050001"),
  },
  {
    says: "a member that is too dear is passed over",
    configuration: {
      ...three("priority"),
      costs: [aCost({ micros: 60_000n }), aCost({ id: 2, supplierId: 2, micros: 20_000n })],
      blocksNegativeMargin: true,
    },
    expected: other,
  },
  {
    says: "a cost above the price in the client's currency",
    configuration: {
      costs: [aCost({ micros: 56_000n })],
      suppliers: [{ id: 1, currency: "USD", blocked: false }],
      rates: { EUR: 1.1, USD: 1 },
      blocksNegativeMargin: true,
    },
    expected: "blocked negative_margin 1",
  },
  {
    says: "a cost below the price in the client's currency",
    configuration: {
      costs: [aCost({ micros: 54_000n })],
      suppliers: [{ id: 1, currency: "USD", blocked: false }],
      rates: { EUR: 1.1, USD: 1 },
      blocksNegativeMargin: true,
    },
    expected: by("1/1/1", "0.054"),
  },
  {
    says: "a cost that no rate compares",
    configuration: {
      costs: [aCost({ micros: 9_000_000n })],
      suppliers: [{ id: 1, currency: "USD", blocked: false }],
      blocksNegativeMargin: true,
    },
    expected: by("1/1/1", "9.00"),
  },
  {
    says: "a free message that costs something",
    configuration: { ...client({ negativeMargin: "block" }), prices: [aPrice({ micros: 0n })] },
    expected: "blocked negative_margin 1",
  },
];
