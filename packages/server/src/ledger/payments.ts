/**
 * Payments of clients. An amount never changes once entered and nothing is deleted: a correction is another payment, of
 * a negative amount. What may change later is whether it was paid, how, when, the comment, and which invoices it pays.
 */
import { createHash } from "node:crypto";
import type { Payment } from "@switchyard/contract";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { invalidField, notFound, Refusal } from "../refusal.ts";
import {
  type Allocation,
  allocateOldestFirst,
  checkAllocations,
  insertAllocations,
  shrinkAllocations,
} from "./allocations.ts";
import { type Correction, checkCorrection } from "./corrections.ts";
import { insertEntry } from "./entries.ts";
import { type Books, isHeld, lockBooks, moveBalance } from "./funds.ts";
import { requireActiveMethod } from "./payment-methods.ts";
import { readPayment, unallocatedOfPayment } from "./payment-rows.ts";

export interface PaymentToEnter {
  readonly clientId: number;
  /** Not zero; what the balance moves by. Negative for a correction. */
  readonly amountMicros: bigint;
  /** Tax that came with it, with the sign of the amount; it moves no balance. */
  readonly taxMicros?: bigint | undefined;
  /** False while the client still owes it; left out, as what it takes back, or true. It counts towards the balance either way. */
  readonly paid?: boolean | undefined;
  readonly methodId?: number | null | undefined;
  /** YYYY-MM-DD; by default today in the client's time zone. */
  readonly payDate?: string | undefined;
  readonly comment?: string | undefined;
  /** A negative amount names what it takes back. */
  readonly correctsPaymentId?: number | undefined;
  readonly correctsInvoiceId?: number | undefined;
  /** Invoices that a positive amount pays; left out, the ones due first. */
  readonly allocations?: readonly Allocation[] | undefined;
  /** The caller's own key of the request; entered once, however often it comes. */
  readonly key?: string | undefined;
  /** The first of the month that a monthly top-up is for (YYYY-MM-DD). */
  readonly topUpMonth?: string | undefined;
  readonly nowMs: number;
}

/** A payment in the books. What is left to do: the document of a correction, then `recordPayment`. */
export interface BookedPayment {
  readonly paymentId: number;
  /** The ledger entry that moved the balance. */
  readonly entryId: number;
}

/**
 * Books a payment in the caller's transaction: its row, ledger entries, the new balance and what it pays. Answers
 * `before`, and does nothing, when the same request was entered before. `beforeFunds` is called when all is checked and
 * the balance is about to be locked: for what else a correction must lock.
 */
export async function bookPayment(
  tx: Queryable,
  author: Author,
  given: PaymentToEnter,
  beforeFunds: (correction: Correction | undefined, books: Books) => Promise<void>,
): Promise<{ before: Payment } | BookedPayment> {
  const books = await lockBooks(tx, given.clientId);
  const before = await findRequest(tx, given);
  if (before) return { before };
  const { amountMicros, taxMicros = 0n, nowMs } = given;
  const total = amountMicros + taxMicros;
  if (!isHeld(total)) {
    throw new Refusal("amount_too_large", "Amount and tax together are more than the books can hold.");
  }
  if (given.methodId != null) await requireActiveMethod(tx, given.methodId);
  const correction = amountMicros < 0n ? await checkCorrection(tx, books, { ...given, taxMicros }) : undefined;
  if (correction && given.allocations?.length) {
    throw invalidField("body.allocations", "can't be given with a negative amount: it pays no invoice");
  }
  const allocations = correction ? [] : await allocationsOf(tx, books, total, given.allocations);
  await beforeFunds(correction, books);
  // What never came in does not go out either.
  const paid = given.paid ?? (correction?.of === "payment" ? correction.paid : true);
  const digest = given.key === undefined ? null : digestOf(given);
  const paymentId = await insertPayment(tx, author, books, { ...given, paid, digest });
  const entryId = await enterInLedger(tx, books, { amountMicros, taxMicros, paid, paymentId, nowMs });
  await insertAllocations(tx, author, { paymentId, allocations, nowMs });
  if (correction?.of === "payment") await shrinkAllocations(tx, correction.paymentId, correction.leftMicros);
  return { paymentId, entryId };
}

