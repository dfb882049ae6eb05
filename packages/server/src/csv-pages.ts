import { csvLine } from "./csv.ts";
import type { Page } from "./paging.ts";

/** How an item's columns read in a CSV file, by their names. */
export type CsvColumns<Item> = Readonly<Record<string, (item: Item) => string | number | null>>;

/** Items read at a time. */
const PAGE_SIZE = 1000;

/** Every page of a list as CSV. */
export async function* csvOfPages<Item>(
  columns: CsvColumns<Item>,
  read: (page: { readonly cursor: string | undefined; readonly limit: number }) => Promise<Page<Item>>,
): AsyncGenerator<string> {
  yield csvLine(Object.keys(columns));
  const pick = Object.values(columns);
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await read({ cursor, limit: PAGE_SIZE });
    yield items.map((item) => csvLine(pick.map((value) => value(item)))).join("");
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}
