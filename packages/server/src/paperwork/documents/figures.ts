/** How amounts are written: thousands set apart, and as many decimals in a column as its most exact amount has. */
import type { Amount } from "./data.ts";

const DECIMALS_MIN = 2;

/** "-1234567.5" is "-1,234,567.50". No digit is ever dropped. */
export function figure(amount: Amount, decimals = DECIMALS_MIN): string {
  const parts = /^(-?)(\d+)(?:\.(\d*))?$/.exec(amount);
  if (!parts) throw new Error(`"${amount}" is not an exact decimal`);
  const [, sign = "", whole = "", fraction = ""] = parts;
  const shown = fraction.padEnd(Math.max(decimals, DECIMALS_MIN), "0");
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${shown}`;
}

/** A column of amounts with their decimal points one below the other. */
export function figures(amounts: readonly Amount[]): string[] {
  const decimals = Math.max(DECIMALS_MIN, ...amounts.map((amount) => amount.split(".")[1]?.length ?? 0));
  return amounts.map((amount) => figure(amount, decimals));
}

/** "1234567" is "1,234,567". */
export function count(whole: string): string {
  if (!/^-?\d+$/.test(whole)) throw new Error(`"${whole}" is not a whole number`);
  return whole.replace(/\B(?=(\d{3})+$)/g, ",");
}

export function isZero(amount: Amount): boolean {
  return /^-?0*\.?0*$/.test(amount);
}
