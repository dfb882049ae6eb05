/**
 * Money is an integer number of micro-units (1 unit = 1,000,000) of one currency, always a bigint, never a float.
 * It crosses APIs and forms as an exact decimal string.
 */
export const MICROS_PER_UNIT = 1_000_000n;

/** The largest amount the database can hold (bigint), and so the largest that is accepted. */
const AMOUNT_MICROS_MAX = 9_223_372_036_854_775_807n;

const DECIMAL = /^(-)?(\d{1,13})(?:\.(\d{1,6}))?$/;

/**
 * Reads an exact decimal string such as `"12.5"` or `"-0.000001"` as micros.
 * Answers undefined for anything else: exponents, more than six decimals, spaces, separators, too large.
 */
export function parseMicros(decimal: string): bigint | undefined {
  const match = DECIMAL.exec(decimal);
  if (!match) return undefined;
  const [, sign, units = "0", fraction = ""] = match;
  const micros = BigInt(units) * MICROS_PER_UNIT + BigInt(fraction.padEnd(6, "0"));
  if (micros > AMOUNT_MICROS_MAX) return undefined;
  return sign ? -micros : micros;
}

/** Writes micros as an exact decimal string; trailing zeros go, but at least `minDecimals` digits stay. */
export function formatMicros(micros: bigint, { minDecimals = 2 }: { minDecimals?: number } = {}): string {
  const size = micros < 0n ? -micros : micros;
  const digits = (size % MICROS_PER_UNIT).toString().padStart(6, "0");
  let decimals = 6;
  while (decimals > minDecimals && digits[decimals - 1] === "0") decimals--;
  const fraction = decimals > 0 ? `.${digits.slice(0, decimals)}` : "";
  return `${micros < 0n ? "-" : ""}${size / MICROS_PER_UNIT}${fraction}`;
}

/** An amount that a double holds exactly is written several times faster as one. */
const EXACT_MAX = BigInt(Number.MAX_SAFE_INTEGER);

/** The digits of an amount in micros, as `String(micros)` writes them. */
export function microsText(micros: bigint): string {
  return micros <= EXACT_MAX && micros >= -EXACT_MAX ? `${Number(micros)}` : `${micros}`;
}

/** What so many parts come to. Most messages are one, and to make a bigint of a number takes longer than to multiply. */
export function timesParts(micros: bigint, parts: number): bigint {
  return parts === 1 ? micros : micros * BigInt(parts);
}
