import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minorUnitMicros, percentOf, ppmOf, roundToMinor, taxOn, taxShare } from "./rounding.ts";

const currency = fc.constantFrom("EUR", "JPY", "KWD");
const unitOf: Readonly<Record<string, bigint>> = { EUR: 10_000n, JPY: 1_000_000n, KWD: 1_000n };
const micros = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const ppm = fc.integer({ min: 0, max: 1_000_000 });
const size = (value: bigint) => (value < 0n ? -value : value);

describe("rounding to what a currency can pay", () => {
  it("knows cents, whole yen and thousandths of a dinar", () => {
    expect(["EUR", "JPY", "KWD"].map(minorUnitMicros)).toEqual([10_000n, 1_000_000n, 1_000n]);
    expect(roundToMinor(1_234_999n, "EUR")).toBe(1_230_000n);
    expect(roundToMinor(1_235_000n, "EUR")).toBe(1_240_000n);
    expect(roundToMinor(-1_235_000n, "EUR")).toBe(-1_240_000n);
    expect(roundToMinor(1_499_999n, "JPY")).toBe(1_000_000n);
    expect(roundToMinor(1_234_500n, "KWD")).toBe(1_235_000n);
  });

  it("goes to the nearest whole unit, halves away from zero", () => {
    fc.assert(
      fc.property(micros, currency, (amount, code) => {
        const unit = unitOf[code] ?? 1n;
        const rounded = roundToMinor(amount, code);
        expect(rounded % unit).toBe(0n);
        const off = size(rounded - amount) * 2n;
        expect(off <= unit).toBe(true);
        if (off === unit) expect(size(rounded) > size(amount)).toBe(true);
        expect(roundToMinor(-amount, code)).toBe(-rounded);
      }),
    );
  });
});

describe("a tax", () => {
  it("is the rate of the net to half a unit", () => {
    expect(taxOn(100_000_000n, 190_000, "EUR")).toBe(19_000_000n);
    expect(taxOn(1_030_000n, 75_000, "EUR")).toBe(80_000n);
    expect(taxOn(101_000_000n, 80_000, "JPY")).toBe(8_000_000n);
    fc.assert(
      fc.property(micros, ppm, currency, (amount, rate, code) => {
        const unit = unitOf[code] ?? 1n;
        const tax = taxOn(amount, rate, code);
        expect(tax % unit).toBe(0n);
        // |tax - amount * rate| <= unit / 2, in millionths.
        expect(size(tax * 1_000_000n - amount * BigInt(rate)) * 2n <= unit * 1_000_000n).toBe(true);
      }),
    );
  });

  it("goes back whole when an invoice is credited in whatever parts", () => {
    const parts = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(parts, ppm, currency, (sizes, rate, code) => {
        const unit = unitOf[code] ?? 1n;
        const nets = sizes.map((part) => BigInt(part) * unit);
        const netMicros = nets.reduce((sum, net) => sum + net, 0n);
        const invoice = { netMicros, taxMicros: taxOn(netMicros, rate, code), currency: code };
        let before = { netMicros: 0n, taxMicros: 0n };
        for (const net of nets) {
          const tax = taxShare(invoice, before, net);
          expect(tax >= 0n && tax % unit === 0n).toBe(true);
          // No part strays from its own tax by more than the rounding of two sums.
          expect(size(tax * 1_000_000n - net * BigInt(rate)) <= 2n * unit * 1_000_000n).toBe(true);
          before = { netMicros: before.netMicros + net, taxMicros: before.taxMicros + tax };
        }
        expect(before).toEqual({ netMicros: invoice.netMicros, taxMicros: invoice.taxMicros });
      }),
    );
  });

  it("is written and read as a percentage without loss", () => {
    expect([190_000, 75_000, 0, 1_000_000, 81_250].map(percentOf)).toEqual(["19", "7.5", "0", "100", "8.125"]);
    fc.assert(fc.property(ppm, (rate) => ppmOf(percentOf(rate)) === rate));
  });
});
