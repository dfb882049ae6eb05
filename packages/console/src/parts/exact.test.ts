import fc from "fast-check";
import { expect, test } from "vitest";
import { microsOf, negated, splitLike, sumOf } from "./exact.ts";

test("a sum loses no digit, and there is none while a part is half typed", () => {
  expect(sumOf("0.1", "0.2")).toBe("0.30");
  expect(sumOf("9007199254740.993", "0.000001")).toBe("9007199254740.993001");
  expect(sumOf("12.50", "-")).toBeUndefined();
});

test("a sign is turned, and what is no decimal stays as it was typed", () => {
  expect(negated("12.5")).toBe("-12.50");
  expect(negated("-3")).toBe("3.00");
  expect(negated("12..5")).toBe("12..5");
});

test("the open part of an invoice is split like the whole, in amounts that can be paid", () => {
  expect(splitLike("119.00", { net: "100.00", tax: "19.00" }, "EUR")).toEqual({ net: "100.00", tax: "19.00" });
  expect(splitLike("59.50", { net: "100.00", tax: "19.00" }, "EUR")).toEqual({ net: "50.00", tax: "9.50" });
  expect(splitLike("10.00", { net: "100.00", tax: "19.00" }, "EUR")).toEqual({ net: "8.40", tax: "1.60" });
  expect(splitLike("500.00", { net: "1000.00", tax: "100.00" }, "JPY")).toEqual({ net: "455.00", tax: "45.00" });
});

test("however it is split, net and tax come to the part and neither is below zero", () => {
  const cents = fc.bigInt({ min: 1n, max: 10_000_000_000n });
  fc.assert(
    fc.property(
      cents,
      fc.bigInt({ min: 0n, max: 10_000_000_000n }),
      fc.double({ min: 0.001, max: 1, noNaN: true }),
      (net, tax, share) => {
        const text = (amount: bigint) => `${amount / 100n}.${String(amount % 100n).padStart(2, "0")}`;
        const part = text(((net + tax) * BigInt(Math.ceil(share * 1000))) / 1000n);
        const split = splitLike(part, { net: text(net), tax: text(tax) }, "EUR");
        expect(microsOf(split.net) + microsOf(split.tax)).toBe(microsOf(part));
        expect(microsOf(split.net) >= 0n && microsOf(split.tax) >= 0n).toBe(true);
      },
    ),
  );
});
