import { expect, test } from "vitest";
import { type LedgerEvent, type PriceRow, predictBalances } from "./naive-ledger.ts";

const rows: PriceRow[] = [
  { client: "alpha", prefix: "49", priceMicros: 50_000n, billing: "by_submitted" },
  { client: "alpha", prefix: "49151", priceMicros: 60_000n, billing: "by_submitted" },
  { client: "alpha", prefix: "", priceMicros: 10_000n, billing: "by_delivered" },
];
const paid: LedgerEvent = { kind: "payment", client: "alpha", amountMicros: 1_000_000n };
const accepted = (id: string, recipient: string, segments = 1): LedgerEvent => ({
  kind: "accepted",
  client: "alpha",
  id,
  recipient,
  segments,
});

test("by submitted, each segment costs the price of the longest prefix", () => {
  const balance = predictBalances(rows, [paid, accepted("1", "491701"), accepted("2", "491511", 3)]).get("alpha");
  expect(balance).toEqual({ balanceMicros: 770_000n, reservedMicros: 0n, chargedMicros: 230_000n, chargedMessages: 2 });
});

test("by delivered, money is reserved, then charged on DELIVRD and released otherwise", () => {
  const events: LedgerEvent[] = [paid, accepted("1", "331"), accepted("2", "332"), accepted("3", "333")];
  expect(predictBalances(rows, events).get("alpha")?.reservedMicros).toBe(30_000n);
  events.push({ kind: "receipt", id: "1", state: "DELIVRD" }, { kind: "receipt", id: "2", state: "UNDELIV" });
  events.push({ kind: "receipt", id: "2", state: "DELIVRD" }, { kind: "receipt", id: "3", state: "ENROUTE" });
  expect(predictBalances(rows, events).get("alpha")).toEqual({
    balanceMicros: 990_000n,
    reservedMicros: 10_000n,
    chargedMicros: 10_000n,
    chargedMessages: 1,
  });
});

test("impossible histories are refused", () => {
  expect(() => predictBalances(rows, [accepted("1", "49"), accepted("1", "49")])).toThrow("accepted twice");
  expect(() => predictBalances(rows, [{ kind: "receipt", id: "9", state: "DELIVRD" }])).toThrow("never accepted");
  expect(() => predictBalances([], [accepted("1", "49")])).toThrow("no price");
});
