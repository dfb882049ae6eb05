/** A table into one sheet of XLSX, without any library: text stays text, and money keeps its six decimals. */
import { formatMicros } from "@switchyard/engine";
import { type ColumnKind, cleaned, type WrittenCell, type WrittenColumn, type WrittenRows } from "./write-csv.ts";
import { writeZip } from "./zip.ts";

export type WrittenSheet = {
  /** The sheet's name; what Excel allows in none is replaced. */
  readonly sheet: string;
  readonly columns: readonly WrittenColumn[];
  readonly rows: WrittenRows;
};

/**
 * Bold header that stays in sight, columns as wide as told. Text is never a formula: it is marked as text for good,
 * so it isn't one after an edit either.
 * @throws RangeError for more rows than a sheet has
 */
export async function writeXlsx({ sheet, columns, rows }: WrittenSheet): Promise<Uint8Array> {
  const parts = Object.entries({ ...fixedParts, "xl/workbook.xml": workbookXml(sheet), "xl/styles.xml": stylesXml() });
  const named = parts.map(([name, xml]) => ({ name, octets: Buffer.from(PROLOGUE + xml) }));
  return writeZip([...named, { name: "xl/worksheets/sheet1.xml", octets: sheetXml(columns, rows) }], "deflated");
}

const PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const fixedParts = {
  "[Content_Types].xml":
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${CONTENT}.worksheet+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/></Types>`,
  "_rels/.rels":
    `<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/_rels/workbook.xml.rels":
    `<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
};

function workbookXml(sheet: string): string {
  const name =
    cleaned(sheet)
      .replaceAll(/[[\]:*?/\\\n\t]/g, " ")
      .replaceAll(/^'+|'+$/g, "")
      .slice(0, 31)
      .trim() || "Sheet1";
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${escapeXml(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
}

/** The cell formats by their place in styles.xml; `quotePrefix` is the spreadsheet's own mark for "this is text". */
const formats = [
  { name: "plain", xml: '<xf xfId="0"/>' },
  {
    name: "header",
    xml: '<xf xfId="0" fontId="1" numFmtId="49" quotePrefix="1" applyFont="1" applyNumberFormat="1"/>',
  },
  { name: "text", xml: '<xf xfId="0" numFmtId="49" quotePrefix="1" applyNumberFormat="1"/>' },
  { name: "integer", xml: '<xf xfId="0" numFmtId="1" applyNumberFormat="1"/>' },
  { name: "money", xml: '<xf xfId="0" numFmtId="164" applyNumberFormat="1"/>' },
  { name: "date", xml: '<xf xfId="0" numFmtId="165" applyNumberFormat="1"/>' },
] as const;

function styleOf(name: (typeof formats)[number]["name"]): number {
  return formats.findIndex((format) => format.name === name);
}

function stylesXml(): string {
  const font = '<sz val="11"/><name val="Calibri"/>';
  return (
    `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.00####"/>` +
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/></numFmts>' +
    `<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>' +
    `<cellXfs count="${formats.length}">${formats.map(({ xml }) => xml).join("")}</cellXfs></styleSheet>`
  );
}

const SHEET_ROWS_MAX = 1_048_576;
const ROWS_A_CHUNK = 2_000;

/** In chunks, so that no string grows as long as the sheet. */
function sheetXml(columns: readonly WrittenColumn[], rows: WrittenRows): Buffer {
  const letters = columns.map((_, index) => columnLetters(index));
  const widths = columns.map(
    ({ width = 14 }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const kinds = columns.map(({ kind }) => kind);
  const header = columns.map(({ header }, index) => textXml(`${letters[index]}1`, header, styleOf("header"))).join("");
  let pending =
    `${PROLOGUE}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `${widths.length > 0 ? `<cols>${widths.join("")}</cols>` : ""}<sheetData><row r="1">${header}</row>`;
  const chunks: Buffer[] = [];
  let line = 1;
  for (const row of rows) {
    line++;
    if (line > SHEET_ROWS_MAX) throw new RangeError(`a sheet has at most ${SHEET_ROWS_MAX} rows`);
    pending += `<row r="${line}">`;
    for (const [index, kind] of kinds.entries())
      pending += cellXml(`${letters[index]}${line}`, row[index] ?? null, kind);
    pending += "</row>";
    if (line % ROWS_A_CHUNK !== 0) continue;
    chunks.push(Buffer.from(pending));
    pending = "";
  }
  return Buffer.concat([...chunks, Buffer.from(`${pending}</sheetData></worksheet>`)]);
}

/** A spreadsheet's numbers are doubles: fifteen digits of any decimal come back as they were; more are kept as text. */
const EXACT_DIGITS = 15;
const styles = { text: styleOf("text"), integer: styleOf("integer"), money: styleOf("money"), date: styleOf("date") };

function cellXml(place: string, cell: WrittenCell, kind: ColumnKind): string {
  if (cell === null) return "";
  if (cell instanceof Date) return numberXml(place, String(cell.getTime() / DAY_MS + UNIX_EPOCH_DAYS), styles.date);
  if (typeof cell === "string" || kind === "text" || kind === "date") return textXml(place, String(cell), styles.text);
  const decimal = kind === "money" && typeof cell === "bigint" ? formatMicros(cell, { minDecimals: 0 }) : String(cell);
  const isExact = decimal.length <= EXACT_DIGITS || decimal.replaceAll(/\D/g, "").length <= EXACT_DIGITS;
  return isExact ? numberXml(place, decimal, styles[kind]) : textXml(place, decimal, styles.text);
}

const DAY_MS = 86_400_000;
/** 1 January 1970 as a spreadsheet counts days. */
const UNIX_EPOCH_DAYS = 25_569;

function numberXml(place: string, decimal: string, style: number): string {
  return `<c r="${place}" s="${style}"><v>${decimal}</v></c>`;
}

function textXml(place: string, text: string, style: number): string {
  const clean = escapeXml(cleaned(text));
  return clean === ""
    ? ""
    : `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${clean}</t></is></c>`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** "_x0041_" is an escape of the format's own, so a text that looks like one has its underscore escaped. */
function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign).replaceAll(/_(?=x[\da-f]{4}_)/gi, "_x005F_");
}

function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
