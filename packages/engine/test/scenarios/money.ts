/** Rows about the price and the funds that must cover it. */
import { aClient, aPrice, aProductPrice, hourMs, nowMs } from "../configuration.ts";
import { client, nothing, type Scenario, usual } from "./scenario.ts";

const later = nowMs + hourMs;
/** A client of the product 1. */
const shares = { clients: [aClient({ productId: 1 })] };

export const prices: readonly Scenario[] = [
  { says: "no price at all", configuration: { prices: [] }, expected: "blocked no_client_price" },
  {
    says: "a price for another country",
    configuration: { prices: [aPrice({ country: "FR" })] },
    expected: "blocked no_client_price",
  },
  {
    says: "a price for another network",
    configuration: { prices: [aPrice({ network: "26202" })] },
    expected: "blocked no_client_price",
  },
  {
    says: "a price of another client",
    configuration: { prices: [aPrice({ clientId: 2 })] },
    expected: "blocked no_client_price",
  },
  {
    says: "the network's price before the country's",
    configuration: { prices: [aPrice(), aPrice({ id: 2, network: "26201", micros: 70_000n })] },
    expected: "queued DE.26201 gsm7 1×0.07 submitted 1/1/1 cost 0.03",
  },
  {
    says: "the later start among valid prices",
    configuration: { prices: [aPrice({ id: 2 }), aPrice({ id: 1, micros: 60_000n, fromMs: nowMs - 1 })] },
    expected: "queued DE.26201 gsm7 1×0.06 submitted 1/1/1 cost 0.03",
  },
  { says: "a price from now on", configuration: { prices: [aPrice({ fromMs: nowMs })] }, expected: usual },
  {
    says: "a price from the next millisecond on",
    configuration: { prices: [aPrice({ fromMs: nowMs + 1 })] },
    expected: "blocked no_client_price",
  },
  {
    says: "the last millisecond of a price",
    configuration: { prices: [aPrice({ toMs: nowMs + 1 })] },
    expected: usual,
  },
  {
    says: "a price that ends now",
    configuration: { prices: [aPrice({ toMs: nowMs })] },
    expected: "blocked no_client_price",
  },
  {
    says: "a price by delivered",
    configuration: { prices: [aPrice({ billing: "delivered" })] },
    expected: "queued DE.26201 gsm7 1×0.05 delivered 1/1/1 cost 0.03",
  },
  {
    says: "a price of one micro",
    configuration: { prices: [aPrice({ micros: 1n })] },
    expected: "queued DE.26201 gsm7 1×0.000001 submitted 1/1/1 cost 0.03",
  },
  {
    says: "the product's price of a client without its own",
    configuration: { ...shares, prices: [], productPrices: [aProductPrice({ micros: 40_000n })] },
    expected: "queued DE.26201 gsm7 1×0.04 submitted 1/1/1 cost 0.03",
  },
  {
    says: "a personal price for the country before the product's for the network",
    configuration: { ...shares, productPrices: [aProductPrice({ network: "26201", micros: 1n })] },
    expected: usual,
  },
  {
    says: "the product's price once the personal one has ended",
    configuration: {
      ...shares,
      prices: [aPrice({ toMs: nowMs })],
      productPrices: [aProductPrice({ micros: 40_000n })],
    },
    expected: "queued DE.26201 gsm7 1×0.04 submitted 1/1/1 cost 0.03",
  },
  {
    says: "a price of a product the client does not have",
    configuration: { ...shares, prices: [], productPrices: [aProductPrice({ productId: 8 })] },
    expected: "blocked no_client_price",
  },
  {
    says: "a product's price of a client without a product",
    configuration: { prices: [], productPrices: [aProductPrice()] },
    expected: "blocked no_client_price",
  },
  {
    says: "a price beyond what a float holds",
    configuration: { prices: [aPrice({ micros: 2n ** 53n + 1n })] },
    moment: { unreservedMicros: 2n ** 53n },
    expected: "blocked no_money 9007199254.740992 of 9007199254.740993",
  },
];

export const funds: readonly Scenario[] = [
  { says: "funds that fit exactly", moment: { unreservedMicros: 50_000n }, expected: usual },
  {
    says: "one micro short",
    moment: { unreservedMicros: 49_999n },
    expected: "blocked no_money 0.049999 of 0.05",
  },
  {
    says: "funds for one part of two",
    moment: { unreservedMicros: 99_999n },
    submission: { text: "a".repeat(161) },
    expected: "blocked no_money 0.099999 of 0.10",
  },
  {
    says: "billing by delivered needs its funds at once too",
    configuration: { prices: [aPrice({ billing: "delivered" })] },
    moment: nothing,
    expected: "blocked no_money 0.00 of 0.05",
  },
  {
    says: "a credit limit that fits exactly",
    configuration: client({ creditLimitMicros: 50_000n }),
    moment: nothing,
    expected: usual,
  },
  {
    says: "a credit limit that is used up",
    configuration: client({ creditLimitMicros: 50_000n }),
    moment: { unreservedMicros: -1n },
    expected: "blocked no_money 0.049999 of 0.05",
  },
  {
    says: "the last millisecond of an overdraft",
    configuration: client({ overdraftMicros: 50_000n, overdraftUntilMs: nowMs + 1 }),
    moment: nothing,
    expected: usual,
  },
  {
    says: "an overdraft that expires now",
    configuration: client({ overdraftMicros: 50_000n, overdraftUntilMs: nowMs }),
    moment: nothing,
    expected: "blocked no_money 0.00 of 0.05",
  },
  {
    says: "credit and overdraft together",
    configuration: client({ creditLimitMicros: 20_000n, overdraftMicros: 20_000n, overdraftUntilMs: later }),
    moment: { unreservedMicros: 10_000n },
    expected: usual,
  },
  {
    says: "a free message with nothing left",
    configuration: { prices: [aPrice({ micros: 0n })] },
    moment: nothing,
    expected: "queued DE.26201 gsm7 1×0.00 submitted 1/1/1 cost 0.03",
  },
  {
    says: "a free message far below zero",
    configuration: { prices: [aPrice({ micros: 0n })] },
    moment: { unreservedMicros: -1_000_000n },
    expected: "queued DE.26201 gsm7 1×0.00 submitted 1/1/1 cost 0.03",
  },
];
