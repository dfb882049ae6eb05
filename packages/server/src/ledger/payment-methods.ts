/** The library of payment methods. One that was used stays; it is taken out of use instead. */
import type { AdminParsed, PaymentMethod } from "@switchyard/contract";
import { type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { invalidField, notFound } from "../refusal.ts";

const columns: Columns<"name" | "active"> = { name: "name", active: "active" };

const select = `select m.id, m.name, m.active, (select count(*) from payments p where p.method_id = m.id) as payments
  from payment_methods m`;

interface Row {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
  readonly payments: bigint;
}

export async function listPaymentMethods(db: Queryable): Promise<PaymentMethod[]> {
  const { rows } = await db.query<Row>(`${select} order by m.active desc, lower(m.name), m.id`);
  return rows.map(methodOf);
}

export async function createPaymentMethod(
  tx: Queryable,
  author: Author,
  given: AdminParsed<"createPaymentMethod">["body"],
): Promise<PaymentMethod> {
  const method = await readMethod(tx, await insertRow(tx, "payment_methods", written(columns, given)));
  await recordMethod(tx, author, { action: "create", before: null, after: method });
  return method;
}

export async function updatePaymentMethod(
  tx: Queryable,
  author: Author,
  methodId: number,
  given: AdminParsed<"updatePaymentMethod">["body"],
): Promise<PaymentMethod> {
  await tx.query("select 1 from payment_methods where id = $1 for update", [methodId]);
  const before = await readMethod(tx, methodId);
  await updateRow(tx, "payment_methods", methodId, written(columns, given));
  const after = await readMethod(tx, methodId);
  if (!isSame(factsOf(before), factsOf(after))) await recordMethod(tx, author, { action: "update", before, after });
  return after;
}

/** Refuses a method that is unknown or no longer in use. */
export async function requireActiveMethod(db: Queryable, methodId: number): Promise<void> {
  const { rows } = await db.query<{ active: boolean }>("select active from payment_methods where id = $1", [methodId]);
  const [method] = rows;
  if (!method) throw invalidField("body.methodId", "names no payment method");
  if (!method.active) throw invalidField("body.methodId", "names a payment method that is no longer in use");
}

async function readMethod(db: Queryable, methodId: number): Promise<PaymentMethod> {
  const { rows } = await db.query<Row>(`${select} where m.id = $1`, [methodId]);
  const [row] = rows;
  if (!row) throw notFound("payment method", methodId);
  return methodOf(row);
}

function recordMethod(
  tx: Queryable,
  author: Author,
  change: { action: string; before: PaymentMethod | null; after: PaymentMethod },
): Promise<void> {
  return recordChange(tx, author, {
    clientId: null,
    category: "finance",
    entity: "payment method",
    entityId: change.after.id,
    action: change.action,
    before: change.before && factsOf(change.before),
    after: factsOf(change.after),
    announce: [],
  });
}

const factsOf = ({ name, active }: PaymentMethod) => ({ name, active });

function methodOf({ payments, ...row }: Row): PaymentMethod {
  return { ...row, payments: Number(payments) };
}
