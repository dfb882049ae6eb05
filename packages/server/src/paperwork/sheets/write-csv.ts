/** Tables into CSV that reads back as it was, and what CSV and XLSX share. */
import { formatMicros } from "@switchyard/engine";
import { csvLine } from "../../csv.ts";

export type ColumnKind = "text" | "integer" | "money" | "date";

export type WrittenColumn = {
  readonly header: string;
  /** In characters of the sheet's font; CSV has no widths. */
  readonly width?: number;
  readonly kind: ColumnKind;
};

/**
 * What a cell of each kind holds: text a string, integer a number or bigint, money micros as bigint, date a Date whose
 * UTC fields are what the reader's clock shows.
 */
export type WrittenCell = string | number | bigint | Date | null;

export type WrittenRows = Iterable<readonly WrittenCell[]>;

/**
 * Text that a spreadsheet would run as a formula gets an apostrophe before it, which `readTable` takes off again.
 * UTF-8 with a byte order mark, without which Excel takes it for windows-1252. */
export function writeCsv(columns: readonly WrittenColumn[], rows: WrittenRows): string {
  const lines = [`\ufeff${csvLine(columns.map(({ header }) => header))}`];
  for (const row of rows) lines.push(csvLine(columns.map(({ kind }, index) => csvCell(row[index] ?? null, kind))));
  return lines.join("");
}

function csvCell(cell: WrittenCell, kind: ColumnKind): string | number | null {
  if (cell === null) return null;
  if (kind === "money" && typeof cell === "bigint") return formatMicros(cell);
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace("T", " ");
  return typeof cell === "number" ? cell : cleaned(String(cell));
}

/**
 * Text that both formats can hold: line breaks are "\n", control characters but tab go, and so do halves of
 * characters.
 */
export function cleaned(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/\p{Surrogate}/gu, "\ufffd")
    .replaceAll(FORBIDDEN, "");
}

const PLAIN = /^[\x20-\x7e]*$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what goes
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
