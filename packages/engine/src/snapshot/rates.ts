/**
 * What one unit of a currency is worth in the reference currency, times 10^12, as of now. Rates serve comparisons alone
 * (margins, the cheapest member); nothing is ever charged or booked through them.
 */
export type Rates = ReadonlyMap<string, bigint>;

export const RATE_SCALE = 1_000_000_000_000n;

/** An amount in another currency, rounded half up; undefined where a rate is not known. */
export function convertMicros(rates: Rates, micros: bigint, from: string, to: string): bigint | undefined {
  if (from === to) return micros;
  const [worth, price] = [rates.get(from), rates.get(to)];
  if (worth === undefined || price === undefined || price === 0n) return undefined;
  return (micros * worth * 2n + price) / (price * 2n);
}