/** Writes the history of a payment just booked and announces it. */
export async function recordPayment(
  tx: Queryable,
  author: Author,
  { clientId, amountMicros }: Pick<PaymentToEnter, "clientId" | "amountMicros">,
  { paymentId, entryId }: BookedPayment,
): Promise<Payment> {
  const payment = await readPayment(tx, clientId, paymentId);
  await recordChange(tx, author, {
    clientId,
    category: "payments",
    entity: "payment",
    entityId: paymentId,
    action: "create",
    before: null,
    after: factsOf(payment),
    announce: [`funds:${clientId}:${amountMicros}:${entryId}`],
  });
  return payment;
}

export interface PaymentChanges {
  readonly paid?: boolean | undefined;
  readonly methodId?: number | null | undefined;
  readonly payDate?: string | undefined;
  readonly comment?: string | undefined;
}

interface PaymentRef {
  readonly clientId: number;
  readonly paymentId: number;
}

/**
 * Changes what may change. When an owed payment comes in, its total moves from receivable to cash, or back, and with it
 * what was taken back of it.
 */
export async function changePayment(
  tx: Queryable,
  author: Author,
  { clientId, paymentId }: PaymentRef,
  given: PaymentChanges & { nowMs: number },
): Promise<Payment> {
  const { currency } = await lockBooks(tx, clientId);
  const before = await readPayment(tx, clientId, paymentId);
  const { methodId } = given;
  if (methodId != null && methodId !== before.methodId) await requireActiveMethod(tx, methodId);
  const { rows } = await tx.query<{ total: bigint }>(
    `update payments set paid = coalesce($2, paid), method_id = case when $3 then $4 else method_id end,
            pay_date = coalesce($5::date, pay_date), comment = coalesce($6, comment)
     where id = $1 returning amount_micros + tax_micros as total`,
    [
      paymentId,
      given.paid ?? null,
      methodId !== undefined,
      methodId ?? null,
      given.payDate ?? null,
      given.comment ?? null,
    ],
  );
  const after = await readPayment(tx, clientId, paymentId);
  if (before.paid !== after.paid) {
    await insertEntry(tx, {
      kind: "payment",
      debit: { kind: after.paid ? "cash" : "receivable" },
      credit: { kind: after.paid ? "receivable" : "cash" },
      currency,
      amountMicros: rows[0]?.total ?? 0n,
      paymentId,
      nowMs: given.nowMs,
    });
    const { paid } = after;
    for (const correctionId of await correctionsOf(tx, paymentId)) {
      await changePayment(tx, author, { clientId, paymentId: correctionId }, { paid, nowMs: given.nowMs });
    }
  }
  return recordUpdate(tx, author, { action: "update", before, after });
}

/** By payments_corrections. */
async function correctionsOf(tx: Queryable, paymentId: number): Promise<number[]> {
  const { rows } = await tx.query<{ id: number }>(
    "select id from payments where corrects_payment_id = $1 order by id",
    [paymentId],
  );
  return rows.map(({ id }) => id);
}

/** Says which invoices a payment pays, in place of what was said before. */
export async function allocatePayment(
  tx: Queryable,
  author: Author,
  { clientId, paymentId }: PaymentRef,
  { allocations, nowMs }: { allocations: readonly Allocation[]; nowMs: number },
): Promise<Payment> {
  const books = await lockBooks(tx, clientId);
  const before = await readPayment(tx, clientId, paymentId);
  if (before.amount.startsWith("-")) {
    throw invalidField("params.paymentId", "names a correction, which pays no invoice");
  }
  await tx.query("delete from payment_allocations where payment_id = $1", [paymentId]);
  const { rows } = await tx.query<{ free: bigint }>(
    `select ${unallocatedOfPayment} as free from payments p where p.id = $1`,
    [paymentId],
  );
  const checked = await checkAllocations(tx, books, rows[0]?.free ?? 0n, allocations);
  await insertAllocations(tx, author, { paymentId, allocations: checked, nowMs });
  const after = await readPayment(tx, clientId, paymentId);
  return recordUpdate(tx, author, { action: "allocate", before, after });
}

function allocationsOf(tx: Queryable, books: Books, totalMicros: bigint, wanted: PaymentToEnter["allocations"]) {
  return wanted ? checkAllocations(tx, books, totalMicros, wanted) : allocateOldestFirst(tx, books, totalMicros);
}

