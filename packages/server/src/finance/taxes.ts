/** Taxes of an enterprise. One may be the default, for clients that have no other; without one there is no tax. */
import type { AdminParsed, Enterprise } from "@switchyard/contract";
import { type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import type { Author, Queryable } from "../history/history.ts";
import { notFound, Refusal } from "../refusal.ts";
import { readEnterprise, recordEnterprise } from "./enterprises.ts";
import { ppmOf } from "./rounding.ts";

type TaxCreate = AdminParsed<"createTax">["body"];
type TaxPatch = AdminParsed<"updateTax">["body"];
type Target = { readonly enterpriseId: number; readonly taxId: number };

const columns: Columns<keyof TaxCreate> = {
  name: "name",
  percent: { column: "rate_ppm", write: (value) => ppmOf(String(value)) },
  note: "note",
  isDefault: "is_default",
};

export async function createTax(
  tx: Queryable,
  author: Author,
  enterpriseId: number,
  given: TaxCreate,
): Promise<Enterprise> {
  const before = await readEnterprise(tx, enterpriseId, "for update of e");
  if (given.isDefault) await clearDefault(tx, enterpriseId);
  await insertRow(tx, "taxes", written(columns, given).set("enterprise_id", enterpriseId));
  return recorded(tx, author, before);
}

export async function updateTax(tx: Queryable, author: Author, target: Target, given: TaxPatch): Promise<Enterprise> {
  const before = await lockTax(tx, target);
  if (given.isDefault) await clearDefault(tx, target.enterpriseId);
  await updateRow(tx, "taxes", target.taxId, written(columns, given));
  return recorded(tx, author, before);
}

/** Deletes a tax; refused while a client has it. Invoices keep what they say. */
export async function deleteTax(tx: Queryable, author: Author, target: Target): Promise<void> {
  const before = await lockTax(tx, target);
  const { rows } = await tx.query<{ clients: number }>(
    "select count(*)::int as clients from clients where tax_id = $1",
    [target.taxId],
  );
  const clients = rows[0]?.clients ?? 0;
  if (clients > 0) throw new Refusal("in_use", `${clients} clients have this tax. Give them another first.`);
  await tx.query("delete from taxes where id = $1", [target.taxId]);
  await recorded(tx, author, before);
}

async function lockTax(tx: Queryable, { enterpriseId, taxId }: Target): Promise<Enterprise> {
  const enterprise = await readEnterprise(tx, enterpriseId, "for update of e");
  if (!enterprise.taxes.some(({ id }) => id === taxId)) throw notFound("tax", taxId);
  return enterprise;
}

async function clearDefault(tx: Queryable, enterpriseId: number): Promise<void> {
  await tx.query("update taxes set is_default = false where enterprise_id = $1 and is_default", [enterpriseId]);
}

async function recorded(tx: Queryable, author: Author, before: Enterprise): Promise<Enterprise> {
  const after = await readEnterprise(tx, before.id);
  await recordEnterprise(tx, author, "taxes", before, after);
  return after;
}
