/**
 * Replacement rules out of a CSV file or of what was pasted, read in a thread of its own: each row is checked as far as
 * can be told without the database.
 */
import { contractLimits, type RuleKind, type RuleSettings, ruleSettings } from "@switchyard/contract";
import { checkRewriteRule } from "@switchyard/engine";
import { readDelimited } from "./sheets/delimited.ts";
import { decodeOctets, type Encoding } from "./sheets/encoding.ts";
import { fault, type Outcome, value } from "./sheets/outcome.ts";
import { declaredSeparator, separators } from "./sheets/separator.ts";
import { SheetError } from "./sheets/sheet-error.ts";

export interface RuleFile {
  readonly octets: Uint8Array;
  /** What rows are that do not say it. */
  readonly kind?: RuleKind | undefined;
  readonly encoding?: Encoding | undefined;
}

export interface RuleFault {
  /** As the API names it. */
  readonly field: string;
  readonly message: string;
}

/** A row of the file. What it says of the supplier is a name, which the database alone can tell the id of. */
export interface RuleFileRow {
  readonly line: number;
  /** The id it was exported with; null for a new one. */
  readonly ruleId: number | null;
  /** null when it could not be read. */
  readonly rule: Omit<RuleSettings, "viaSupplierId"> | null;
  readonly viaSupplierName: string;
  /** The row as it stands in the file, shortened. */
  readonly source: string;
  readonly faults: readonly RuleFault[];
}

/** What a column may hold, in the order they are exported, and the other headings it is known by. */
export const ruleColumns = {
  ruleId: { header: "ID", known: [] },
  kind: { header: "Kind", known: ["type"] },
  priority: { header: "Priority", known: ["order"] },
  enabled: { header: "On", known: ["enabled", "active"] },
  country: { header: "Country", known: ["iso"] },
  network: { header: "Network", known: ["mccmnc"] },
  viaSupplierName: { header: "Supplier", known: ["via supplier"] },
  sender: { header: "Only sender", known: ["sender"] },
  operation: { header: "Operation", known: ["action"] },
  match: { header: "Match", known: [] },
  search: { header: "Search", known: ["searched phrase", "phrase", "find"] },
  ignoreCase: { header: "Ignore case", known: [] },
  choice: { header: "Choice", known: ["choose"] },
  comment: { header: "Comment", known: ["note"] },
} as const;
type Column = keyof typeof ruleColumns;

/** The columns of replacements stand last, as many as the rule with the most has: `Replacement 1`, `Replacement 2`. */
export const replacementHeader = (number: number): string => `Replacement ${number}`;

const SOURCE_CHARS = 200;

/** @throws SheetError for a file that holds no table of rules, or too many */
export function readRuleFile({ octets, kind, encoding }: RuleFile): RuleFileRow[] {
  const { text } = decodeOctets(octets, encoding);
  if (octets[0] === 0x50 && octets[1] === 0x4b) {
    throw new SheetError("The file is a workbook or an archive. Save the sheet as CSV and import that.");
  }
  const { heading, rows, lines } = readTable(text);
  if (rows.length === 0) throw new SheetError("Under the heading there is no rule.");
  if (rows.length > contractLimits.rulesMax) {
    throw new SheetError(`The file has ${rows.length} rules; no more than ${contractLimits.rulesMax} may act at once.`);
  }
  return rows.map((cells, index) => readRow(cells, lines[index] ?? 0, heading, kind));
}

/** Which column each field stands in; replacements stand in several. */
interface Heading {
  readonly columns: ReadonlyMap<Column, number>;
  readonly replacements: readonly number[];
  readonly width: number;
}

/** The separator is the one by which the first line is a heading. */
function readTable(text: string): { heading: Heading; rows: string[][]; lines: number[] } {
  const declared = declaredSeparator(text);
  const body = declared?.rest ?? text;
  const firstLine = /[^\r\n]*/.exec(body.trimStart())?.[0] ?? "";
  if (firstLine === "") throw new SheetError("There is nothing to read.");
  const known = separators.map((separator) => firstLine.split(separator).filter((cell) => columnOf(cell)).length);
  const separator = separators[known.indexOf(Math.max(...known))] ?? ",";
  const { rows, lines } = readDelimited(body, separator, declared ? 1 : 0);
  const [first = [], ...rest] = rows;
  return { heading: headingOf(first), rows: rest, lines: lines.slice(1) };
}

function headingOf(cells: readonly string[]): Heading {
  const columns = new Map<Column, number>();
  const replacements: number[] = [];
  for (const [index, cell] of cells.entries()) {
    if (cell.trim() === "") continue;
    const column = columnOf(cell);
    if (!column)
      throw new SheetError(`The first line must name the columns, and "${cell.trim()}" is none. ${allOfThem}`);
    if (column === "replacement") replacements.push(index);
    else if (columns.has(column)) throw new SheetError(`The first line names the column "${cell.trim()}" twice.`);
    else columns.set(column, index);
  }
  if (!columns.has("search") && !columns.has("operation")) {
    throw new SheetError(`The first line must name a column Search or Operation. ${allOfThem}`);
  }
  return { columns, replacements, width: cells.length };
}

