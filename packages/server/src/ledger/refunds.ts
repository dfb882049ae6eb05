/**
 * Money given back to a client's balance: for messages, each only once, or for an invoice that charged too much. One
 * refund is one row, one ledger entry and one announcement, however many messages it is for.
 */
import type { Refund } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readIdCursor } from "../paging.ts";
import { notFound, Refusal } from "../refusal.ts";
import { insertEntry } from "./entries.ts";
import { type Books, lockBooks, moveBalance } from "./funds.ts";

/** Refunds something to the balance because an invoice charged too much; its credit note is the caller's to issue. */
export async function refundToBalance(
  tx: Queryable,
  author: Author,
  given: { clientId: number; amountMicros: bigint; reason: string; invoiceId: number; nowMs: number },
): Promise<{ id: number }> {
  const books = await lockBooks(tx, given.clientId);
  return { id: await enterRefund(tx, author, books, { ...given, messages: 0 }) };
}

/** Gives back what a message was charged, whatever became of it. */
export async function refundMessage(
  tx: Queryable,
  author: Author,
  { messageId, reason, nowMs }: { messageId: number; reason: string; nowMs: number },
): Promise<Refund> {
  const { rows } = await tx.query<{ client_id: number; charged: bigint }>(
    "select client_id, charged_micros as charged from messages where id = $1",
    [messageId],
  );
  const [message] = rows;
  if (!message) throw notFound("message", messageId);
  const { client_id: clientId, charged: amountMicros } = message;
  if (amountMicros === 0n) throw new Refusal("not_refundable", `Message ${messageId} was charged nothing.`);
  const books = await lockBooks(tx, clientId);
  const { rows: earlier } = await tx.query<{ refund_id: number }>(
    "select refund_id from refund_messages where message_id = $1",
    [messageId],
  );
  if (earlier[0]) {
    throw new Refusal("not_refundable", `Message ${messageId} was refunded before (refund ${earlier[0].refund_id}).`);
  }
  const id = await nextRefundId(tx);
  await tx.query(
    `with given_back as (
       insert into refund_messages (message_id, refund_id, amount_micros) values ($1, $2, $3) returning message_id)
     insert into traffic_hours as t (hour, lane, client_id, connection_id, country, revenue_micros)
     select date_trunc('hour', m.received_at), ${REFUND_LANE}, m.client_id, coalesce(m.connection_id, 0),
            coalesce(m.country, ''), -$3::bigint
     from messages m where m.id = $1
     ${addRevenue}`,
    [messageId, id, amountMicros],
  );
  await enterRefund(tx, author, books, { id, clientId, amountMicros, reason, messages: 1, nowMs });
  return readRefund(tx, id);
}

