/** The platform's black list: numbers nobody writes to, up to millions of them. */
import type { AdminParsed, BlacklistNumber } from "@switchyard/contract";
import { csvLine } from "../csv.ts";
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readIdCursor } from "../paging.ts";
import { announcementsOf, type NumberRanges, numberFacts, rangesOf, readNumbers } from "./numbers.ts";

type Filters = AdminParsed<"exportBlacklist">["query"];

/** Numbers read at once for a file. */
const EXPORT_ROWS = 2_000;

interface Row {
  readonly number: bigint;
  readonly import_id: number | null;
  readonly import_name: string | null;
  readonly comment: string;
  readonly entered_by: string;
  readonly created_at: Date;
}

/** In the order of numbers; the first page also says how many there are. */
export async function listBlacklist(
  db: Queryable,
  query: AdminParsed<"listBlacklist">["query"],
): Promise<Page<BlacklistNumber>> {
  const after = readIdCursor(query.cursor) ?? 0;
  const [rows, total] = await Promise.all([
    selectRows(db, query, after, query.limit + 1),
    query.cursor === undefined ? countNumbers(db, query) : undefined,
  ]);
  const page = pageOfRows(rows, query.limit, (row) => [Number(row.number)], numberOf);
  return { ...page, ...(total !== undefined && { total }) };
}

/** All pages as CSV, read as they are sent. */
export async function* exportBlacklist(db: Queryable, filters: Filters): AsyncGenerator<string> {
  yield csvLine(["number", "import", "comment", "entered_by", "created_at"]);
  let after = 0;
  for (let rows: Row[] = []; ; ) {
    rows = await selectRows(db, filters, after, EXPORT_ROWS);
    yield rows.map(lineOf).join("");
    after = Number(rows.at(-1)?.number);
    if (rows.length < EXPORT_ROWS) return;
  }
}

const lineOf = ({ number, import_name, comment, entered_by, created_at }: Row): string =>
  csvLine([String(number), import_name, comment.replaceAll(/\s+/g, " "), entered_by, created_at.toISOString()]);

/** Puts numbers on the list that are not there; all or none. */
export async function addBlacklistNumbers(
  tx: Queryable,
  author: Author,
  given: AdminParsed<"addBlacklistNumbers">["body"],
): Promise<{ added: number; already: number }> {
  const numbers = readNumbers(given.numbers, given.callingCode);
  const { rows } = await tx.query<{ number: bigint }>(
    `insert into blacklist (number, comment, entered_by)
     select n, $2, $3 from unnest($1::bigint[]) n order by n on conflict do nothing returning number`,
    [numbers, given.comment, author.actor],
  );
  const added = rows.map((row) => Number(row.number));
  await record(tx, author, "add", added, given.comment);
  return { added: added.length, already: numbers.length - added.length };
}

export async function removeBlacklistNumbers(
  tx: Queryable,
  author: Author,
  given: AdminParsed<"removeBlacklistNumbers">["body"],
): Promise<{ removed: number; absent: number }> {
  const numbers = readNumbers(given.numbers, given.callingCode);
  const { rows } = await tx.query<{ number: bigint }>(
    "delete from blacklist where number = any($1::bigint[]) returning number",
    [numbers],
  );
  const removed = rows.map((row) => Number(row.number));
  await record(tx, author, "remove", removed, undefined);
  return { removed: removed.length, absent: numbers.length - removed.length };
}

async function record(
  tx: Queryable,
  author: Author,
  action: "add" | "remove",
  numbers: readonly number[],
  comment: string | undefined,
): Promise<void> {
  if (numbers.length === 0) return;
  const facts = { ...numberFacts(numbers), ...(comment && { comment }) };
  await recordChange(tx, author, {
    clientId: null,
    category: "firewall",
    entity: "blacklist",
    entityId: numbers.length === 1 ? String(numbers[0]) : "",
    action,
    before: action === "remove" ? facts : null,
    after: action === "add" ? facts : null,
    announce: announcementsOf("blacklist", numbers),
  });
}

/** By the primary key, stretch by stretch; one import's by blacklist_import. */
async function selectRows(db: Queryable, filters: Filters, after: number, limit: number): Promise<Row[]> {
  const { from, before } = rangesOf(filters.search);
  const { rows } = await db.query<Row>(
    `select b.number, b.import_id, i.name as import_name, b.comment, b.entered_by, b.created_at
     from (select found.* from unnest($1::bigint[], $2::bigint[]) r(low, high)
           cross join lateral (
             select * from blacklist
             where number >= greatest(low, $3::bigint + 1) and number < high ${filters.importId ? "and import_id = $5" : ""}
             order by number limit $4) found
           order by found.number limit $4) b
     left join blacklist_imports i on i.id = b.import_id
     order by b.number`,
    [from, before, after, limit, ...(filters.importId ? [filters.importId] : [])],
  );
  return rows;
}

async function countNumbers(db: Queryable, { search, importId }: Filters): Promise<number> {
  const { from, before }: NumberRanges = rangesOf(search);
  const { rows } = await db.query<{ count: bigint }>(
    `select coalesce(sum(found.count), 0)::bigint as count from unnest($1::bigint[], $2::bigint[]) r(low, high)
     cross join lateral (
       select count(*) as count from blacklist
       where number >= low and number < high ${importId ? "and import_id = $3" : ""}) found`,
    [from, before, ...(importId ? [importId] : [])],
  );
  return Number(rows[0]?.count);
}

function numberOf(row: Row): BlacklistNumber {
  return {
    number: String(row.number),
    importId: row.import_id,
    importName: row.import_name,
    comment: row.comment,
    enteredBy: row.entered_by,
    createdAt: row.created_at.toISOString(),
  };
}
