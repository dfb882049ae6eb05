/** A numbering plan read in a thread of its own: prefixes with their countries and networks, as CSV or a workbook. */
import { placeTables } from "./places.ts";
import { type Cell, cellText, isBlank } from "./sheets/cell.ts";
import { type Columns, mapColumns } from "./sheets/columns.ts";
import { createDestinationReader, type DestinationTables } from "./sheets/destination.ts";
import { plainHeading } from "./sheets/fields.ts";
import { limits } from "./sheets/limits.ts";
import { fault, type Outcome, value } from "./sheets/outcome.ts";
import { SheetError } from "./sheets/sheet-error.ts";
import { readTable, type Table } from "./sheets/table.ts";

export interface NumberingPlanFile {
  readonly octets: Uint8Array;
  /** The operator's countries and networks, for placeTables(). */
  readonly places: string;
  /** Where rows belong that name no country. */
  readonly country: string | null;
  /** Whether rows of other countries are bad. */
  readonly isCountryAlone: boolean;
}

export interface NumberingPlan {
  /** Field to the heading of its column. */
  readonly columns: Readonly<Record<string, string>>;
  /** A line a prefix, its fields with tabs between: line of the file, digits, country, network; an empty one is none. */
  readonly rows: Uint8Array;
  readonly faults: readonly { readonly line: number; readonly digits: string | null; readonly message: string }[];
  readonly faultsTotal: number;
}

/** @throws SheetError for a file that holds no table of prefixes */
export async function readNumberingPlan(file: NumberingPlanFile): Promise<NumberingPlan> {
  const table = await readTable({ name: "", octets: file.octets });
  const tables = placeTables(file.places);
  const heading = findHeading(table, file);
  const read = createRowReader(heading, tables, file);
  const lines: string[] = [];
  const faults: NumberingPlan["faults"][number][] = [];
  let faultsTotal = 0;
  const seen = new Map<string, { readonly line: number; readonly place: string }>();
  for (let index = heading.at + 1; index < table.rows.length; index++) {
    const line = table.lines[index] ?? 0;
    for (const row of read(table.rows[index] ?? [])) {
      const before = seen.get(row.digits ?? "");
      const place = `${row.country}\t${row.network ?? ""}`;
      const message = row.message ?? (before && before.place !== place ? contradiction(before.line) : undefined);
      if (message !== undefined) {
        faultsTotal++;
        if (faults.length < limits.faultsMax) faults.push({ line, digits: row.digits, message });
      } else if (!before && row.digits !== null) {
        seen.set(row.digits, { line, place });
        lines.push(`${line}\t${row.digits}\t${place}\n`);
      }
    }
  }
  if (lines.length === 0 && faultsTotal === 0) throw new SheetError("Under the heading there is no prefix.");
  return { columns: heading.names, rows: new Uint8Array(Buffer.from(lines.join(""))), faults, faultsTotal };
}

const contradiction = (line: number) => `leads elsewhere than line ${line} says; keep one of them`;

interface Heading {
  readonly at: number;
  readonly prefix: number;
  readonly columns: Columns;
  readonly names: Readonly<Record<string, string>>;
}

const prefixHeadings = new Set(
  [
    "prefix",
    "prefixes",
    "number prefix",
    "dial prefix",
    "dialling prefix",
    "digits",
    "number range",
    "range",
    "msisdn prefix",
    "msisdn",
    "e164",
    "e.164",
    "dial code",
    "dialling code",
    "number",
    "vorwahl",
    "prefixe",
    "prefijo",
    "prefisso",
    "prefixo",
    "префикс",
    "код",
  ].map(plainHeading),
);

