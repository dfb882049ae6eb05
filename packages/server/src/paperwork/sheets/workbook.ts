/** XLSX into rows of cells. The archive is opened and measured here; its sheet is then read by read-excel-file. */
import { readSheet } from "read-excel-file/node";
import type { Cell } from "./cell.ts";
import { tooManyRows } from "./delimited.ts";
import { limits } from "./limits.ts";
import { SheetError } from "./sheet-error.ts";
import { openZip, writeZip, type ZipArchive } from "./zip.ts";

export type WorkbookSheet = {
  readonly sheets: string[];
  readonly sheet: string;
  readonly rows: Cell[][];
  readonly lines: number[];
};

type SheetPart = { name: string; part: string; isHidden: boolean };

const UNREADABLE = "The workbook can't be read. Open it in Excel or LibreOffice, save it as a new .xlsx and send that.";

/**
 * Reads one sheet: the chosen one by name or place (from 1), else the first visible one that holds anything.
 * @throws SheetError
 */
export async function readWorkbook(octets: Uint8Array, chosen?: string | number): Promise<WorkbookSheet> {
  const archive = openZip(octets);
  const book = readBook(archive);
  const { parts } = book;
  const sheets = parts.map(({ name }) => name);
  const picked = chosen === undefined ? firstWithData(archive, parts) : chosenSheet(archive, parts, chosen);
  // The reader gets only what was measured, under the names the workbook gives.
  const kept = [...book.needed].flatMap((name) => {
    const part = archive.read(name);
    return part ? [{ name, octets: part }] : [];
  });
  const stored = writeZip([...kept, { name: picked.part, octets: picked.octets }], "stored");
  const raw = await readCells(stored, picked.index + 1);
  return { sheets, sheet: picked.name, ...withContent(raw) };
}

async function readCells(stored: Buffer, place: number): Promise<unknown[][]> {
  try {
    return await readSheet(stored, place, { trim: false });
  } catch {
    throw new SheetError(UNREADABLE);
  }
}

/** Empty rows go, and what lies right of the last column that we read. */
function withContent(raw: readonly unknown[][]): { rows: Cell[][]; lines: number[] } {
  const rows: Cell[][] = [];
  const lines: number[] = [];
  for (const [index, row] of raw.entries()) {
    if (row.every((value) => value === null || value === undefined || value === "")) continue;
    if (rows.length >= limits.rowsMax) throw new SheetError(tooManyRows());
    rows.push(row.map(toCell));
    lines.push(index + 1);
  }
  return { rows, lines };
}

