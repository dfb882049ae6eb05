/** CSV, TSV and the like into rows of text, each with the line it begins on. */
import { CsvError, parse } from "csv-parse/sync";
import { limits } from "./limits.ts";
import type { Separator } from "./separator.ts";
import { SheetError } from "./sheet-error.ts";

export type Lines = { readonly rows: string[][]; readonly lines: number[] };

/** A stray quote swallows the lines after it; no honest line is longer than this. */
const LINE_CHARS_MAX = 100_000;

/**
 * Lines without any text are left out; a line break inside a cell comes out as "\\n". `lineOffset` is how many lines were taken off before.
 * @throws SheetError for a quote that never ends, for too many rows or columns
 */
export function readDelimited(text: string, separator: Separator, lineOffset = 0): Lines {
  const rows: string[][] = [];
  const lines: number[] = [];
  let line = lineOffset + 1;
  const keep = (row: string[], info: { lines: number }): null => {
    if (row.some((cell) => cell.trim() !== "")) {
      if (rows.length >= limits.rowsMax) throw new SheetError(tooManyRows());
      takeGuardsOff(row);
      rows.push(row);
      lines.push(line);
    }
    line = lineOffset + info.lines + 1;
    return null;
  };
  try {
    parse(text.replaceAll(/\r\n?/g, "\n"), {
      delimiter: separator,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LINE_CHARS_MAX,
      record_delimiter: "\n",
      on_record: keep,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new SheetError(
      `Line ${line} can't be read: a quotation mark (") in it is not closed. Close or remove it and send the file again.`,
    );
  }
  return { rows, lines };
}

export function tooManyRows(): string {
  return `The file has more than ${limits.rowsMax.toLocaleString("en")} rows. Split it and send the parts one by one.`;
}

/** Undoes the apostrophe that our own CSV puts before text that a spreadsheet would run as a formula. */
function takeGuardsOff(row: string[]): void {
  for (const [index, cell] of row.entries()) {
    if (cell.startsWith("'") && /^'[=+\-@\t\r]/.test(cell)) row[index] = cell.slice(1);
  }
}
