/**
 * How amounts are written: thousands set apart, and as many decimals in a column as its most exact amount has, though
 * never fewer than its currency is paid with.
 */
import type { Amount } from "./data.ts";

/** "-1234567.5" with two decimals is "-1,234,567.50". No digit is ever dropped but zeros at the end. */
export function figure(amount: Amount, decimals: number): string {
  const parts = /^(-?)(\d+)(?:\.(\d*))?$/.exec(amount);
  if (!parts) throw new Error(`"${amount}" is not an exact decimal`);
  const [, sign = "", whole = "", fraction = ""] = parts;
  const shown = withoutZeros(fraction).padEnd(decimals, "0");
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${shown === "" ? "" : `.${shown}`}`;
}

/** A column of amounts with their decimal points one below the other. */
export function figures(amounts: readonly Amount[], decimalsMin: number): string[] {
  const decimals = Math.max(decimalsMin, ...amounts.map((amount) => withoutZeros(amount.split(".")[1] ?? "").length));
  return amounts.map((amount) => figure(amount, decimals));
}

const withoutZeros = (fraction: string): string => fraction.replace(/0+$/, "");

/** "1234567" is "1,234,567". */
export function count(whole: string): string {
  if (!/^-?\d+$/.test(whole)) throw new Error(`"${whole}" is not a whole number`);
  return whole.replace(/\B(?=(\d{3})+$)/g, ",");
}

export function isZero(amount: Amount): boolean {
  return /^-?0*\.?0*$/.test(amount);
}
