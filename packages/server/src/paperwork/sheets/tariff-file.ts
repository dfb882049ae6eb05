/**
 * A price list, from the file an operator sent to rows and faults. Everything that was found out is in the answer, so
 * that a form can show it and a person can choose otherwise.
 */
import type { BillingMode } from "@switchyard/engine";
import { type DecimalSign, detectDecimalSign } from "./amount.ts";
import { type Cell, cellText } from "./cell.ts";
import { type ChosenColumns, type Columns, findHeader, mapColumns } from "./columns.ts";
import { type DateOrder, detectDateOrder } from "./date.ts";
import type { DestinationTables } from "./destination.ts";
import type { Field } from "./fields.ts";
import { limits } from "./limits.ts";
import { createRowReader, currencyIn } from "./row.ts";
import { readTable, type Table, type TableFile, type TableSettings } from "./table.ts";

export type TariffFileSettings = TableSettings & {
  /** IANA name: where a date without an offset begins. */
  readonly timeZone: string;
  /** The header's line in the file; null for a file without one. */
  readonly headerLine?: number | null;
  readonly columns?: ChosenColumns;
  readonly decimal?: DecimalSign;
  readonly dateOrder?: DateOrder;
  /**
   * Whether a price holds through its end date, as price lists mean it, or ends as that day begins. An end with a
   * time of day always ends then.
   */
  readonly endDate?: "inclusive" | "exclusive";
  /** The operator's own tables; else those shipped. */
  readonly destinations?: DestinationTables;
};

export type TariffFileRow = {
  readonly line: number;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** MCC and MNC, "26201"; null for the whole country. */
  readonly network: string | null;
  readonly amountMicros: bigint;
  /** ISO 8601 in UTC; null for at once. */
  readonly validFrom: string | null;
  /** The moment it ends, no longer part of it; null for open. */
  readonly validTo: string | null;
  readonly billing: BillingMode | null;
  /** From its own column, beside the amount, or in the amount's heading. */
  readonly currency: string | null;
};

/** Rows by column: one array each crosses a thread far cheaper than one object a row. */
export type TariffFileRows = {
  readonly line: Uint32Array;
  readonly country: readonly string[];
  readonly network: readonly (string | null)[];
  readonly amountMicros: BigInt64Array;
  readonly validFrom: readonly (string | null)[];
  readonly validTo: readonly (string | null)[];
  readonly billing: readonly (BillingMode | null)[];
  readonly currency: readonly (string | null)[];
};

/** `column` is an index from 0, null where the row as a whole is meant. */
export type TariffFileFault = { readonly line: number; readonly column: number | null; readonly message: string };

export type TariffFile = Pick<Table, "kind" | "encoding" | "separator" | "sheets" | "sheet" | "cutCells"> & {
  readonly headerLine: number | null;
  /** The header's cells, and the first rows under it, as text. */
  readonly header: readonly string[];
  readonly preview: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly columns: Columns;
  /** What no column gives though every row needs it; then there are no rows. */
  readonly missing: readonly ("amount" | "destination")[];
  readonly decimal: DecimalSign;
  readonly dateOrder: DateOrder;
  readonly rows: TariffFileRows;
  /** The first of them, in the file's order. */
  readonly faults: readonly TariffFileFault[];
  readonly faultsTotal: number;
  /** Lines under the header that hold anything. */
  readonly totalLines: number;
  /** Rows that said again what an earlier one had said. */
  readonly merged: number;
};

/** @throws SheetError for a file that can't be read; a row that can't be read is among the faults */
export async function readTariffFile(file: TableFile, settings: TariffFileSettings): Promise<TariffFile> {
  const table = await readTable(file, settings);
  const headerAt = headerIndex(table, settings.headerLine);
  const header = headerAt === undefined ? undefined : table.rows[headerAt];
  const columns = mapColumns(header, settings.columns);
  const first = headerAt === undefined ? 0 : headerAt + 1;
  const data = { rows: table.rows.slice(first), lines: table.lines.slice(first) };
  const decimal = settings.decimal ?? detectDecimalSign(cellsOf(data.rows, columns, ["amount"])) ?? ".";
  const dates = cellsOf(data.rows, columns, ["validFrom", "validTo"]);
  const dateOrder = settings.dateOrder ?? detectDateOrder(dates) ?? "day-first";
  const missing = missingFields(columns);
  const headingCurrency = currencyIn(cellText(header?.[columns.amount?.index ?? -1]));
  const read = createRowReader({ ...settings, columns, decimal, dateOrder, headingCurrency });
  const { kind, encoding, separator, sheets, sheet, cutCells } = table;
  return {
    ...{ kind, encoding, separator, sheets, sheet, cutCells },
    headerLine: headerAt === undefined ? null : (table.lines[headerAt] ?? null),
    header: (header ?? []).map(cellText),
    preview: data.rows.slice(0, limits.previewRows).map((row, index) => ({
      line: data.lines[index] ?? 0,
      cells: row.map(cellText),
    })),
    ...{ columns, missing, decimal, dateOrder },
    ...collect(missing.length > 0 ? { rows: [], lines: [] } : data, read, columns),
    totalLines: data.rows.length,
  };
}

