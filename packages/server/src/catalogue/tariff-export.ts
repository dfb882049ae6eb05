/** A tariff as a table for people and for other switches: what is exported can be imported again as it is. */
import type { TariffRef } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { csvLine } from "../csv.ts";
import type { Queryable } from "../history/history.ts";
import type { Paperwork } from "../paperwork/paperwork.ts";
import { ThreadPoolError } from "../paperwork/thread-pool.ts";
import { Refusal } from "../refusal.ts";
import { type PlaceNames, readPlaceNames } from "./places/names.ts";
import { requireTariff, type Tariff } from "./tariff.ts";
import { positionOf, type StoredTariffRow, selectPage, type TariffFilters } from "./tariff-list.ts";

/** Rows read at once: some milliseconds each, so that an export keeps nothing else waiting. */
const PAGE_ROWS = 1_000;

/** A spreadsheet is made whole, in memory; and a price list with more rows is not read either. */
export const sheetRowsMax = 200_000;

/** Headings that price lists are read by, widths in characters; money is in micros. */
const columns: readonly {
  readonly header: string;
  readonly width: number;
  readonly kind: "text" | "money";
  readonly cell: (row: StoredTariffRow, names: PlaceNames, tariff: Tariff) => string | null;
}[] = [
  { header: "Type", width: 8, kind: "text", cell: (row) => row.type },
  { header: "ISO", width: 6, kind: "text", cell: (row) => row.country },
  { header: "Country", width: 24, kind: "text", cell: (row, names) => names.country(row.country) ?? row.country },
  { header: "MCC", width: 6, kind: "text", cell: (row) => row.network?.slice(0, 3) ?? null },
  { header: "MNC", width: 6, kind: "text", cell: (row) => row.network?.slice(3) ?? null },
  { header: "Network", width: 28, kind: "text", cell: (row, names) => names.network(row.network) ?? null },
  { header: "Price", width: 12, kind: "money", cell: (row) => String(row.amount_micros) },
  { header: "Currency", width: 9, kind: "text", cell: (_row, _names, tariff) => tariff.currency },
  { header: "Billing", width: 11, kind: "text", cell: (row) => row.billing },
  { header: "Valid from", width: 25, kind: "text", cell: (row) => row.valid_from.toISOString() },
  { header: "Valid to", width: 25, kind: "text", cell: (row) => row.valid_to?.toISOString() ?? null },
  { header: "State", width: 10, kind: "text", cell: (row) => row.state },
];

/** The rows of all pages as CSV, read as they are sent. Refuses before the first line when there is no such tariff. */
export async function exportTariffCsv(
  db: Queryable,
  ref: TariffRef,
  filters: TariffFilters,
  nowMs: number,
): Promise<AsyncIterable<string>> {
  const tariff = await requireTariff(db, ref);
  return csvOf(readPages(db, tariff, filters, nowMs));
}

/** The same as a spreadsheet, made in a thread of its own. Refuses more than sheetRowsMax rows. */
export async function exportTariffXlsx(
  { db, paperwork }: { readonly db: Queryable; readonly paperwork: Paperwork },
  ref: TariffRef,
  filters: TariffFilters,
  nowMs: number,
): Promise<{ name: string; octets: Uint8Array }> {
  const tariff = await requireTariff(db, ref);
  const pages: string[] = [];
  let rows = 0;
  for await (const page of readPages(db, tariff, filters, nowMs)) {
    rows += page.length;
    if (rows > sheetRowsMax) {
      throw new Refusal(
        "too_large",
        `There are more than ${sheetRowsMax} rows. Narrow them by filters, or take the CSV.`,
      );
    }
    pages.push(JSON.stringify(page));
  }
  const sheet = {
    sheet: "Prices",
    columns: columns.map(({ header, width, kind }) => ({ header, width, kind })),
    pages,
  };
  try {
    return { name: `${tariff.name} ${tariff.currency}.xlsx`, octets: await paperwork.run("writeSheet", sheet) };
  } catch (error) {
    if (!(error instanceof ThreadPoolError) || error.fault === "failed") throw error;
    throw new Refusal("busy", `The file could not be made: ${error.message}`);
  }
}

type Cells = readonly (string | null)[];

async function* csvOf(pages: AsyncIterable<readonly Cells[]>): AsyncIterable<string> {
  // With a byte order mark, without which Excel takes names for windows-1252.
  yield `\ufeff${csvLine(columns.map((column) => column.header))}`;
  for await (const page of pages) yield page.map((cells) => csvLine(cells.map(csvCell))).join("");
}

const csvCell = (cell: string | null, index: number): string | null =>
  cell !== null && columns[index]?.kind === "money" ? formatMicros(BigInt(cell)) : cell;

async function* readPages(
  db: Queryable,
  tariff: Tariff,
  filters: TariffFilters,
  nowMs: number,
): AsyncIterable<readonly Cells[]> {
  let last: StoredTariffRow | undefined;
  do {
    const after = last && positionOf(last);
    const page = { after, limit: PAGE_ROWS, nowMs, costs: false };
    const rows: readonly StoredTariffRow[] = await selectPage(db, tariff, filters, page);
    const names = await readPlaceNames(db, rows);
    yield rows.map((row) => columns.map((column) => column.cell(row, names, tariff)));
    last = rows.length === PAGE_ROWS ? rows.at(-1) : undefined;
  } while (last);
}
