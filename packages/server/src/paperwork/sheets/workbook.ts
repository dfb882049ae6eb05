/** XLSX into rows of cells: which sheets a workbook has, and the one that is read. */
import type { Cell } from "./cell.ts";
import { readNumberKinds } from "./number-formats.ts";
import { readSharedStrings, readSheetRows, type SheetRows, type Workbook } from "./sheet-cells.ts";
import { SheetError } from "./sheet-error.ts";
import { UNREADABLE, XmlScanner } from "./xml.ts";
import { openZip, type ZipArchive } from "./zip.ts";

export type WorkbookSheet = {
  readonly sheets: string[];
  readonly sheet: string;
  readonly rows: Cell[][];
  readonly lines: number[];
};

/**
 * Reads one sheet: the chosen one by name or place (from 1), else the first visible one that holds anything.
 * @throws SheetError
 */
export function readWorkbook(octets: Uint8Array, chosen?: string | number): WorkbookSheet {
  const archive = openZip(octets);
  const { parts, book } = readBook(archive);
  const picked =
    chosen === undefined ? firstWithData(archive, parts, book) : chosenSheet(archive, parts, { chosen, book });
  return { sheets: parts.map(({ name }) => name), ...picked };
}

type SheetPart = { name: string; part: string; isHidden: boolean };

const BOOK = "xl/workbook.xml";
const RELATIONS = "xl/_rels/workbook.xml.rels";

/** The sheets in the workbook's order, and what their cells refer to. */
function readBook(archive: ZipArchive): { parts: SheetPart[]; book: Workbook } {
  const workbook = archive.read(BOOK);
  const relations = archive.read(RELATIONS);
  if (workbook === undefined || relations === undefined) throw new SheetError(otherArchive(archive.names));
  const targets = new Map<string, string>();
  const shared = { styles: "", sharedStrings: "" };
  for (const tag of tagsOf(relations, "Relationship")) {
    const target = tag.get("Target") ?? "";
    const part = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    targets.set(tag.get("Id") ?? "", part);
    const [, kind] = /\/(styles|sharedStrings)$/.exec(tag.get("Type") ?? "") ?? [];
    if (kind === "styles" || kind === "sharedStrings") shared[kind] = part;
  }
  const parts = tagsOf(workbook, "sheet").map((tag, index) => {
    const relation = [...tag].find(([key]) => key.endsWith(":id"))?.[1] ?? "";
    const isHidden = (tag.get("state") ?? "visible") !== "visible";
    return { name: tag.get("name") ?? `Sheet ${index + 1}`, part: targets.get(relation) ?? "", isHidden };
  });
  if (parts.length === 0) throw new SheetError(UNREADABLE);
  const [settings] = tagsOf(workbook, "workbookPr");
  const book = {
    strings: readSharedStrings(archive.read(shared.sharedStrings)),
    kinds: readNumberKinds(archive.read(shared.styles)),
    isFrom1904: /^(1|true)$/.test(settings?.get("date1904") ?? ""),
  };
  return { parts, book };
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

type PickedSheet = SheetRows & { readonly sheet: string };

function firstWithData(archive: ZipArchive, parts: readonly SheetPart[], book: Workbook): PickedSheet {
  const order = [...parts].sort((a, b) => Number(a.isHidden) - Number(b.isHidden));
  for (const { name, part } of order) {
    const octets = archive.read(part);
    const read = octets && readSheetRows(octets, name, book);
    if (read && read.rows.length > 0) return { sheet: name, ...read };
  }
  throw new SheetError("The workbook is empty: none of its sheets holds anything.");
}

function chosenSheet(
  archive: ZipArchive,
  parts: readonly SheetPart[],
  { chosen, book }: { chosen: string | number; book: Workbook },
): PickedSheet {
  const found = typeof chosen === "number" ? parts[chosen - 1] : parts.find(({ name }) => name === chosen);
  const octets = found && archive.read(found.part);
  if (!found || !octets) {
    const names = parts.map(({ name }) => `"${name}"`).join(", ");
    throw new SheetError(
      `The workbook has no sheet ${typeof chosen === "number" ? chosen : `"${chosen}"`}; it has ${names}.`,
    );
  }
  return { sheet: found.name, ...readSheetRows(octets, found.name, book) };
}

/** The attributes of every tag of a name. */
function tagsOf(part: Buffer, name: string): Map<string, string>[] {
  const scan = new XmlScanner(part);
  const tags: Map<string, string>[] = [];
  while (scan.next()) if (scan.name === name && scan.kind !== "close") tags.push(scan.attributes());
  return tags;
}
