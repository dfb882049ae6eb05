/** Senders nobody may use, and those a supplier must not be sent. */
import {
  type AdminParsed,
  type BlockedSender,
  contractLimits,
  type FieldError,
  senderPattern,
} from "@switchyard/contract";
import { type CsvColumns, csvOfPages } from "../csv-pages.ts";
import { type Columns, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { notFound, Refusal, refuseLines } from "../refusal.ts";

type Patch = AdminParsed<"updateBlockedSender">["body"];

const columns: Columns<keyof Patch> = {
  // Letter case is ignored, so that the same one twice is the same.
  pattern: { column: "pattern", write: (value) => folded(String(value)) },
  comment: "comment",
};

const folded = (pattern: string): string => pattern.toLowerCase();

export async function listBlockedSenders(
  db: Queryable,
  query: AdminParsed<"listBlockedSenders">["query"],
): Promise<Page<BlockedSender>> {
  const after = readCursor(query.cursor, 2) ?? [null, null];
  const found = await select(
    db,
    `where ($1::text is null or (b.pattern, b.id) > ($1, $2::int))
       and ($3::int is null or b.supplier_id = $3) and (not $4 or b.supplier_id is null)
       and ($5::text is null or position(lower($5) in lower(b.pattern || E'\\n' || b.comment)) > 0)
     order by b.pattern, b.id limit $6`,
    [
      ...after,
      typeof query.supplierId === "number" ? query.supplierId : null,
      query.supplierId === "none",
      query.search || null,
      query.limit + 1,
    ],
  );
  return pageOfRows(
    found,
    query.limit,
    (blocked) => [blocked.pattern, blocked.id],
    (blocked) => blocked,
  );
}

/** All pages as CSV, read as they are sent. */
export const exportBlockedSenders = (
  db: Queryable,
  filters: AdminParsed<"exportBlockedSenders">["query"],
): AsyncGenerator<string> => csvOfPages(exportColumns, (page) => listBlockedSenders(db, { ...filters, ...page }));

const exportColumns: CsvColumns<BlockedSender> = {
  sender: (row) => row.pattern,
  supplier: (row) => row.supplierName ?? "everywhere",
  comment: (row) => row.comment,
  created_at: (row) => row.createdAt,
};

export async function readBlockedSender(db: Queryable, id: number, lock = ""): Promise<BlockedSender> {
  const [found] = await select(db, `where b.id = $1 ${lock}`, [id]);
  if (!found) throw notFound("blocked sender", id);
  return found;
}

/** Blocks all of the senders, or none: every line that can't be is told. */
export async function createBlockedSenders(
  tx: Queryable,
  author: Author,
  { supplierId, comment, ...given }: AdminParsed<"createBlockedSenders">["body"],
): Promise<BlockedSender[]> {
  const lines = readLines(given.patterns);
  await requireRoom(tx, supplierId, lines.size);
  const { rows } = await tx.query<{ id: number; pattern: string }>(
    `insert into blocked_senders (supplier_id, pattern, comment)
     select $1, p, $3 from unnest($2::text[]) p order by p on conflict do nothing returning id, pattern`,
    [supplierId, [...lines.keys()], comment],
  );
  const created = new Set(rows.map(({ pattern }) => pattern));
  const listed = [...lines].filter(([pattern]) => !created.has(pattern));
  const faults = listed.map(([, index]) => ({ path: pathOf(index), message: "is blocked here already" }));
  refuseLines("sender_listed", faults);
  const blocked = await select(tx, "where b.id = any($1::int[]) order by b.pattern", [rows.map(({ id }) => id)]);
  for (const sender of blocked) await record(tx, author, "create", null, sender);
  return blocked;
}

const pathOf = (index: number): string => `body.patterns.${index}`;

/** Patterns with their places, as they are stored. Refuses all when one is none or stands there twice. */
function readLines(given: readonly string[]): Map<string, number> {
  const lines = new Map<string, number>();
  const faults: FieldError[] = [];
  for (const [index, text] of given.entries()) {
    if (text.trim() === "") continue;
    const read = senderPattern.safeParse(text);
    const pattern = folded(text.trim());
    const earlier = lines.get(pattern);
    if (!read.success) faults.push({ path: pathOf(index), message: read.error.issues[0]?.message ?? "is no sender" });
    else if (earlier !== undefined) faults.push({ path: pathOf(index), message: `repeats line ${earlier + 1}` });
    else lines.set(pattern, index);
  }
  if (lines.size === 0 && faults.length === 0) faults.push({ path: "body.patterns", message: "must hold a sender" });
  refuseLines("invalid_request", faults);
  return lines;
}

export async function updateBlockedSender(
  tx: Queryable,
  author: Author,
  id: number,
  given: Patch,
): Promise<BlockedSender> {
  const before = await readBlockedSender(tx, id, "for update of b");
  await updateRow(tx, "blocked_senders", id, written(columns, given));
  const after = await readBlockedSender(tx, id);
  if (!isSame(factsOf(before), factsOf(after))) await record(tx, author, "update", before, after);
  return after;
}

export async function deleteBlockedSender(tx: Queryable, author: Author, id: number): Promise<void> {
  const before = await readBlockedSender(tx, id, "for update of b");
  await tx.query("delete from blocked_senders where id = $1", [id]);
  await record(tx, author, "delete", before, null);
}

/** Lets many senders be used again; what is blocked no longer is no fault. */
export async function deleteBlockedSenders(
  tx: Queryable,
  author: Author,
  ids: readonly number[],
): Promise<{ removed: number; absent: number }> {
  const found = await select(tx, "where b.id = any($1::int[]) order by b.id for update of b", [ids]);
  await tx.query("delete from blocked_senders where id = any($1::int[])", [found.map(({ id }) => id)]);
  for (const sender of found) await record(tx, author, "delete", sender, null);
  return { removed: found.length, absent: new Set(ids).size - found.length };
}

async function requireRoom(tx: Queryable, supplierId: number | null, wanted: number): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(
    "select count(*)::int as count from blocked_senders where supplier_id is not distinct from $1",
    [supplierId],
  );
  const count = rows[0]?.count ?? 0;
  if (count + wanted <= contractLimits.blockedSendersMax) return;
  throw new Refusal("too_many", `${count} senders are blocked here already. Join some by a pattern with *.`);
}

interface Row {
  readonly id: number;
  readonly supplier_id: number | null;
  readonly supplier_name: string | null;
  readonly pattern: string;
  readonly comment: string;
  readonly created_at: Date;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<BlockedSender[]> {
  const { rows } = await db.query<Row>(
    `select b.*, s.name as supplier_name from blocked_senders b left join suppliers s on s.id = b.supplier_id ${tail}`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    pattern: row.pattern,
    comment: row.comment,
    createdAt: row.created_at.toISOString(),
  }));
}

async function record(
  tx: Queryable,
  author: Author,
  action: string,
  before: BlockedSender | null,
  after: BlockedSender | null,
): Promise<void> {
  await recordChange(tx, author, {
    clientId: null,
    category: "firewall",
    entity: "blocked_sender",
    entityId: (after ?? before)?.id ?? 0,
    action,
    before: before && factsOf(before),
    after: after && factsOf(after),
    announce: ["blocked_senders:0"],
  });
}

function factsOf({ id: _id, createdAt: _at, supplierId: _supplier, ...facts }: BlockedSender) {
  return facts;
}
