import { formatMicros, parseMicros } from "@switchyard/engine";
import fc from "fast-check";
import { expect, it } from "vitest";
import { count, figure, figures, isZero } from "./figures.ts";

const micros = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });

it("writes an amount without changing it", () => {
  fc.assert(
    fc.property(micros, fc.nat(6), (amount, decimals) => {
      const shown = figure(formatMicros(amount), decimals);
      expect(parseMicros(shown.replaceAll(",", ""))).toBe(amount);
      expect(shown).toMatch(/^-?\d{1,3}(,\d{3})*(\.\d{1,6})?$/);
      expect(shown.split(".")[1]?.length ?? 0).toBeGreaterThanOrEqual(decimals);
    }),
  );
});

it("puts the decimal points of a column one below the other", () => {
  fc.assert(
    fc.property(fc.array(micros, { minLength: 1 }), fc.nat(3), (amounts, decimals) => {
      const shown = figures(
        amounts.map((amount) => formatMicros(amount)),
        decimals,
      );
      expect(new Set(shown.map((text) => text.split(".")[1]?.length ?? 0)).size).toBe(1);
    }),
  );
});

it("writes whole numbers in threes and refuses what isn't one", () => {
  expect(["0", "999", "1000", "1234567"].map(count)).toEqual(["0", "999", "1,000", "1,234,567"]);
  expect(() => count("1.5")).toThrow("not a whole number");
  expect(() => figure("1,5", 2)).toThrow("not an exact decimal");
});

it("writes whole units where a currency has nothing smaller, and the exact amount all the same", () => {
  expect(figure("1234.00", 0)).toBe("1,234");
  expect(figures(["12.00", "0.5"], 0)).toEqual(["12.0", "0.5"]);
  expect(figure("1.5", 3)).toBe("1.500");
});

it("knows nothing from something", () => {
  expect(["0", "0.00", "-0.000000", "0.000001", "-3"].map(isZero)).toEqual([true, true, true, false, false]);
});
