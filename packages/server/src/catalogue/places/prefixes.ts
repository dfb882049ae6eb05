/** Number prefixes as an operator makes, changes and deletes them. */
import { type AdminParsed, contractLimits, type NumberPrefix } from "@switchyard/contract";
import { csvLine } from "../../csv.ts";
import { type Author, isSame, type Queryable, recordChange } from "../../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../../paging.ts";
import { invalidField, notFound, Refusal } from "../../refusal.ts";
import { requirePlace } from "../tariff.ts";
import { changed } from "./changed.ts";
import { placesAnnouncement } from "./countries.ts";

type Filters = AdminParsed<"exportPrefixes">["query"];

export async function listPrefixes(
  db: Queryable,
  query: AdminParsed<"listPrefixes">["query"],
): Promise<Page<NumberPrefix>> {
  const after = readCursor(query.cursor, 1);
  const rows = await selectPage(db, query, after === undefined ? null : String(after[0]), query.limit + 1);
  return pageOfRows(
    rows,
    query.limit,
    ({ digits }) => [digits],
    (row) => row,
  );
}

const PAGE_ROWS = 5_000;

/** Columns that a numbering plan is read by: what is exported can be imported again as it is. */
export async function* exportPrefixes(db: Queryable, filters: Filters): AsyncIterable<string> {
  yield `\ufeff${csvLine(["Prefix", "ISO", "MCC", "MNC", "Network"])}`;
  let last: string | null = null;
  do {
    const rows: readonly NumberPrefix[] = await selectPage(db, filters, last, PAGE_ROWS);
    yield rows
      .map(({ digits, country, network, networkName }) =>
        csvLine([digits, country, network?.slice(0, 3) ?? null, network?.slice(3) ?? null, networkName]),
      )
      .join("");
    last = rows.length === PAGE_ROWS ? (rows.at(-1)?.digits ?? null) : null;
  } while (last !== null);
}

export async function readPrefix(db: Queryable, digits: string, lock = ""): Promise<NumberPrefix> {
  const [found] = await select(db, `where p.digits = $1 ${lock}`, [digits]);
  if (!found) throw notFound("prefix", digits);
  return found;
}

export async function createPrefix(
  tx: Queryable,
  author: Author,
  { digits, country, network = null }: AdminParsed<"createPrefix">["body"],
): Promise<NumberPrefix> {
  await requirePlace(tx, { country, network }, "body");
  await requireRoom(tx, 1);
  const { rowCount } = await tx.query(
    "insert into prefixes (digits, country, network, edited) values ($1, $2, $3, true) on conflict (digits) do nothing",
    [digits, country, network],
  );
  if (rowCount === 0) {
    const other = await readPrefix(tx, digits);
    throw invalidField("body.digits", `leads to ${other.network ?? other.country} already; change it instead`);
  }
  await tx.query("delete from deleted_prefixes where digits = $1", [digits]);
  const made = await readPrefix(tx, digits);
  await record(tx, author, "create", null, made);
  return made;
}

/** Refuses more prefixes than the switch keeps in memory. */
export async function requireRoom(tx: Queryable, more: number): Promise<void> {
  const { rows } = await tx.query<{ count: number }>("select count(*)::int as count from prefixes");
  if ((rows[0]?.count ?? 0) + more <= contractLimits.prefixesMax) return;
  throw new Refusal(
    "too_many",
    `There can be ${contractLimits.prefixesMax} prefixes in all. Delete what isn't needed first.`,
  );
}

export async function updatePrefix(
  tx: Queryable,
  author: Author,
  digits: string,
  given: AdminParsed<"updatePrefix">["body"],
): Promise<NumberPrefix> {
  const before = await readPrefix(tx, digits, "for update of p");
  const after = changed(before, given);
  await requirePlace(tx, after, "body");
  if (isSame(factsOf(before), factsOf(after))) return before;
  await tx.query("update prefixes set country = $2, network = $3, edited = true where digits = $1", [
    digits,
    after.country,
    after.network,
  ]);
  await record(tx, author, "update", before, after);
  return readPrefix(tx, digits);
}

export async function deletePrefix(tx: Queryable, author: Author, digits: string): Promise<void> {
  const before = await readPrefix(tx, digits, "for update of p");
  await tx.query("delete from prefixes where digits = $1", [digits]);
  await tx.query("insert into deleted_prefixes (digits) values ($1) on conflict do nothing", [digits]);
  await record(tx, author, "delete", before, null);
}

function selectPage(db: Queryable, filters: Filters, after: string | null, limit: number): Promise<NumberPrefix[]> {
  const { country, network, search } = filters;
  return select(
    db,
    `where ($1::bpchar is null or p.country = $1) and ($2::text is null or coalesce(p.network, 'none') = $2)
       and ($3::text is null or starts_with(p.digits, $3)) and ($4::text is null or p.digits > $4)
     order by p.digits limit $5`,
    [country ?? null, network ?? null, search ?? null, after, limit],
  );
}

async function select(db: Queryable, tail: string, values: readonly unknown[]): Promise<NumberPrefix[]> {
  const { rows } = await db.query<NumberPrefix>(
    `select p.digits, p.country::text as country, p.network, n.name as "networkName", p.edited
     from prefixes p left join networks n on n.id = p.network ${tail}`,
    [...values],
  );
  return rows;
}

async function record(
  tx: Queryable,
  author: Author,
  action: string,
  before: NumberPrefix | null,
  after: NumberPrefix | null,
): Promise<void> {
  await recordChange(tx, author, {
    clientId: null,
    category: "destinations",
    entity: "prefix",
    entityId: (after ?? before)?.digits ?? "",
    action,
    before: before && factsOf(before),
    after: after && factsOf(after),
    announce: [placesAnnouncement],
  });
}

function factsOf({ country, network }: NumberPrefix) {
  return { country, network };
}