/** The payment that the same request entered before; the client's books are locked, so none is being entered now. */
async function findRequest(tx: Queryable, given: PaymentToEnter): Promise<Payment | undefined> {
  const { clientId, key } = given;
  if (key === undefined) return undefined;
  // By payments_request_once.
  const { rows } = await tx.query<{ id: number; digest: Buffer }>(
    "select id, request_digest as digest from payments where client_id = $1 and request_key = $2",
    [clientId, key],
  );
  const [row] = rows;
  if (!row) return undefined;
  if (!row.digest.equals(digestOf(given))) {
    throw invalidField("body.key", `was used for another payment (${row.id}): take a new key for a new payment`);
  }
  return readPayment(tx, clientId, row.id);
}

/** Tells requests under one key apart by everything they ask for. */
function digestOf(given: PaymentToEnter): Buffer {
  const { amountMicros, taxMicros = 0n, allocations } = given;
  const content = [
    String(amountMicros),
    String(taxMicros),
    given.paid ?? null,
    given.methodId ?? null,
    given.payDate ?? null,
    given.comment ?? "",
    given.correctsPaymentId ?? null,
    given.correctsInvoiceId ?? null,
    allocations?.map((one) => [one.invoiceId, String(one.amountMicros)]) ?? null,
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest();
}

/** Moves the balance, then writes the row that says what it came to. */
async function insertPayment(
  tx: Queryable,
  author: Author,
  books: Books,
  given: PaymentToEnter & { readonly paid: boolean; readonly digest: Buffer | null },
): Promise<number> {
  const { clientId, amountMicros, nowMs } = given;
  const balanceAfter = await moveBalance(tx, clientId, amountMicros);
  const { rows } = await tx.query<{ id: number }>(
    `insert into payments (client_id, amount_micros, tax_micros, currency, paid, method_id, pay_date, comment, entered_by,
                           balance_after_micros, corrects_payment_id, corrects_invoice_id, topup_month, request_key,
                           request_digest, created_at)
     values ($1, $2, $3, $4, $5, $6, coalesce($7::date, (to_timestamp($8) at time zone $9)::date), $10, $11, $12, $13,
             $14, $15, $16, $17, to_timestamp($8))
     returning id`,
    [
      clientId,
      amountMicros,
      given.taxMicros ?? 0n,
      books.currency,
      given.paid,
      given.methodId ?? null,
      given.payDate ?? null,
      nowMs / 1000,
      books.timeZone,
      given.comment ?? "",
      author.actor,
      balanceAfter,
      given.correctsPaymentId ?? null,
      given.correctsInvoiceId ?? null,
      given.topUpMonth ?? null,
      given.key ?? null,
      given.digest,
    ],
  );
  const paymentId = rows[0]?.id;
  if (paymentId === undefined) throw notFound("client", clientId);
  return paymentId;
}

/** The amount goes to the client's balance, the tax to what the client has paid of taxes. */
async function enterInLedger(
  tx: Queryable,
  { clientId, currency }: Books,
  given: { amountMicros: bigint; taxMicros: bigint; paid: boolean; paymentId: number; nowMs: number },
): Promise<number> {
  const { amountMicros, taxMicros, paid, paymentId, nowMs } = given;
  const entry = { debit: { kind: paid ? "cash" : "receivable" }, currency, paymentId, nowMs } as const;
  const entryId = await insertEntry(tx, {
    ...entry,
    kind: "payment",
    credit: { kind: "client_balance", clientId },
    amountMicros,
  });
  if (taxMicros !== 0n) {
    await insertEntry(tx, { ...entry, kind: "tax", credit: { kind: "client_tax", clientId }, amountMicros: taxMicros });
  }
  return entryId;
}

async function recordUpdate(
  tx: Queryable,
  author: Author,
  { action, before, after }: { action: string; before: Payment; after: Payment },
): Promise<Payment> {
  if (isSame(factsOf(before), factsOf(after))) return after;
  await recordChange(tx, author, {
    clientId: after.clientId,
    category: "payments",
    entity: "payment",
    entityId: after.id,
    action,
    before: factsOf(before),
    after: factsOf(after),
    announce: [],
  });
  return after;
}

function factsOf({
  id: _id,
  clientId: _client,
  clientLogin: _login,
  methodId: _method,
  createdAt: _at,
  ...facts
}: Payment) {
  return facts;
}
