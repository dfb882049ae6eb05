import { idTime } from "../ids.ts";
import { type Page, writeCursor } from "../paging.ts";

/** A page of a log that looks through a bounded number of rows, and the moment it looked back to. */
export type LogPage<Row> = Page<Row> & { searchedTo: string | null };

/** The next page goes on below an id; undefined: nothing is left. */
export function logPage<Row>(items: Row[], below: number | undefined): LogPage<Row> {
  if (below === undefined) return { items, nextCursor: null, searchedTo: null };
  return { items, nextCursor: writeCursor([below]), searchedTo: new Date(idTime(below)).toISOString() };
}
