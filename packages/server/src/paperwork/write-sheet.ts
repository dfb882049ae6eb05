/** A table written as a spreadsheet in a thread of its own. */
import type { WrittenCell, WrittenColumn } from "./sheets/write-csv.ts";
import { writeXlsx } from "./sheets/write-xlsx.ts";

export interface SheetToWrite {
  readonly sheet: string;
  readonly columns: readonly WrittenColumn[];
  /**
   * Some rows each, as the JSON of an array of rows of texts or nulls, money as micros: one text crosses between
   * threads at once, where thousands of cells would hold the main thread up.
   */
  readonly pages: readonly string[];
}

export function writeSheet({ sheet, columns, pages }: SheetToWrite): Promise<Uint8Array> {
  return writeXlsx({ sheet, columns, rows: rowsOf(pages, columns) });
}

function* rowsOf(pages: readonly string[], columns: readonly WrittenColumn[]): Generator<WrittenCell[]> {
  const isMoney = columns.map(({ kind }) => kind === "money");
  for (const page of pages) {
    for (const row of JSON.parse(page) as (string | null)[][]) {
      yield row.map((cell, index) => (cell !== null && isMoney[index] ? BigInt(cell) : cell));
    }
  }
}