const allOfThem = `The columns are: ${Object.values(ruleColumns)
  .map(({ header }) => header)
  .join(", ")}, Replacement.`;

const columnNames = new Map<string, Column>(
  (Object.entries(ruleColumns) as [Column, (typeof ruleColumns)[Column]][]).flatMap(([column, { header, known }]) =>
    [header, column, ...known].map((name) => [plain(name), column] as const),
  ),
);

function columnOf(cell: string): Column | "replacement" | undefined {
  const name = plain(cell);
  return /^(replacements?|newsender)\d*$/.test(name) ? "replacement" : columnNames.get(name);
}

/** A name whatever its case and punctuation: "Ignore case", "ignore_case" and "ignoreCase" are the same. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function readRow(cells: readonly string[], line: number, heading: Heading, usualKind?: RuleKind): RuleFileRow {
  const cell = (column: Column) => cells[heading.columns.get(column) ?? -1] ?? "";
  const faults: RuleFault[] = [];
  const read = <T>(field: Column, outcome: Outcome<T>, otherwise: T): T => {
    if (outcome.ok) return outcome.value;
    faults.push({ field, message: outcome.message });
    return otherwise;
  };
  const kind = wordOf(cell("kind")) || usualKind || "content";
  const search = cell("search");
  const replacements = heading.replacements.map((column) => cells[column] ?? "").filter((text) => text !== "");
  const given = {
    kind,
    country: cell("country").trim().toUpperCase() || null,
    network: cell("network").trim() || null,
    sender: cell("sender"),
    operation: wordOf(cell("operation")) || usualOperation(kind, replacements),
    match: wordOf(cell("match")) || usualMatch(kind, search),
    search,
    ignoreCase: read("ignoreCase", yesOrNo(cell("ignoreCase"), false), false),
    replacements,
    choice: wordOf(cell("choice")) || "random",
    priority: read("priority", wholeNumber(cell("priority"), 100), 100),
    enabled: read("enabled", yesOrNo(cell("enabled"), true), true),
    comment: cell("comment"),
  };
  const ruleId = read("ruleId", wholeNumber(cell("ruleId"), null), null);
  if (cells.slice(heading.width).some((extra) => extra !== "")) {
    faults.push({ field: "row", message: "has more cells than the heading names" });
  }
  const rule = checked(given, faults);
  const viaSupplierName = cell("viaSupplierName").trim();
  return { line, ruleId, rule: faults.length > 0 ? null : rule, viaSupplierName, source: shortened(cells), faults };
}

const withoutSupplier = ruleSettings.omit({ viaSupplierId: true });

/** The rule when there is nothing wrong with it but what only the database can tell; every fault is noted. */
function checked(given: object, faults: RuleFault[]): RuleFileRow["rule"] {
  const parsed = withoutSupplier.safeParse(given);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues)
      faults.push({ field: String(path[0]), message: worded(message) });
    return null;
  }
  const wrong = checkRewriteRule(parsed.data);
  if (wrong) faults.push(wrong);
  return parsed.data;
}

/** What zod says of a choice or a length, as the end of a sentence about the field. */
function worded(message: string): string {
  return message.replace(/^Invalid (?:option|input): expected/, "must be").replace(/^Too big: expected \w+/, "must be");
}

function usualOperation(kind: string, replacements: readonly string[]): string {
  if (kind === "sender") return "set";
  return replacements.length > 0 ? "replace" : "erase";
}

function usualMatch(kind: string, search: string): string {
  if (kind !== "sender") return "plain";
  return search === "" ? "any" : "exact";
}

/** `By recipient` is by_recipient. */
function wordOf(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
}

function yesOrNo(cell: string, otherwise: boolean): Outcome<boolean> {
  const word = cell.trim().toLowerCase();
  if (word === "") return value(otherwise);
  if (["yes", "true", "on", "y", "1"].includes(word)) return value(true);
  if (["no", "false", "off", "n", "0"].includes(word)) return value(false);
  return fault("must be yes or no");
}

function wholeNumber<Otherwise>(cell: string, otherwise: Otherwise): Outcome<number | Otherwise> {
  const text = cell.trim();
  if (text === "") return value(otherwise);
  return /^\d{1,9}$/.test(text) ? value(Number(text)) : fault("must be a whole number");
}

function shortened(cells: readonly string[]): string {
  const text = cells.filter((cell) => cell !== "").join(" · ");
  return text.length > SOURCE_CHARS ? `${text.slice(0, SOURCE_CHARS - 1)}…` : text;
}
