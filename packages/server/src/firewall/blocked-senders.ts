/** Senders nobody may use, and those a supplier must not be sent. */
import { type AdminParsed, type BlockedSender, contractLimits } from "@switchyard/contract";
import { type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { notFound, Refusal } from "../refusal.ts";

type Create = AdminParsed<"createBlockedSender">["body"];
type Patch = AdminParsed<"updateBlockedSender">["body"];

const columns: Columns<keyof Create> = {
  supplierId: "supplier_id",
  // Letter case is ignored, so that the same one twice is the same.
  pattern: { column: "pattern", write: (value) => String(value).toLowerCase() },
  comment: "comment",
};

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

export async function readBlockedSender(db: Queryable, id: number, lock = ""): Promise<BlockedSender> {
  const [found] = await select(db, `where b.id = $1 ${lock}`, [id]);
  if (!found) throw notFound("blocked sender", id);
  return found;
}

export async function createBlockedSender(tx: Queryable, author: Author, given: Create): Promise<BlockedSender> {
  await requireRoom(tx, given.supplierId);
  const blocked = await readBlockedSender(tx, await insertRow(tx, "blocked_senders", written(columns, given)));
  await record(tx, author, "create", null, blocked);
  return blocked;
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

async function requireRoom(tx: Queryable, supplierId: number | null): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(
    "select count(*)::int as count from blocked_senders where supplier_id is not distinct from $1",
    [supplierId],
  );
  if ((rows[0]?.count ?? 0) < contractLimits.blockedSendersMax) return;
  throw new Refusal("too_many", `${rows[0]?.count} senders are blocked here already. Join some by a pattern with *.`);
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
