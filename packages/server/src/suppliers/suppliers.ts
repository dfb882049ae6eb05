import type { AdminParsed, Supplier } from "@switchyard/contract";
import { type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { notFound, Refusal } from "../refusal.ts";

type SupplierCreate = AdminParsed<"createSupplier">["body"];
type SupplierPatch = AdminParsed<"updateSupplier">["body"];

const columns: Columns<keyof SupplierCreate> = {
  name: "name",
  email: "email",
  currency: "currency",
  comment: "comment",
  blocked: "blocked",
};

export async function listSuppliers(
  db: Queryable,
  { search, cursor, limit }: AdminParsed<"listSuppliers">["query"],
): Promise<Page<Supplier>> {
  const after = readCursor(cursor, 1);
  const rows = await select(
    db,
    `where ($1::text is null or s.name > $1)
       and ($2::text is null or position(lower($2) in lower(s.name || E'\\n' || s.email)) > 0)
     order by s.name limit $3`,
    [after?.[0] ?? null, search || null, limit + 1],
  );
  return pageOfRows(
    rows,
    limit,
    (row) => [row.name],
    (row) => row,
  );
}

export async function createSupplier(tx: Queryable, author: Author, given: SupplierCreate): Promise<Supplier> {
  const supplierId = await insertRow(tx, "suppliers", written(columns, given));
  const supplier = await readSupplier(tx, supplierId);
  await record(tx, author, "create", null, supplier);
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
  const action = before.blocked === after.blocked ? "update" : after.blocked ? "block" : "unblock";
  if (!isSame(factsOf(before), factsOf(after))) await record(tx, author, action, before, after);
  return after;
}

/** Deletes a supplier and its costs; refused while it has connections. */
export async function deleteSupplier(tx: Queryable, author: Author, supplierId: number): Promise<void> {
  const before = await readSupplier(tx, supplierId, "for update of s");
  if (before.connections > 0) {
    throw new Refusal("in_use", `${before.name} has ${before.connections} connections. Delete them first.`);
  }
  await tx.query("delete from suppliers where id = $1", [supplierId]);
  await record(tx, author, "delete", before, null);
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
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    currency: row.currency,
    comment: row.comment,
    blocked: row.blocked,
    connections: Number(row.connections),
    createdAt: row.created_at.toISOString(),
  }));
}

async function record(
  tx: Queryable,
  author: Author,
  action: string,
  before: Supplier | null,
  after: Supplier | null,
): Promise<void> {
  const supplierId = (after ?? before)?.id ?? 0;
  await recordChange(tx, author, {
    clientId: null,
    category: "suppliers",
    entity: "supplier",
    entityId: supplierId,
    action,
    before: before && factsOf(before),
    after: after && factsOf(after),
    announce: [`supplier:${supplierId}`],
  });
}

function factsOf({ id: _id, createdAt: _at, connections: _count, ...facts }: Supplier) {
  return facts;
}
