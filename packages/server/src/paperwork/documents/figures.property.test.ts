import { formatMicros, parseMicros } from "@switchyard/engine";
import fc from "fast-check";
import { expect, it } from "vitest";
import { count, figure, figures, isZero } from "./figures.ts";

const micros = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });

it("writes an amount without changing it", () => {
  fc.assert(
    fc.property(micros, fc.nat(8), (amount, decimals) => {
      const shown = figure(formatMicros(amount), Math.min(decimals, 6));
      expect(parseMicros(shown.replaceAll(",", ""))).toBe(amount);
      expect(shown).toMatch(/^-?\d{1,3}(,\d{3})*\.\d{2,6}$/);
    }),
  );
});

it("puts the decimal points of a column one below the other", () => {
  fc.assert(
    fc.property(fc.array(micros, { minLength: 1 }), (amounts) => {
      const shown = figures(amounts.map((amount) => formatMicros(amount)));
      expect(new Set(shown.map((text) => text.length - text.indexOf("."))).size).toBe(1);
    }),
  );
});

it("writes whole numbers in threes and refuses what isn't one", () => {
  expect(["0", "999", "1000", "1234567"].map(count)).toEqual(["0", "999", "1,000", "1,234,567"]);
  expect(() => count("1.5")).toThrow("not a whole number");
  expect(() => figure("1,5")).toThrow("not an exact decimal");
});

it("knows nothing from something", () => {
  expect(["0", "0.00", "-0.000000", "0.000001", "-3"].map(isZero)).toEqual([true, true, true, false, false]);
});
