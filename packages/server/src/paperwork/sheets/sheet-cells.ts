/** A sheet's XML into rows of cells, in one pass. */
import { type Cell, cellText } from "./cell.ts";
import { tooManyRows } from "./delimited.ts";
import { limits } from "./limits.ts";
import type { NumberKind } from "./number-formats.ts";
import { SheetError } from "./sheet-error.ts";
import { UNREADABLE, XmlScanner } from "./xml.ts";

export type SheetRows = { readonly rows: Cell[][]; readonly lines: number[] };

/** What cells refer to: texts and formats by number. */
export type Workbook = {
  readonly strings: readonly string[];
  readonly kinds: readonly NumberKind[];
  /** Days are counted from 1904, as old Macs did, not from 1900. */
  readonly isFrom1904: boolean;
};

/**
 * The rows that hold anything, each with its number; `sheet` names it in messages.
 * @throws SheetError for a sheet that is too large or is no proper one
 */
export function readSheetRows(part: Buffer, sheet: string, book: Workbook): SheetRows {
  const scan = new XmlScanner(part);
  const rows: Cell[][] = [];
  const lines: number[] = [];
  if (!goTo(scan, "sheetData")) return { rows, lines };
  let line = 0;
  while (advance(scan) && scan.name !== "sheetData") {
    if (scan.name !== "row" || scan.kind === "close") throw new SheetError(UNREADABLE);
    const next = rowNumber(scan, line);
    const cells = scan.kind === "open" ? readRow(scan, { line: next, sheet, book }) : [];
    line = next;
    if (cells.length === 0) continue;
    if (rows.length >= limits.rowsMax) throw new SheetError(tooManyRows());
    rows.push(cells);
    lines.push(line);
  }
  return { rows, lines };
}

/** The texts that cells refer to by number. */
export function readSharedStrings(part: Buffer | undefined): string[] {
  const strings: string[] = [];
  if (!part) return strings;
  const scan = new XmlScanner(part);
  while (scan.next()) {
    if (scan.name === "si" && scan.kind !== "close") strings.push(scan.kind === "open" ? readItem(scan, "si") : "");
  }
  return strings;
}

const SHEET_ROWS_MAX = 1_048_576;

function goTo(scan: XmlScanner, name: string): boolean {
  while (scan.next()) if (scan.name === name) return scan.kind === "open";
  return false;
}

/** To the next tag, which must be there. */
function advance(scan: XmlScanner): true {
  if (!scan.next()) throw new SheetError(UNREADABLE);
  return true;
}

/** Rows go up, and one that has no number follows the last. */
function rowNumber(scan: XmlScanner, last: number): number {
  const place = scan.attribute("r");
  const line = place === undefined ? last + 1 : /^\d{1,7}$/.test(place) ? Number(place) : 0;
  if (line <= last || line > SHEET_ROWS_MAX) throw new SheetError(UNREADABLE);
  return line;
}

type Place = { readonly line: number; readonly sheet: string; readonly book: Workbook };

/** The cells up to the last that holds anything. */
function readRow(scan: XmlScanner, { line, sheet, book }: Place): Cell[] {
  const cells: Cell[] = [];
  const suffix = String(line);
  let column = 0;
  while (advance(scan) && scan.name !== "row") {
    if (scan.name !== "c" || scan.kind === "close") throw new SheetError(UNREADABLE);
    const place = scan.attribute("r");
    column = place === undefined ? column + 1 : columnNumber(place, suffix);
    if (scan.kind === "empty") continue;
    if (column > limits.columnsMax) {
      throw new SheetError(
        `Sheet "${sheet}" has more than ${limits.columnsMax} columns: cell ${place ?? `in line ${line}`}. Delete what the price list doesn't need.`,
      );
    }
    const cell = readCell(scan, book);
    if (cell === null || cell === "") continue;
    while (cells.length < column - 1) cells.push(null);
    cells[column - 1] = cell;
  }
  if (scan.kind !== "close") throw new SheetError(UNREADABLE);
  return cells;
}

