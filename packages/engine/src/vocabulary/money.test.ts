import { expect, it } from "vitest";
import { formatMicros, parseMicros } from "./money.ts";

it.each([
  ["0", 0n],
  ["-0", 0n],
  ["1", 1_000_000n],
  ["12.5", 12_500_000n],
  ["007.10", 7_100_000n],
  ["-0.000001", -1n],
  ["0.000001", 1n],
  ["9223372036854.775807", 9_223_372_036_854_775_807n],
  ["-9223372036854.775807", -9_223_372_036_854_775_807n],
])("reads %s", (decimal, micros) => {
  expect(parseMicros(decimal)).toBe(micros);
});

it.each([
  ["an exponent", "1e5"],
  ["seven decimals", "0.0000001"],
  ["seven decimals that are zeros", "1.0000000"],
  ["a space before", " 1"],
  ["a space after", "1 "],
  ["a line break after", "1\n"],
  ["a space within", "1 000"],
  ["a separator of thousands", "1,000"],
  ["a decimal comma", "1,5"],
  ["nothing", ""],
  ["a sign alone", "-"],
  ["a plus", "+1"],
  ["two signs", "--1"],
  ["a point alone", "."],
  ["no digit before the point", ".5"],
  ["no digit after the point", "5."],
  ["two points", "1.2.3"],
  ["hexadecimal digits", "0x10"],
  ["infinity", "Infinity"],
  ["no number", "NaN"],
  ["digits of another script", "١٢"],
  ["a currency", "1 EUR"],
  ["one micro more than the database holds", "9223372036854.775808"],
  ["one micro less than the database holds", "-9223372036854.775808"],
  ["fourteen digits of units", "10000000000000"],
])("refuses %s", (_, decimal) => {
  expect(parseMicros(decimal)).toBeUndefined();
});

it.each([
  [0n, "0.00"],
  [1n, "0.000001"],
  [-1n, "-0.000001"],
  [50_000n, "0.05"],
  [5_000n, "0.005"],
  [1_000_000n, "1.00"],
  [-12_500_000n, "-12.50"],
  [9_223_372_036_854_775_807n, "9223372036854.775807"],
])("writes %s micros as %s", (micros, decimal) => {
  expect(formatMicros(micros)).toBe(decimal);
});

it("keeps as many decimals as asked for, and all that are not zero", () => {
  expect(formatMicros(1_000_000n, { minDecimals: 0 })).toBe("1");
  expect(formatMicros(1_500_000n, { minDecimals: 0 })).toBe("1.5");
  expect(formatMicros(1_500_000n, { minDecimals: 6 })).toBe("1.500000");
  expect(formatMicros(1_234_567n, { minDecimals: 2 })).toBe("1.234567");
});