/** The row that heads a column of prefixes, among the first; the other columns are known as those of price lists are. */
function findHeading({ rows }: Table, { country }: NumberingPlanFile): Heading {
  const isPrefixes = (cell: Cell) => typeof cell === "string" && prefixHeadings.has(plainHeading(cell));
  const at = rows.slice(0, limits.headerSearchRows).findIndex((row) => row.some(isPrefixes));
  const header = rows[at];
  if (!header) throw new SheetError('No column is headed "Prefix". Head the column of prefixes so and send it again.');
  const prefix = header.findIndex(isPrefixes);
  const columns = mapColumns(header.map((cell, index) => (index === prefix ? null : cell)));
  const placed = (["country", "mcc", "mnc", "network", "operator"] as const).filter((field) => columns[field]);
  if (placed.length === 0 && country === null) {
    throw new SheetError('No column says where prefixes belong. Head one "Country", or two "MCC" and "MNC".');
  }
  const nameOf = (index: number | undefined) => (index === undefined ? "" : cellText(header[index]));
  const names = Object.fromEntries(placed.map((field) => [field, nameOf(columns[field]?.index)]));
  return { at, prefix, columns, names: { prefix: nameOf(prefix), ...names } };
}

interface PlanRow {
  readonly digits: string | null;
  readonly country: string;
  readonly network: string | null;
  /** What is wrong with it. */
  readonly message?: string;
}

type Readable = Pick<NumberingPlanFile, "country" | "isCountryAlone">;

/** A row stands for as many prefixes as its cell lists; none when it is blank. */
function createRowReader(
  { prefix, columns }: Heading,
  tables: DestinationTables,
  { country, isCountryAlone }: Readable,
) {
  const readDestination = createDestinationReader(tables);
  const callingCodes = new Map(tables.countries.map(({ iso, callingCodes: codes }) => [iso, codes]));
  const namesOf = new Map(tables.countries.map(({ iso, name }) => [iso, name]));
  const indexes = [prefix, ...Object.values(columns).map(({ index }) => index)];
  return (cells: readonly Cell[]): PlanRow[] => {
    const at = (field: keyof Columns): Cell => cells[columns[field]?.index ?? -1] ?? null;
    if (indexes.every((index) => isBlank(cells[index]))) return [];
    const bad = (message: string, digits: string | null = null) => ({ digits, country: "", network: null, message });
    const prefixes = readPrefixes(cells[prefix]);
    if (!prefixes.ok) return [bad(prefixes.message)];
    const named = at("country");
    const destined = readDestination({
      country: isBlank(named) ? country : named,
      operator: at("operator"),
      mcc: at("mcc"),
      mnc: at("mnc"),
      network: at("network"),
    });
    const [first = null] = prefixes.value;
    if (!destined.ok) return [bad(destined.message, first)];
    const [place, other] = destined.places;
    if (!place) return [bad("has no destination; give a country or MCC and MNC", first)];
    if (other) {
      const ids = destined.places.map(({ network }) => network).join(", ");
      return [bad(`is of several networks (${ids}); give the MCC and MNC of one`, first)];
    }
    const whole = namesOf.get(place.country) ?? place.country;
    if (isCountryAlone && place.country !== country) {
      return [bad(`is of ${whole}; only prefixes of ${namesOf.get(country ?? "") ?? country} are replaced`, first)];
    }
    const codes = callingCodes.get(place.country) ?? [];
    return prefixes.value.map((digits) => {
      if (isOf(codes, digits)) return { digits, ...place };
      return bad(`"${digits}" does not begin with the calling code of ${whole}, ${codes.join(" or ")}`, digits);
    });
  };
}

/** A plan without country codes would lead numbers of other countries astray. Numbers beginning with 1 are one plan. */
function isOf(callingCodes: readonly string[], digits: string): boolean {
  if (callingCodes.length === 0) return true;
  return callingCodes.some(
    (code) => digits.startsWith(code) || code.startsWith(digits) || (code.startsWith("1") && digits.startsWith("1")),
  );
}

/** "49151", "+49 151", 49151, "0049151", "49151, 49160". */
function readPrefixes(cell: Cell | undefined): Outcome<string[]> {
  const text = cellText(cell);
  if (text === "") return fault("has no prefix");
  const list = text
    .split(/[,;|/]|\s+(?=\+|00)/)
    .map((part) => part.replaceAll(/[\s().-]/g, "").replace(/^(\+|00)/, ""))
    .filter((part) => part !== "");
  const wrong = list.find((digits) => !/^[1-9]\d{0,14}$/.test(digits));
  if (wrong !== undefined) return fault(`"${wrong}" is no prefix; write the first digits of numbers, like 49151`);
  return list.length > 0 ? value([...new Set(list)]) : fault(`"${text}" is no prefix`);
}
