import fc from "fast-check";
import { expect, it } from "vitest";
import { formatMicros, microsText, parseMicros, timesParts } from "./money.ts";

const amountMax = 9_223_372_036_854_775_807n;
/** Every amount the database holds, with those beside 2^53, where floats begin to skip integers, more often. */
const micros = fc.oneof(
  fc.bigInt({ min: -amountMax, max: amountMax }),
  fc.bigInt({ min: 2n ** 53n - 5n, max: 2n ** 53n + 5n }),
  fc.bigInt({ min: -3_000_000n, max: 3_000_000n }),
);

it("reads back every amount it writes", () => {
  fc.assert(
    fc.property(micros, fc.nat(6), (amount, minDecimals) => {
      expect(parseMicros(formatMicros(amount, { minDecimals }))).toBe(amount);
    }),
  );
});

it("writes the shortest decimal that has the digits asked for", () => {
  fc.assert(
    fc.property(micros, fc.nat(6), (amount, minDecimals) => {
      const written = formatMicros(amount, { minDecimals });
      const fraction = written.split(".")[1] ?? "";
      expect(fraction.length).toBeGreaterThanOrEqual(minDecimals);
      if (fraction.length > minDecimals) expect(fraction.endsWith("0")).toBe(false);
    }),
  );
});

it("agrees with integer arithmetic on the digits, however many there are", () => {
  const digits = fc.bigInt({ min: 0n, max: 9_223_372_036_853n });
  fc.assert(
    fc.property(fc.boolean(), digits, fc.stringMatching(/^\d{0,6}$/), (isNegative, units, fraction) => {
      const decimal = `${isNegative ? "-" : ""}${units}${fraction === "" ? "" : `.${fraction}`}`;
      const size = BigInt(`${units}${fraction.padEnd(6, "0")}`);
      expect(parseMicros(decimal)).toBe(isNegative ? -size : size);
    }),
  );
});

it("answers an amount within the database's range or nothing, whatever the text", () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^-?\d{0,15}\.?\d{0,8}$/), fc.double().map(String));
  fc.assert(
    fc.property(text, (decimal) => {
      const amount = parseMicros(decimal);
      if (amount === undefined) return;
      expect(amount <= amountMax && amount >= -amountMax).toBe(true);
      expect(/^-?\d+(\.\d{1,6})?$/.test(decimal)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

it("writes an amount's digits as the language does, and multiplies as exactly", () => {
  fc.assert(
    fc.property(micros, fc.nat(255), (amount, parts) => {
      expect(microsText(amount)).toBe(String(amount));
      expect(timesParts(amount, parts)).toBe(amount * BigInt(parts));
    }),
  );
});
