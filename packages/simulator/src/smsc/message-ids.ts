/** How an SMSC writes message ids: in the response to a submit, and in the receipt, where some write them otherwise. */

interface IdForms {
  readonly says: string;
  readonly response: (id: number) => string;
  readonly receipt: (id: number) => string;
}

const decimal = (id: number): string => String(id);
const hex = (id: number): string => id.toString(16);
const hexUpper = (id: number): string => hex(id).toUpperCase();
const padded = (id: number): string => decimal(id).padStart(20, "0");

export const idDialects = {
  decimal: { says: "decimal in both", response: decimal, receipt: decimal },
  hex: { says: "lower-case hexadecimal in both", response: hex, receipt: hex },
  hex_upper: { says: "upper-case hexadecimal in both", response: hexUpper, receipt: hexUpper },
  padded: { says: "decimal with leading zeros to 20 digits in both", response: padded, receipt: padded },
  hex_then_decimal: { says: "hexadecimal in the response, decimal in the receipt", response: hex, receipt: decimal },
  decimal_then_hex: { says: "decimal in the response, hexadecimal in the receipt", response: decimal, receipt: hex },
  lower_then_upper: { says: "hexadecimal, upper-case in the receipt", response: hex, receipt: hexUpper },
  upper_then_lower: { says: "hexadecimal, upper-case in the response", response: hexUpper, receipt: hex },
  plain_then_padded: { says: "decimal, with leading zeros in the receipt", response: decimal, receipt: padded },
} as const satisfies Record<string, IdForms>;

export type IdDialect = keyof typeof idDialects;

/**
 * First id of a run: the time keeps two runs apart, so that a switch that remembers the ids of the last run does not
 * take a new message for an old one. Room for 100,000 messages a second since the epoch of 2026, below 2^53.
 */
export function firstMessageId(nowMs: number): number {
  return Math.max(1, Math.floor((nowMs - Date.UTC(2026, 0, 1)) / 10) * 1_000);
}
