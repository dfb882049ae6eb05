/**
 * Payments of clients. An amount never changes once entered and nothing is deleted: a correction is another payment,
 * of a negative amount. What may change later is whether it was paid, how, when, and the comment.
 */
import type { Payment } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { notFound, Refusal } from "../refusal.ts";
import { ledgerAccountId } from "./accounts.ts";

/** What the database can hold (bigint). */
const BALANCE_MICROS_MAX = 9_223_372_036_854_775_807n;

export interface PaymentToEnter {
  readonly clientId: number;
  /** Not zero; negative for a correction or a credit note. */
  readonly amountMicros: bigint;
  /** False while the client still owes it. It counts towards the balance either way. */
  readonly paid: boolean;
  readonly method?: string | undefined;
  /** YYYY-MM-DD; by default today in the client's time zone. */
  readonly payDate?: string | undefined;
  readonly comment?: string | undefined;
  readonly nowMs: number;
}

/** Enters a payment with its ledger entry, the new balance, history and announcement, in the caller's transaction. */
export async function enterPayment(tx: Queryable, author: Author, given: PaymentToEnter): Promise<Payment> {
  const { clientId, amountMicros, paid, nowMs } = given;
  const client = await lockFunds(tx, clientId);
  const balanceAfter = client.balanceMicros + amountMicros;
  if (balanceAfter > BALANCE_MICROS_MAX || balanceAfter < -BALANCE_MICROS_MAX) {
    throw new Refusal("amount_too_large", "With this payment the balance would be larger than the books can hold.");
  }
  const { rows } = await tx.query<{ id: number }>(
    `insert into payments (client_id, amount_micros, currency, paid, method, pay_date, comment, entered_by,
                           balance_after_micros, created_at)
     values ($1, $2, $3, $4, $5, coalesce($6::date, (to_timestamp($7) at time zone $8)::date), $9, $10, $11,
             to_timestamp($7))
     returning id`,
    [
      clientId,
      amountMicros,
      client.currency,
      paid,
      given.method ?? "",
      given.payDate ?? null,
      nowMs / 1000,
      client.timeZone,
      given.comment ?? "",
      author.actor,
      balanceAfter,
    ],
  );
  const paymentId = Number(rows[0]?.id);
  await tx.query("update client_funds set balance_micros = $2 where client_id = $1", [clientId, balanceAfter]);
  const { currency } = client;
  await enter(tx, { paymentId, amountMicros, currency, nowMs }, [
    await ledgerAccountId(tx, { kind: paid ? "cash" : "receivable", currency }),
    await ledgerAccountId(tx, { kind: "client_balance", currency, clientId }),
  ]);
  const payment = await readPayment(tx, clientId, paymentId);
  await recordChange(tx, author, {
    clientId,
    category: "payments",
    entity: "payment",
    entityId: paymentId,
    action: "create",
    before: null,
    after: factsOf(payment),
    announce: [`funds:${clientId}:${amountMicros}:${paymentId}`],
  });
  return payment;
}

export interface PaymentChanges {
  readonly paid?: boolean | undefined;
  readonly method?: string | undefined;
  readonly payDate?: string | undefined;
  readonly comment?: string | undefined;
}

/** Changes what may change. When an owed payment comes in, the amount moves from receivable to cash, or back. */
export async function changePayment(
  tx: Queryable,
  author: Author,
  target: { clientId: number; paymentId: number },
  given: PaymentChanges & { nowMs: number },
): Promise<Payment> {
  const { clientId, paymentId } = target;
  const before = await readPayment(tx, clientId, paymentId, "for update");
  await tx.query(
    `update payments set paid = coalesce($2, paid), method = coalesce($3, method),
            pay_date = coalesce($4::date, pay_date), comment = coalesce($5, comment)
     where id = $1`,
    [paymentId, given.paid ?? null, given.method ?? null, given.payDate ?? null, given.comment ?? null],
  );
  const after = await readPayment(tx, clientId, paymentId);
  if (isSame(factsOf(before), factsOf(after))) return after;
  if (before.paid !== after.paid) {
    const { rows } = await tx.query<{ amount: bigint }>("select amount_micros as amount from payments where id = $1", [
      paymentId,
    ]);
    const amountMicros = rows[0]?.amount ?? 0n;
    const { currency } = after;
    const cash = await ledgerAccountId(tx, { kind: "cash", currency });
    const receivable = await ledgerAccountId(tx, { kind: "receivable", currency });
    const entry = { paymentId, amountMicros, currency, nowMs: given.nowMs };
    await enter(tx, entry, after.paid ? [cash, receivable] : [receivable, cash]);
  }
  await recordChange(tx, author, {
    clientId,
    category: "payments",
    entity: "payment",
    entityId: paymentId,
    action: "update",
    before: factsOf(before),
    after: factsOf(after),
    announce: [],
  });
  return after;
}

