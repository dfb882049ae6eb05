/** Arithmetic on exact decimal strings, for what a form tells before it is sent. Nothing goes through a float. */
import { formatMicros, parseMicros } from "@switchyard/engine";

/** The sum of decimals; undefined while one of them is half typed or too large. */
export function sumOf(...decimals: readonly string[]): string | undefined {
  let micros = 0n;
  for (const decimal of decimals) {
    const parsed = parseMicros(decimal);
    if (parsed === undefined) return undefined;
    micros += parsed;
  }
  return formatMicros(micros);
}

/** `"12.50"` → `"-12.50"` and back; what is no decimal stays as it is, for the contract to refuse. */
export function negated(decimal: string): string {
  const micros = parseMicros(decimal);
  if (micros === undefined) return decimal;
  return formatMicros(-micros);
}

export function isZero(decimal: string): boolean {
  return parseMicros(decimal) === 0n;
}

/** Micro-units of a decimal the API gave. */
export function microsOf(decimal: string): bigint {
  const micros = parseMicros(decimal);
  if (micros === undefined) throw new Error(`${decimal} is not a decimal`);
  return micros;
}

interface NetAndTax {
  net: string;
  tax: string;
}

/**
 * A part of a total, split as the whole is into net and tax: what to enter for an invoice of which `part` is open. The
 * net is rounded to what the currency can pay and the tax is the rest, so that both come to exactly the part.
 */
export function splitLike(part: string, whole: NetAndTax, currency: string): NetAndTax {
  const [partMicros, net, tax] = [microsOf(part), microsOf(whole.net), microsOf(whole.tax)];
  const total = net + tax;
  if (partMicros === total) return whole;
  if (total <= 0n || partMicros <= 0n) return { net: part, tax: "0" };
  const step = payableStep(currency);
  const exact = partMicros * net;
  const rounded = ((2n * exact + total * step) / (2n * total * step)) * step;
  const netMicros = rounded > partMicros ? partMicros : rounded;
  return { net: formatMicros(netMicros), tax: formatMicros(partMicros - netMicros) };
}

/** The smallest amount of a currency that anyone can pay, in micros: a cent, a yen, a fils. */
function payableStep(currency: string): bigint {
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  return 10n ** BigInt(Math.max(0, 6 - (digits ?? 2)));
}
