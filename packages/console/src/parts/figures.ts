/** Writing numbers for people. Money and other decimals stay strings: nothing here goes through a float. */

/** Puts separators between the thousands of an exact decimal string: `"-1234.5"` → `"-1,234.50"`. */
export function groupDecimal(decimal: string, minDecimals = 2): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!match) return decimal;
  const [, sign = "", units = "0", fraction = ""] = match;
  const grouped = units.replace(/\B(?=(\d{3})+$)/g, ",");
  const decimals = fraction.padEnd(minDecimals, "0");
  return `${sign ? "−" : ""}${grouped}${decimals ? `.${decimals}` : ""}`;
}

const counts = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export function formatCount(count: number): string {
  return counts.format(count);
}

/** `12300` → `12.3K`, for axes and tight corners. */
export function formatCompact(count: number): string {
  return compact.format(count);
}

/** A share of a whole as a percentage with one decimal; undefined when there is no whole. */
export function formatShare(part: number, whole: number): string | undefined {
  if (whole <= 0) return undefined;
  const percent = (100 * part) / whole;
  return `${percent >= 99.95 || percent === 0 ? percent.toFixed(0) : percent.toFixed(1)}%`;
}

/** A rate per second: one decimal while it is small. */
export function formatRate(perSecond: number): string {
  return perSecond > 0 && perSecond < 10 ? perSecond.toFixed(1) : counts.format(Math.round(perSecond));
}
