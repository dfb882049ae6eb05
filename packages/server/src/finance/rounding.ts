/** From sums to the micro to what a currency can pay: net totals and their taxes, always the same way. */

import { minorDigits } from "@switchyard/engine";

const MILLION = 1_000_000n;

/** The smallest amount a currency can pay, in micros: 10,000 for EUR (a cent), 1,000,000 for JPY, 1,000 for KWD. */
export function minorUnitMicros(currency: string): bigint {
  return 10n ** BigInt(6 - minorDigits(currency));
}

/** Rounded to whole minor units, halves away from zero, so that taking back is the mirror of charging. */
export function roundToMinor(micros: bigint, currency: string): bigint {
  const unit = minorUnitMicros(currency);
  return divideHalfUp(micros, unit) * unit;
}

/** The tax on a net amount, in whole minor units. `ratePpm` is in millionths. */
export function taxOn(netMicros: bigint, ratePpm: number, currency: string): bigint {
  const unit = minorUnitMicros(currency);
  return divideHalfUp(netMicros * BigInt(ratePpm), MILLION * unit) * unit;
}

/**
 * The tax that goes back with a part of the net of an invoice. Each share is what is due on everything credited so far
 * less what went back before, so the shares of a whole invoice add up to its tax.
 */
export function taxShare(
  invoice: { readonly netMicros: bigint; readonly taxMicros: bigint; readonly currency: string },
  before: { readonly netMicros: bigint; readonly taxMicros: bigint },
  netMicros: bigint,
): bigint {
  const unit = minorUnitMicros(invoice.currency);
  const credited = before.netMicros + netMicros;
  const due =
    credited === invoice.netMicros
      ? invoice.taxMicros
      : divideHalfUp(invoice.taxMicros * credited, invoice.netMicros * unit) * unit;
  const share = due - before.taxMicros;
  return share > 0n ? share : 0n;
}

/** Millionths as the percentage people write: 190000 is "19", 75000 is "7.5". */
export function percentOf(ratePpm: number): string {
  return (ratePpm / 10_000).toFixed(4).replace(/\.?0+$/, "");
}

/** "7.5" in millionths. The contract allows four decimals, so nothing is lost. */
export function ppmOf(percent: string): number {
  return Math.round(Number(percent) * 10_000);
}

function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend;
  const quotient = (2n * size + divisor) / (2n * divisor);
  return dividend < 0n ? -quotient : quotient;
}