/** The column, from 1, of a place such as "AB12" in row 12. */
function columnNumber(place: string, line: string): number {
  let column = 0;
  let at = 0;
  for (let letter = place.charCodeAt(0); letter >= 65 && letter <= 90; letter = place.charCodeAt(++at)) {
    column = column * 26 + letter - 64;
  }
  const isProper = at > 0 && at <= 3 && at + line.length === place.length && place.endsWith(line);
  if (!isProper) throw new SheetError(UNREADABLE);
  return column;
}

function readCell(scan: XmlScanner, book: Workbook): Cell {
  const type = scan.attribute("t");
  const style = scan.attribute("s");
  let content = "";
  while (advance(scan) && scan.name !== "c") {
    if (scan.name === "row" || scan.name === "sheetData") throw new SheetError(UNREADABLE);
    if (scan.kind !== "open") continue;
    if (scan.name === "v") content = readText(scan, "v");
    else if (scan.name === "is") content = readItem(scan, "is");
  }
  if (scan.kind !== "close") throw new SheetError(UNREADABLE);
  return content === "" ? null : cellOf(content, type, { style, book });
}

/** The text of a tag that holds nothing else. */
function readText(scan: XmlScanner, name: string): string {
  advance(scan);
  if (scan.name !== name || scan.kind !== "close") throw new SheetError(UNREADABLE);
  return scan.text();
}

/** A text in pieces, each with a look of its own; how it is pronounced (rPh) is no part of it. */
function readItem(scan: XmlScanner, name: "si" | "is"): string {
  let text = "";
  let isPronounced = false;
  while (advance(scan) && scan.name !== name) {
    if (scan.name === "rPh") isPronounced = scan.kind === "open";
    if (scan.name !== "t" || scan.kind !== "open") continue;
    const piece = readText(scan, "t");
    if (!isPronounced) text += piece;
  }
  if (scan.kind !== "close") throw new SheetError(UNREADABLE);
  return unescapeSigns(text).slice(0, KEPT_CHARS);
}

/** One more than a cell may have, so that it is seen to be too long: one text may stand in very many cells. */
const KEPT_CHARS = limits.cellCharsMax + 1;

/** "_x000D_" is the format's own escape, for signs that XML can't hold. */
function unescapeSigns(text: string): string {
  if (!text.includes("_x")) return text;
  const plain = text.replaceAll(/_x([\da-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return plain.replaceAll(/\r\n?/g, "\n");
}

/** By the cell's type (ECMA-376, part 1, 18.18.11); a number is one where it says none. */
function cellOf(
  content: string,
  type: string | undefined,
  { style, book }: { style: string | undefined; book: Workbook },
): Cell {
  switch (type) {
    case "s": {
      const text = book.strings[Number(content)];
      if (text === undefined) throw new SheetError(UNREADABLE);
      return text;
    }
    case "inlineStr":
      return content;
    case "str":
    case "e":
      return unescapeSigns(content);
    case "b":
      return content === "1" || content === "true" ? "TRUE" : "FALSE";
    case "d":
      return isoDate(content) ?? content;
    default:
      return numberOf(content, style === undefined ? undefined : book.kinds[Number(style)], book.isFrom1904);
  }
}

/** What is no number after all stays as it is, for a person to see. */
function numberOf(content: string, kind: NumberKind | undefined, isFrom1904: boolean): Cell {
  const number = Number(content);
  if (!Number.isFinite(number)) return content;
  if (kind === "percent") return `${cellText(Number((number * 100).toPrecision(15)))}%`;
  return kind === "date" ? (dateOf(number, isFrom1904) ?? number) : number;
}

/** 1 January 1970 as a spreadsheet counts days, and how many fewer it counts from 1904. */
const UNIX_EPOCH_DAYS = 25_569;
const DAYS_TO_1904 = 1_462;
const DAY_SECONDS = 86_400;

/** A day's fraction is a double: the nearest moment that a clock would show is the nearest whole second. */
function dateOf(days: number, isFrom1904: boolean): Date | undefined {
  const seconds = Math.round((days - UNIX_EPOCH_DAYS + (isFrom1904 ? DAYS_TO_1904 : 0)) * DAY_SECONDS);
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function isoDate(text: string): Date | undefined {
  const ms = Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$|^[\d-]+$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(ms) ? undefined : new Date(Math.round(ms / 1000) * 1000);
}
