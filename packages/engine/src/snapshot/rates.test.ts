import { expect, it } from "vitest";
import { convertMicros, RATE_SCALE } from "./rates.ts";

const rates = new Map([
  ["EUR", RATE_SCALE],
  ["USD", (RATE_SCALE * 9n) / 10n],
  ["IRR", 22n * 1_000_000n],
  ["ZZZ", 0n],
]);

it("converts through the reference currency, rounded half up", () => {
  expect(convertMicros(rates, 100_000n, "EUR", "USD")).toBe(111_111n);
  expect(convertMicros(rates, 90n, "USD", "EUR")).toBe(81n);
  expect(convertMicros(rates, 5n, "USD", "EUR")).toBe(5n);
  expect(convertMicros(rates, 4n, "USD", "EUR")).toBe(4n);
  expect(convertMicros(rates, 0n, "USD", "EUR")).toBe(0n);
});

it("is exact for currencies worth next to nothing and for the largest amounts", () => {
  expect(convertMicros(rates, 1_000_000_000_000n, "IRR", "EUR")).toBe(22_000_000n);
  expect(convertMicros(rates, 22_000_000n, "EUR", "IRR")).toBe(1_000_000_000_000n);
  expect(convertMicros(rates, 2n ** 62n, "EUR", "USD")).toBe((2n ** 62n * 20n + 9n) / 18n);
});

it("needs no rate within one currency, and says so where a rate is missing or nothing", () => {
  expect(convertMicros(new Map(), 7n, "GBP", "GBP")).toBe(7n);
  expect(convertMicros(rates, 7n, "GBP", "EUR")).toBeUndefined();
  expect(convertMicros(rates, 7n, "EUR", "GBP")).toBeUndefined();
  expect(convertMicros(rates, 7n, "EUR", "ZZZ")).toBeUndefined();
});
