/** The books of suppliers: who they are, and what they were paid less what their messages and look-ups cost. */
import type { AdminParsed, Supplier } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { type Columns, insertRow, microsOf, updateRow, written } from "../history/columns.ts";
import { type Author, type Facts, isSame, type Queryable, recordChange } from "../history/history.ts";
import { selectSupplierBalances } from "../ledger/supplier-balances.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { notFound, Refusal } from "../refusal.ts";

type SupplierCreate = AdminParsed<"createSupplier">["body"];
type SupplierPatch = AdminParsed<"updateSupplier">["body"];

const columns: Columns<keyof SupplierCreate> = {
  name: "name",
  email: "email",
  contact: "contact",
  labels: "labels",
  timeZone: "time_zone",
  prepaid: "prepaid",
  balanceNotice: { column: "balance_notice_micros", write: (value) => (value === null ? null : microsOf(value)) },
  noticeEmail: "notice_email",
  currency: "currency",
  comment: "comment",
};

export async function listSuppliers(
  db: Queryable,
  { search, label, blocked, prepaid, balanceLow, cursor, limit }: AdminParsed<"listSuppliers">["query"],
): Promise<Page<Supplier>> {
  const after = readCursor(cursor, 1);
  const rows = await select(
    db,
    `where ($1::text is null or s.name > $1)
       and ($2::text is null or position(lower($2) in lower(
             concat_ws(E'\\n', s.name, s.email, s.contact, array_to_string(s.labels, E'\\n')))) > 0)
       and ($3::text is null or exists (select from unnest(s.labels) l where lower(l) = lower($3)))
       and ($4::boolean is null or s.blocked = $4)
       and ($5::boolean is null or s.prepaid = $5)
       and ($6::boolean is null or (s.balance_low_since is not null) = $6)
     order by s.name limit $7`,
    [
      after?.[0] ?? null,
      search || null,
      label ?? null,
      blocked ?? null,
      prepaid ?? null,
      balanceLow ?? null,
      limit + 1,
    ],
  );
  return pageOfRows(
    rows,
    limit,
    (row) => [row.name],
    (row) => row,
  );
}

/** The labels in use, by name; letter case told apart only where suppliers tell it apart. */
export async function listSupplierLabels(db: Queryable): Promise<{ label: string; suppliers: number }[]> {
  const { rows } = await db.query<{ label: string; suppliers: number }>(
    `select l.label, count(*)::int as suppliers from suppliers s cross join unnest(s.labels) l(label)
     group by l.label order by lower(l.label), l.label`,
  );
  return rows;
}

export async function createSupplier(tx: Queryable, author: Author, given: SupplierCreate): Promise<Supplier> {
  const supplierId = await insertRow(tx, "suppliers", written(columns, given));
  const supplier = await readSupplier(tx, supplierId);
  await record(tx, author, supplierId, { action: "create", before: null, after: factsOf(supplier) });
  return supplier;
}

export async function updateSupplier(
  tx: Queryable,
  author: Author,
  supplierId: number,
  given: SupplierPatch,
): Promise<Supplier> {
  const before = await readSupplier(tx, supplierId, "for update of s");
  await updateRow(tx, "suppliers", supplierId, written(columns, given));
  const after = await readSupplier(tx, supplierId);
  const change = { action: "update", before: factsOf(before), after: factsOf(after) };
  if (!isSame(change.before, change.after)) await record(tx, author, supplierId, change);
  return after;
}

/** Blocks or unblocks a supplier; the reason is told in the history alone. */
export async function setSupplierBlock(
  tx: Queryable,
  author: Author,
  supplierId: number,
  { blocked, reason }: { readonly blocked: boolean; readonly reason?: string | undefined },
): Promise<Supplier> {
  const before = await readSupplier(tx, supplierId, "for update of s");
  if (before.blocked === blocked) return before;
  await tx.query("update suppliers set blocked = $2 where id = $1", [supplierId, blocked]);
  await record(tx, author, supplierId, {
    action: blocked ? "block" : "unblock",
    before: { blocked: before.blocked },
    after: { blocked, ...(reason && { reason }) },
  });
  return readSupplier(tx, supplierId);
}

/** Deletes a supplier and its costs; refused while it has connections, and once it was paid: the books must add up. */
export async function deleteSupplier(tx: Queryable, author: Author, supplierId: number): Promise<void> {
  const before = await readSupplier(tx, supplierId, "for update of s");
  if (before.connections > 0) {
    throw new Refusal("in_use", `${before.name} has ${before.connections} connections. Delete them first.`);
  }
  const { rows } = await tx.query("select from supplier_payments where supplier_id = $1 limit 1", [supplierId]);
  if (rows.length > 0) {
    throw new Refusal("in_use", `${before.name} was paid, and payments stay in the books. Block it instead.`);
  }
  await tx.query("delete from suppliers where id = $1", [supplierId]);
  await record(tx, author, supplierId, { action: "delete", before: factsOf(before), after: null });
}

/** Refuses with not_found when there is no such supplier. */
export async function readSupplier(db: Queryable, supplierId: number, lock = ""): Promise<Supplier> {
  const [found] = await select(db, `where s.id = $1 ${lock}`, [supplierId]);
  if (!found) throw notFound("supplier", supplierId);
  return found;
}

interface SupplierRow {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly contact: string;
  readonly labels: string[];
  readonly time_zone: string;
  readonly prepaid: boolean;
  readonly balance_notice_micros: bigint | null;
  readonly notice_email: string;
  readonly balance_low_since: Date | null;
  readonly currency: string;
  readonly comment: string;
  readonly blocked: boolean;
  readonly connections: bigint;
  readonly created_at: Date;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<Supplier[]> {
  const { rows } = await db.query<SupplierRow>(
    `select s.*, (select count(*) from connections where supplier_id = s.id) as connections from suppliers s ${tail}`,
    values,
  );
  const balances = await selectSupplierBalances(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    contact: row.contact,
    labels: row.labels,
    timeZone: row.time_zone,
    prepaid: row.prepaid,
    balanceNotice: row.balance_notice_micros === null ? null : formatMicros(row.balance_notice_micros),
    noticeEmail: row.notice_email,
    currency: row.currency,
    balance: formatMicros(balances.get(row.id) ?? 0n),
    balanceLowSince: row.balance_low_since?.toISOString() ?? null,
    comment: row.comment,
    blocked: row.blocked,
    connections: Number(row.connections),
    createdAt: row.created_at.toISOString(),
  }));
}

async function record(
  tx: Queryable,
  author: Author,
  supplierId: number,
  change: { readonly action: string; readonly before: Facts | null; readonly after: Facts | null },
): Promise<void> {
  await recordChange(tx, author, {
    clientId: null,
    category: "suppliers",
    entity: "supplier",
    entityId: supplierId,
    ...change,
    announce: [`supplier:${supplierId}`],
  });
}

function factsOf({
  id: _id,
  createdAt: _at,
  connections: _count,
  balance: _balance,
  balanceLowSince: _since,
  ...facts
}: Supplier) {
  return facts;
}