/** One row of many, as an object. */
export function tariffFileRow(rows: TariffFileRows, index: number): TariffFileRow | undefined {
  const [line, amountMicros, country] = [rows.line[index], rows.amountMicros[index], rows.country[index]];
  if (line === undefined || amountMicros === undefined || country === undefined) return undefined;
  return {
    line,
    country,
    network: rows.network[index] ?? null,
    amountMicros,
    validFrom: rows.validFrom[index] ?? null,
    validTo: rows.validTo[index] ?? null,
    billing: rows.billing[index] ?? null,
    currency: rows.currency[index] ?? null,
  };
}

export function* tariffFileRows(rows: TariffFileRows): Generator<TariffFileRow> {
  for (let index = 0; index < rows.line.length; index++) {
    const row = tariffFileRow(rows, index);
    if (row) yield row;
  }
}

function headerIndex({ rows, lines }: Table, chosen: number | null | undefined): number | undefined {
  if (chosen === undefined) return findHeader(rows);
  const index = chosen === null ? -1 : lines.indexOf(chosen);
  return index < 0 ? undefined : index;
}

function* cellsOf(rows: Table["rows"], columns: Columns, from: readonly Field[]): Generator<Cell | undefined> {
  const indexes = from.flatMap((field) => columns[field]?.index ?? []);
  for (const row of rows) for (const index of indexes) yield row[index];
}

function missingFields(columns: Columns): ("amount" | "destination")[] {
  const places = [columns.country, columns.dialling, columns.mcc, columns.network];
  const missing: ("amount" | "destination")[] = [];
  if (columns.amount === undefined) missing.push("amount");
  if (places.every((column) => column === undefined)) missing.push("destination");
  return missing;
}

type Data = Pick<Table, "rows" | "lines">;

/** Reads every row; the same destination and start twice is one row, or a fault where they disagree. */
function collect(data: Data, read: ReturnType<typeof createRowReader>, columns: Columns) {
  const rows: TariffFileRow[] = [];
  const faults: TariffFileFault[] = [];
  const seen = new Map<string, TariffFileRow>();
  let [faultsTotal, merged] = [0, 0];
  const addFault = (fault: TariffFileFault): void => {
    faultsTotal++;
    if (faults.length < limits.faultsMax) faults.push(fault);
  };
  for (const [index, cells] of data.rows.entries()) {
    const line = data.lines[index] ?? 0;
    const outcome = read(cells, line);
    if (outcome.ok === "blank") continue;
    if (!outcome.ok) {
      addFault({ line, column: columns[outcome.field]?.index ?? null, message: outcome.message });
      continue;
    }
    for (const row of outcome.rows) {
      const key = `${row.network ?? row.country} ${row.validFrom}`;
      const earlier = seen.get(key);
      if (earlier === undefined) {
        seen.set(key, row);
        rows.push(row);
      } else if (sameTerms(earlier, row)) merged++;
      else addFault({ line, column: columns.amount?.index ?? null, message: contradiction(row, earlier) });
    }
  }
  return { rows: toColumns(rows), faults, faultsTotal, merged };
}

function sameTerms(a: TariffFileRow, b: TariffFileRow): boolean {
  return (
    a.amountMicros === b.amountMicros && a.validTo === b.validTo && a.billing === b.billing && a.currency === b.currency
  );
}

function contradiction(row: TariffFileRow, earlier: TariffFileRow): string {
  const what = row.amountMicros === earlier.amountMicros ? "other terms" : "another price";
  return `gives ${row.network ?? row.country} ${what} than line ${earlier.line} for the same start; keep one of them`;
}

function toColumns(rows: readonly TariffFileRow[]): TariffFileRows {
  return {
    line: Uint32Array.from(rows, ({ line }) => line),
    country: rows.map(({ country }) => country),
    network: rows.map(({ network }) => network),
    amountMicros: BigInt64Array.from(rows, ({ amountMicros }) => amountMicros),
    validFrom: rows.map(({ validFrom }) => validFrom),
    validTo: rows.map(({ validTo }) => validTo),
    billing: rows.map(({ billing }) => billing),
    currency: rows.map(({ currency }) => currency),
  };
}
