import { Refusal } from "./refusal.ts";

/** Where a list goes on: the sort keys of the last row of a page. */
export type Position = readonly (string | number | null)[];

/** A cursor is opaque to callers: the keys as JSON in base64url. */
export function writeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** Reads a cursor with as many keys as this list has; undefined for the first page. */
export function readCursor(cursor: string | undefined, keys: number): Position | undefined {
  if (cursor === undefined) return undefined;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(position) && position.length === keys && position.every(isKey)) return position;
  } catch {
    // Said below, the same for every cursor that is none.
  }
  throw notOfThisList();
}

/** The refusal of a cursor that this list has not given out. */
export function notOfThisList(): Refusal {
  return new Refusal("invalid_request", "query.cursor is not a cursor of this list.", [
    { path: "query.cursor", message: "is not a cursor of this list; leave it out for the first page" },
  ]);
}

/** A cursor of one numeric id. */
export function readIdCursor(cursor: string | undefined): number | undefined {
  const position = readCursor(cursor, 1);
  if (!position) return undefined;
  const [id] = position;
  if (typeof id === "number" && Number.isSafeInteger(id)) return id;
  return readIdCursor(""); // refuses
}

/** Whether a key says a day that there is, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < "0001") return false;
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

function isKey(key: unknown): key is string | number | null {
  return key === null || typeof key === "string" || typeof key === "number";
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
  total?: number;
}

/** A page out of rows selected with `limit + 1`: the extra row only tells that there are more. */
export function pageOfRows<Row, Item>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => Position,
  item: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor(position(last)) : null,
  };
}