/** What a client was given back, newest first; by refunds_client. */
export async function listRefunds(
  db: Queryable,
  clientId: number,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<Refund>> {
  const { rows } = await db.query<Row>(
    `${select} where r.client_id = $1 and ($2::bigint is null or r.id < $2) order by r.id desc limit $3`,
    [clientId, readIdCursor(cursor) ?? null, limit + 1],
  );
  return pageOfRows(rows, limit, (row) => [row.id], refundOf);
}

/** Refunds lower the revenue of the hour their messages came in, in rows of traffic_hours that no lane of traffic writes. */
export const REFUND_LANE = 3;
export const addRevenue = `on conflict (hour, client_id, connection_id, country, lane) do update
       set revenue_micros = t.revenue_micros + excluded.revenue_micros`;

/** The id of a refund before there is one: its messages are written first. */
export async function nextRefundId(tx: Queryable): Promise<number> {
  const { rows } = await tx.query<{ id: bigint }>("select nextval(pg_get_serial_sequence('refunds', 'id')) as id");
  return Number(rows[0]?.id);
}

export interface RefundToEnter {
  /** From nextRefundId, where messages were written under it. */
  readonly id?: number | undefined;
  readonly clientId: number;
  readonly amountMicros: bigint;
  readonly reason: string;
  readonly invoiceId?: number | undefined;
  readonly messages: number;
  /** What was asked for, for the history. */
  readonly selection?: object | undefined;
  readonly nowMs: number;
}

/** Moves the balance and writes the refund with its entry, history and announcement; the last step, since it locks funds. */
export async function enterRefund(
  tx: Queryable,
  author: Author,
  { clientId, currency, timeZone }: Books,
  given: RefundToEnter,
): Promise<number> {
  const { amountMicros, reason, messages, nowMs } = given;
  const refundId = given.id ?? (await nextRefundId(tx));
  const balanceAfter = await moveBalance(tx, clientId, amountMicros);
  await tx.query(
    `insert into refunds (id, client_id, currency, amount_micros, reason, messages, invoice_id, day, balance_after_micros,
                          entered_by, created_at)
     overriding system value
     values ($1, $2, $3, $4, $5, $6, $7, (to_timestamp($8) at time zone $9)::date, $10, $11, to_timestamp($8))`,
    [
      refundId,
      clientId,
      currency,
      amountMicros,
      reason,
      messages,
      given.invoiceId ?? null,
      nowMs / 1000,
      timeZone,
      balanceAfter,
      author.actor,
    ],
  );
  const entryId = await insertEntry(tx, {
    kind: "refund",
    debit: { kind: "revenue" },
    credit: { kind: "client_balance", clientId },
    currency,
    amountMicros,
    messages,
    refundId,
    invoiceId: given.invoiceId,
    nowMs,
  });
  await recordChange(tx, author, {
    clientId,
    category: "payments",
    entity: "refund",
    entityId: refundId,
    action: "create",
    before: null,
    after: {
      amount: formatMicros(amountMicros),
      currency,
      reason,
      ...(messages > 0 && { messages }),
      ...(given.invoiceId !== undefined && { invoiceId: given.invoiceId }),
      ...(given.selection && { selection: given.selection }),
      balanceAfter: formatMicros(balanceAfter),
    },
    announce: [`funds:${clientId}:${amountMicros}:${entryId}`],
  });
  return refundId;
}

export async function readRefund(db: Queryable, refundId: number): Promise<Refund> {
  const { rows } = await db.query<Row>(`${select} where r.id = $1`, [refundId]);
  const [row] = rows;
  if (!row) throw notFound("refund", refundId);
  return refundOf(row);
}

/** By refund_messages_refund and credit_notes_refund. */
const select = `
  select r.id, r.client_id, r.amount_micros as amount, r.currency, r.reason, r.messages, r.day,
         r.balance_after_micros as balance_after, r.entered_by, r.created_at, i.id as invoice_id,
         i.number as invoice_number, n.id as note_id, n.number as note_number,
         case when r.messages = 1 then (select m.message_id from refund_messages m where m.refund_id = r.id) end as message_id
  from refunds r
    left join invoices i on i.id = r.invoice_id
    left join credit_notes n on n.refund_id = r.id`;

interface Row {
  readonly id: number;
  readonly client_id: number;
  readonly amount: bigint;
  readonly currency: string;
  readonly reason: string;
  readonly messages: number;
  readonly message_id: bigint | null;
  readonly invoice_id: number | null;
  readonly invoice_number: string | null;
  readonly note_id: number | null;
  readonly note_number: string | null;
  readonly day: string;
  readonly balance_after: bigint;
  readonly entered_by: string;
  readonly created_at: Date;
}

function refundOf(row: Row): Refund {
  const { invoice_id, invoice_number, note_id, note_number } = row;
  return {
    id: row.id,
    clientId: row.client_id,
    amount: formatMicros(row.amount),
    currency: row.currency,
    reason: row.reason,
    messages: row.messages,
    messageId: row.message_id === null ? null : String(row.message_id),
    invoice: invoice_id === null || invoice_number === null ? null : { id: invoice_id, number: invoice_number },
    creditNote: note_id === null || note_number === null ? null : { id: note_id, number: note_number },
    day: row.day,
    balanceAfter: formatMicros(row.balance_after),
    enteredBy: row.entered_by,
    createdAt: row.created_at.toISOString(),
  };
}
