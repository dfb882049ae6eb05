/**
 * What we paid suppliers. Nothing is edited or deleted: a payment entered by mistake is taken back by another, of a
 * negative amount.
 */
import type { AdminParsed, SupplierPayment } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { insertEntry } from "../ledger/entries.ts";
import { isHeld } from "../ledger/funds.ts";
import { type Page, pageOfRows, readIdCursor } from "../paging.ts";
import { invalidField, notFound, Refusal } from "../refusal.ts";

export interface SupplierPaymentToEnter {
  /** Not zero; negative takes back what was entered by mistake. */
  readonly amountMicros: bigint;
  /** YYYY-MM-DD; by default today in the supplier's time zone. */
  readonly payDate?: string | undefined;
  readonly comment?: string | undefined;
  /** The caller's own key of the request; entered once, however often it comes. */
  readonly key?: string | undefined;
  readonly nowMs: number;
}

/** Newest first, by supplier_payments_supplier. */
export async function listSupplierPayments(
  db: Queryable,
  supplierId: number,
  { cursor, limit }: AdminParsed<"listSupplierPayments">["query"],
): Promise<Page<SupplierPayment>> {
  const rows = await select(db, "where supplier_id = $1 and ($2::int is null or id < $2) order by id desc limit $3", [
    supplierId,
    readIdCursor(cursor) ?? null,
    limit + 1,
  ]);
  return pageOfRows(rows, limit, (row) => [row.id], paymentOf);
}

/** Enters a payment with its ledger entry and history, in the caller's transaction. */
export async function enterSupplierPayment(
  tx: Queryable,
  author: Author,
  supplierId: number,
  given: SupplierPaymentToEnter,
): Promise<SupplierPayment> {
  const { amountMicros, nowMs } = given;
  // Payments of one supplier come one after the other; what only refers to the supplier is not held up.
  const { rows: suppliers } = await tx.query<{ currency: string; time_zone: string; name: string }>(
    "select currency, time_zone, name from suppliers where id = $1 for no key update",
    [supplierId],
  );
  const [supplier] = suppliers;
  if (!supplier) throw notFound("supplier", supplierId);
  const before = await findRequest(tx, supplierId, given);
  if (before) return before;
  await requireRoom(tx, supplierId, supplier, amountMicros);
  const { rows } = await tx.query<{ id: number }>(
    `insert into supplier_payments (supplier_id, amount_micros, currency, pay_date, comment, entered_by, request_key,
                                    created_at)
     values ($1, $2, $3, coalesce($4::date, (to_timestamp($5) at time zone $6)::date), $7, $8, $9, to_timestamp($5))
     returning id`,
    [
      supplierId,
      amountMicros,
      supplier.currency,
      given.payDate ?? null,
      nowMs / 1000,
      supplier.time_zone,
      given.comment ?? "",
      author.actor,
      given.key ?? null,
    ],
  );
  const paymentId = Number(rows[0]?.id);
  await insertEntry(tx, {
    kind: "supplier_payment",
    debit: { kind: "supplier_payable", supplierId },
    credit: { kind: "cash" },
    currency: supplier.currency,
    amountMicros,
    supplierPaymentId: paymentId,
    nowMs,
  });
  const [row] = await select(tx, "where id = $1", [paymentId]);
  if (!row) throw new Error(`payment ${paymentId} to supplier ${supplierId} was entered and is not there`);
  const payment = paymentOf(row);
  await record(tx, author, supplier.name, payment);
  return payment;
}

/** The payment the same request entered before; the supplier is locked, so none is being entered now. */
async function findRequest(
  tx: Queryable,
  supplierId: number,
  given: SupplierPaymentToEnter,
): Promise<SupplierPayment | undefined> {
  if (given.key === undefined) return undefined;
  // By supplier_payments_request_once.
  const [row] = await select(tx, "where supplier_id = $1 and request_key = $2", [supplierId, given.key]);
  if (!row) return undefined;
  const isSame =
    row.amount_micros === given.amountMicros &&
    (given.payDate === undefined || row.pay_date === given.payDate) &&
    row.comment === (given.comment ?? "");
  if (!isSame) {
    throw invalidField("body.key", `was used for another payment (${row.id}): take a new key for a new payment`);
  }
  return paymentOf(row);
}

/** What was paid in all may neither fall below zero nor grow beyond what the books hold. */
async function requireRoom(
  tx: Queryable,
  supplierId: number,
  { name, currency }: { readonly name: string; readonly currency: string },
  amountMicros: bigint,
): Promise<void> {
  const { rows } = await tx.query<{ paid: string }>(
    "select coalesce(sum(amount_micros), 0)::text as paid from supplier_payments where supplier_id = $1",
    [supplierId],
  );
  const paidMicros = BigInt(rows[0]?.paid ?? 0);
  if (!isHeld(paidMicros + amountMicros)) {
    throw new Refusal("amount_too_large", "With this amount the supplier was paid more than the books can hold.");
  }
  if (paidMicros + amountMicros >= 0n) return;
  const message = `is more than can be taken back: ${name} was paid ${formatMicros(paidMicros)} ${currency} in all`;
  throw new Refusal("more_than_corrected", `body.amount ${message}.`, [{ path: "body.amount", message }]);
}

interface Row {
  readonly id: number;
  readonly supplier_id: number;
  readonly amount_micros: bigint;
  readonly currency: string;
  readonly pay_date: string;
  readonly comment: string;
  readonly entered_by: string;
  readonly created_at: Date;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<Row[]> {
  const { rows } = await db.query<Row>(
    `select id, supplier_id, amount_micros, currency, pay_date::text as pay_date, comment, entered_by, created_at
     from supplier_payments ${tail}`,
    values,
  );
  return rows;
}

function paymentOf(row: Row): SupplierPayment {
  return {
    id: row.id,
    supplierId: row.supplier_id,
    amount: formatMicros(row.amount_micros),
    currency: row.currency,
    payDate: row.pay_date,
    comment: row.comment,
    enteredBy: row.entered_by,
    createdAt: row.created_at.toISOString(),
  };
}

async function record(tx: Queryable, author: Author, supplier: string, payment: SupplierPayment): Promise<void> {
  const { amount, currency, payDate, comment } = payment;
  await recordChange(tx, author, {
    clientId: null,
    category: "suppliers",
    entity: "supplier payment",
    entityId: payment.id,
    action: "create",
    before: null,
    after: { supplier, amount, currency, payDate, comment },
    // No running part of the switch keeps what suppliers were paid.
    announce: [],
  });
}
