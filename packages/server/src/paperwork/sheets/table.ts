/** Any table out of a file, whatever its format: what price lists and every other import begin with. */
import type { Cell } from "./cell.ts";
import { readDelimited } from "./delimited.ts";
import { decodeOctets, type Encoding } from "./encoding.ts";
import { detectKind, type FileKind } from "./kind.ts";
import { limits } from "./limits.ts";
import { declaredSeparator, detectSeparator, type Separator } from "./separator.ts";
import { SheetError } from "./sheet-error.ts";
import { readWorkbook } from "./workbook.ts";

export type TableFile = { readonly name: string; readonly octets: Uint8Array };

/** What a person chose; the rest is found out. */
export type TableSettings = {
  readonly encoding?: Encoding;
  readonly separator?: Separator;
  /** By name, or by place from 1. */
  readonly sheet?: string | number;
};

export type Table = {
  readonly kind: FileKind;
  /** Null for a workbook, which has neither. */
  readonly encoding: Encoding | null;
  readonly separator: Separator | null;
  /** The workbook's sheets, in its order; none for text. */
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  /** Rows that hold anything, each with its number in the file, from 1. */
  readonly rows: readonly (readonly Cell[])[];
  readonly lines: readonly number[];
  /** Cells longer than we keep, cut and ended with "…". */
  readonly cutCells: number;
};

/** @throws SheetError for a file that can't be read, or is larger than `limits` */
export async function readTable(file: TableFile, settings: TableSettings = {}): Promise<Table> {
  if (file.octets.length > limits.octetsMax) {
    throw new SheetError(
      `The file is larger than ${limits.octetsMax / 1024 / 1024} MB. Split it and send the parts one by one.`,
    );
  }
  const kind = detectKind(file.octets);
  const read = kind === "xlsx" ? readXlsx(file.octets, settings) : readText(file.octets, settings);
  if (read.rows.length === 0) throw new SheetError("The file is empty: it holds no row with anything in it.");
  return { kind, ...read, cutCells: boundCells(read.rows, read.lines) };
}

type Read = Omit<Table, "kind" | "cutCells"> & { readonly rows: Cell[][] };

function readXlsx(octets: Uint8Array, settings: TableSettings): Read {
  return { encoding: null, separator: null, ...readWorkbook(octets, settings.sheet) };
}

function readText(octets: Uint8Array, settings: TableSettings): Read {
  const { text, encoding } = decodeOctets(octets, settings.encoding);
  const declared = declaredSeparator(text);
  const body = declared?.rest ?? text;
  const separator = settings.separator ?? declared?.separator ?? detectSeparator(body);
  const { rows, lines } = readDelimited(body, separator, declared ? 1 : 0);
  return { encoding, separator, sheets: [], sheet: null, rows, lines };
}

function boundCells(rows: Cell[][], lines: readonly number[]): number {
  let cut = 0;
  for (const [index, row] of rows.entries()) {
    while (row.length > 0 && (row.at(-1) === "" || row.at(-1) === null)) row.pop();
    if (row.length > limits.columnsMax) {
      throw new SheetError(
        `Line ${lines[index]} has more than ${limits.columnsMax} columns. Delete what isn't needed, or choose another separator.`,
      );
    }
    for (const [column, cell] of row.entries()) {
      if (cell === "") row[column] = null;
      if (typeof cell !== "string" || cell.length <= limits.cellCharsMax) continue;
      row[column] = `${cell.slice(0, limits.cellCharsMax - 1)}…`;
      cut++;
    }
  }
  return cut;
}