/** A client's payments, newest first; by payments_client. */
export async function selectPayments(
  db: Queryable,
  clientId: number,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<Payment[]> {
  const { rows } = await db.query<PaymentRow>(
    `select ${columns} from payments where client_id = $1 and ($2::int is null or id < $2) order by id desc limit $3`,
    [clientId, before ?? null, limit],
  );
  return rows.map(paymentOf);
}

interface Entry {
  readonly paymentId: number;
  readonly amountMicros: bigint;
  readonly currency: string;
  readonly nowMs: number;
}

/** One ledger entry; entries are positive, so a negative amount goes the other way round. */
async function enter(tx: Queryable, entry: Entry, [debit, credit]: [debit: number, credit: number]): Promise<void> {
  const { paymentId, amountMicros, currency, nowMs } = entry;
  const [from, to, size] = amountMicros > 0n ? [debit, credit, amountMicros] : [credit, debit, -amountMicros];
  await tx.query(
    `insert into ledger_entries (at, kind, debit_account, credit_account, currency, amount_micros, payment_id)
     values (to_timestamp($1), 'payment', $2, $3, $4, $5, $6)`,
    [nowMs / 1000, from, to, currency, size, paymentId],
  );
}

/** Locks the running totals, so that payments and charges of one client come one after the other. */
async function lockFunds(tx: Queryable, clientId: number) {
  const { rows } = await tx.query<{ currency: string; time_zone: string; balance: bigint }>(
    `select c.currency, c.time_zone, f.balance_micros as balance
     from clients c join client_funds f on f.client_id = c.id where c.id = $1 for update of f`,
    [clientId],
  );
  const [row] = rows;
  if (!row) throw notFound("client", clientId);
  return { currency: row.currency, timeZone: row.time_zone, balanceMicros: row.balance };
}

interface PaymentRow {
  readonly id: number;
  readonly client_id: number;
  readonly amount: bigint;
  readonly currency: string;
  readonly paid: boolean;
  readonly method: string;
  readonly pay_date: string;
  readonly comment: string;
  readonly entered_by: string;
  readonly balance_after: bigint;
  readonly created_at: Date;
}

const columns = `id, client_id, amount_micros as amount, currency, paid, method, pay_date, comment,
  entered_by, balance_after_micros as balance_after, created_at`;

async function readPayment(db: Queryable, clientId: number, paymentId: number, lock = ""): Promise<Payment> {
  const { rows } = await db.query<PaymentRow>(
    `select ${columns} from payments where id = $1 and client_id = $2 ${lock}`,
    [paymentId, clientId],
  );
  const [row] = rows;
  if (!row) throw notFound("payment", paymentId);
  return paymentOf(row);
}

function paymentOf(row: PaymentRow): Payment {
  return {
    id: row.id,
    clientId: row.client_id,
    amount: formatMicros(row.amount),
    currency: row.currency,
    paid: row.paid,
    method: row.method,
    payDate: row.pay_date,
    comment: row.comment,
    enteredBy: row.entered_by,
    balanceAfter: formatMicros(row.balance_after),
    createdAt: row.created_at.toISOString(),
  };
}

function factsOf({ id: _id, clientId: _client, createdAt: _at, ...facts }: Payment) {
  return facts;
}
