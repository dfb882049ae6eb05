import type { BillingMode } from "@switchyard/engine";
import { expect, it } from "vitest";
import { isPayable, type LookupAnswer, type LookupParties, lookupOf, nobodyPays } from "./lookup.ts";

const made = (answer: LookupAnswer) => ({
  digits: "4915112345678",
  destination: { country: "DE", network: "26201" },
  connectionId: 3,
  supplierId: 4,
  answer,
});
const found: LookupAnswer = { outcome: "found", network: "26202" };
const notKnown: LookupAnswer = { outcome: "not_known", detail: "no network" };
const failed: LookupAnswer = { outcome: "failed", detail: "HTTP 500" };
const at = { id: 1, atMs: 1_000 };
const entry = (billing: BillingMode, micros: bigint) => ({ id: 9, billing, micros });
const terms = (billing: BillingMode) => ({ clientId: 2, price: entry(billing, 30n) });
const parties: LookupParties = { currency: "USD", costCurrency: "EUR", cost: entry("submitted", 10n) };

it.each([
  ["submitted", "found", true],
  ["submitted", "not_known", true],
  ["submitted", "failed", false],
  ["delivered", "found", true],
  ["delivered", "not_known", false],
  ["delivered", "failed", false],
] as const)("billed by %s and %s is to be paid: %s", (billing, outcome, expected) => {
  expect(isPayable(billing, outcome)).toBe(expected);
});

it("charges the client and owes the supplier, each by its own mode", () => {
  expect(lookupOf(at, made(notKnown), terms("delivered"), parties)).toMatchObject({
    network: null,
    detail: "no network",
    clientId: 2,
    billing: "delivered",
    currency: "USD",
    priceMicros: 30n,
    chargedMicros: 0n,
    bookedCostMicros: 10n,
  });
  const costly = { ...parties, cost: entry("delivered", 10n) };
  expect(lookupOf(at, made(found), terms("submitted"), costly)).toMatchObject({
    network: "26202",
    chargedMicros: 30n,
    bookedCostMicros: 10n,
  });
  expect(lookupOf(at, made(failed), terms("submitted"), parties)).toMatchObject({
    chargedMicros: 0n,
    bookedCostMicros: 0n,
  });
});

it("charges nobody when nobody waited, when the client has no price, and when it is gone", () => {
  expect(lookupOf(at, made(found), nobodyPays, parties)).toMatchObject({ clientId: null, chargedMicros: 0n });
  const free = lookupOf(at, made(found), { clientId: 2, price: null }, parties);
  expect(free).toMatchObject({
    clientId: 2,
    currency: null,
    priceMicros: null,
    chargedMicros: 0n,
    bookedCostMicros: 10n,
  });
  const gone = lookupOf(at, made(found), terms("submitted"), { ...parties, currency: undefined });
  expect(gone).toMatchObject({ clientId: null, chargedMicros: 0n, bookedCostMicros: 10n });
});

it("owes a supplier without a cost, or one that is gone, nothing", () => {
  for (const without of [{ cost: undefined }, { costCurrency: undefined }]) {
    const lookup = lookupOf(at, made(found), terms("submitted"), { ...parties, ...without });
    expect(lookup).toMatchObject({ chargedMicros: 30n, bookedCostMicros: 0n });
  }
});