/** A day's fraction is a double: the nearest millisecond that a clock would show is the nearest whole second. */
function toCell(value: unknown): Cell {
  if (value instanceof Date) {
    const ms = value.getTime();
    return Number.isNaN(ms) ? null : new Date(Math.round(ms / 1000) * 1000);
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return null;
}

const BOOK = "xl/workbook.xml";
const RELATIONS = "xl/_rels/workbook.xml.rels";

/** The sheets in the workbook's order, and the parts that any of them needs. */
function readBook(archive: ZipArchive): { parts: SheetPart[]; needed: Set<string> } {
  const workbook = archive.read(BOOK)?.toString("utf8");
  const relations = archive.read(RELATIONS)?.toString("utf8");
  if (workbook === undefined || relations === undefined) throw new SheetError(otherArchive(archive.names));
  const targets = new Map<string, string>();
  const needed = new Set([BOOK, RELATIONS]);
  for (const tag of tagsOf(relations, "Relationship")) {
    const target = tag.get("Target") ?? "";
    const part = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    targets.set(tag.get("Id") ?? "", part);
    if (/\/(styles|sharedStrings)$/.test(tag.get("Type") ?? "")) needed.add(part);
  }
  const parts = tagsOf(workbook, "sheet").map((tag, index) => {
    const relation = [...tag].find(([key]) => key.endsWith(":id"))?.[1] ?? "";
    const isHidden = (tag.get("state") ?? "visible") !== "visible";
    return { name: tag.get("name") ?? `Sheet ${index + 1}`, part: targets.get(relation) ?? "", isHidden };
  });
  if (parts.length === 0) throw new SheetError(UNREADABLE);
  return { parts, needed };
}

function otherArchive(names: readonly string[]): string {
  if (names.includes("xl/workbook.bin")) {
    return "The file is a binary Excel workbook (.xlsb). Open it in Excel, save it as .xlsx and send that.";
  }
  if (names.includes("content.xml")) {
    return "The file is an OpenDocument file (.ods). Open it in LibreOffice or Excel, save it as .xlsx and send that.";
  }
  if (names.some((name) => name.startsWith("word/") || name.startsWith("ppt/"))) {
    return "The file is a document, not a workbook. Copy its table into a spreadsheet, save it as .xlsx and send that.";
  }
  return "The file is an archive, not a workbook. Unpack it and send the CSV or XLSX file inside.";
}

type PickedSheet = { name: string; part: string; index: number; octets: Buffer };

function firstWithData(archive: ZipArchive, parts: readonly SheetPart[]): PickedSheet {
  const order = [...parts.entries()].sort(([, a], [, b]) => Number(a.isHidden) - Number(b.isHidden));
  for (const [index, { name, part }] of order) {
    const octets = archive.read(part);
    if (octets && measureSheet(octets, name) > 0) return { name, part, index, octets };
  }
  throw new SheetError("The workbook is empty: none of its sheets holds anything.");
}

function chosenSheet(archive: ZipArchive, parts: readonly SheetPart[], chosen: string | number): PickedSheet {
  const index = typeof chosen === "number" ? chosen - 1 : parts.findIndex(({ name }) => name === chosen);
  const found = parts[index];
  const octets = found && archive.read(found.part);
  if (!found || !octets) {
    const names = parts.map(({ name }) => `"${name}"`).join(", ");
    throw new SheetError(
      `The workbook has no sheet ${typeof chosen === "number" ? chosen : `"${chosen}"`}; it has ${names}.`,
    );
  }
  measureSheet(octets, found.name);
  return { name: found.name, part: found.part, index, octets };
}

/** A row or cell with well-formed attributes, or, where the rest doesn't match, one whose attributes are not. */
const ROW_OR_CELL = /<(?:\w+:)?(row|c)(?=[\s/>])(?:((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>)?/g;
const PLACE = /\sr\s*=\s*["']([^"']*)["']/;
const EXCEL_ROWS_MAX = 1_048_576;

/**
 * How many rows have cells. The reader fills every gap up to a cell's place, so a place far out would fill the memory:
 * every place is checked first.
 * @throws SheetError for a sheet that is too large or has cells without a proper place
 */
function measureSheet(octets: Buffer, sheet: string): number {
  let rows = 0;
  let lastRow = "";
  for (const [, tag, attributes, selfClosing] of octets.toString("latin1").matchAll(ROW_OR_CELL)) {
    const place = PLACE.exec(attributes ?? "")?.[1];
    const [, column = "", row = ""] = /^([A-Z]{0,3})(\d{1,7})$/.exec(place ?? "") ?? [];
    const isPlaced = row !== "" && (column !== "") === (tag === "c");
    if (attributes === undefined || (!isPlaced && (tag === "c" || place !== undefined)))
      throw new SheetError(UNREADABLE);
    if (isPlaced && Number(row) > EXCEL_ROWS_MAX) throw new SheetError(UNREADABLE);
    if (tag === "row" || selfClosing) continue;
    if (columnNumber(column) > limits.columnsMax) {
      throw new SheetError(
        `Sheet "${sheet}" has more than ${limits.columnsMax} columns: cell ${place}. Delete what the price list doesn't need.`,
      );
    }
    if (row !== lastRow) rows++;
    lastRow = row;
  }
  if (rows > limits.rowsMax) throw new SheetError(tooManyRows());
  return rows;
}

function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

/** The attributes of every tag of a name, whatever its namespace prefix. */
function tagsOf(xml: string, name: string): Map<string, string>[] {
  const tags = xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\s([^>]*)>`, "g"));
  return [...tags].map(([, attributes = ""]) => {
    const pairs = attributes.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
    return new Map([...pairs].map(([, key = "", double, single]) => [key, unescapeXml(double ?? single ?? "")]));
  });
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    if (name !== undefined) return entities[name] ?? whole;
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
