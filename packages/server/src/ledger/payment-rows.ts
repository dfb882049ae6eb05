/** Payments as the admin API shows them, with their documents and what they pay. */
import type { AdminParsed, Payment } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { type CsvColumns, csvOfPages } from "../csv-pages.ts";
import type { Queryable } from "../history/history.ts";
import { type Page, pageOfRows, readIdCursor } from "../paging.ts";
import { notFound } from "../refusal.ts";

type Filters = AdminParsed<"exportPayments">["query"];

/**
 * What of a payment pays no invoice yet: its total less what corrections took back and what is allocated. SQL over
 * `payments p`, by payments_corrections and the primary key of payment_allocations.
 */
export const unallocatedOfPayment = `(p.amount_micros + p.tax_micros
  + (select coalesce(sum(k.amount_micros + k.tax_micros), 0) from payments k where k.corrects_payment_id = p.id)
  - (select coalesce(sum(a.amount_micros), 0) from payment_allocations a where a.payment_id = p.id))::bigint`;

const select = `
  select p.id, p.client_id, c.login, p.amount_micros as amount, p.tax_micros as tax, p.currency, p.paid, p.method_id,
         coalesce(m.name, '') as method, p.pay_date, p.comment, p.entered_by, p.balance_after_micros as balance_after,
         p.corrects_payment_id, i.id as invoice_id, i.number as invoice_number, n.id as note_id, n.number as note_number,
         p.topup_month, p.created_at, ${unallocatedOfPayment} as unallocated,
         (select json_agg(json_build_object('invoiceId', a.invoice_id, 'invoiceNumber', v.number,
                                            'micros', a.amount_micros::text) order by v.due_date, v.id)
          from payment_allocations a join invoices v on v.id = a.invoice_id where a.payment_id = p.id) as allocations
  from payments p
    join clients c on c.id = p.client_id
    left join payment_methods m on m.id = p.method_id
    left join invoices i on i.id = p.corrects_invoice_id
    left join credit_notes n on n.payment_id = p.id`;

export async function readPayment(db: Queryable, clientId: number, paymentId: number): Promise<Payment> {
  const { rows } = await db.query<Row>(`${select} where p.id = $1 and p.client_id = $2`, [paymentId, clientId]);
  const [row] = rows;
  if (!row) throw notFound("payment", paymentId);
  return paymentOf(row);
}

/** Payments, newest first; of one client by payments_client, of all by the primary key. */
export async function listPayments(
  db: Queryable,
  query: Filters & { cursor?: string | undefined; limit: number },
): Promise<Page<Payment>> {
  const { rows } = await db.query<Row>(
    `${select}
     where ($1::int is null or p.client_id = $1)
       and ($2::bigint is null or p.id < $2)
       and ($3::text is null or p.currency = $3)
       and ($4::boolean is null or p.paid = $4)
       and ($5::int is null or p.method_id = $5)
       and ($6::date is null or p.pay_date >= $6)
       and ($7::date is null or p.pay_date <= $7)
     order by p.id desc limit $8`,
    [
      query.clientId ?? null,
      readIdCursor(query.cursor) ?? null,
      query.currency ?? null,
      query.paid ?? null,
      query.methodId ?? null,
      query.from ?? null,
      query.to ?? null,
      query.limit + 1,
    ],
  );
  return pageOfRows(rows, query.limit, (row) => [row.id], paymentOf);
}

/** Every page as CSV. */
export const exportPayments = (db: Queryable, filters: Filters): AsyncGenerator<string> =>
  csvOfPages(exportColumns, (page) => listPayments(db, { ...filters, ...page }));

const exportColumns: CsvColumns<Payment> = {
  id: (payment) => payment.id,
  client: (payment) => payment.clientLogin,
  pay_date: (payment) => payment.payDate,
  amount: (payment) => payment.amount,
  tax: (payment) => payment.tax,
  total: (payment) => payment.total,
  currency: (payment) => payment.currency,
  paid: (payment) => (payment.paid ? "yes" : "no"),
  method: (payment) => payment.method,
  corrects_payment: (payment) => payment.correctsPaymentId,
  corrects_invoice: (payment) => payment.correctsInvoice?.number ?? null,
  credit_note: (payment) => payment.creditNote?.number ?? null,
  invoices: (payment) => payment.allocations.map((one) => `${one.invoiceNumber}: ${one.amount}`).join("; "),
  unallocated: (payment) => payment.unallocated,
  balance_after: (payment) => payment.balanceAfter,
  comment: (payment) => payment.comment,
  entered_by: (payment) => payment.enteredBy,
  created_at: (payment) => payment.createdAt,
};

interface Row {
  readonly id: number;
  readonly client_id: number;
  readonly login: string;
  readonly amount: bigint;
  readonly tax: bigint;
  readonly currency: string;
  readonly paid: boolean;
  readonly method_id: number | null;
  readonly method: string;
  readonly pay_date: string;
  readonly comment: string;
  readonly entered_by: string;
  readonly balance_after: bigint;
  readonly corrects_payment_id: number | null;
  readonly invoice_id: number | null;
  readonly invoice_number: string | null;
  readonly note_id: number | null;
  readonly note_number: string | null;
  readonly topup_month: string | null;
  readonly created_at: Date;
  readonly unallocated: bigint;
  readonly allocations: { invoiceId: number; invoiceNumber: string; micros: string }[] | null;
}

function paymentOf(row: Row): Payment {
  return {
    id: row.id,
    clientId: row.client_id,
    clientLogin: row.login,
    amount: formatMicros(row.amount),
    tax: formatMicros(row.tax),
    total: formatMicros(row.amount + row.tax),
    currency: row.currency,
    paid: row.paid,
    methodId: row.method_id,
    method: row.method,
    payDate: row.pay_date,
    comment: row.comment,
    enteredBy: row.entered_by,
    balanceAfter: formatMicros(row.balance_after),
    correctsPaymentId: row.corrects_payment_id,
    correctsInvoice: refOf(row.invoice_id, row.invoice_number),
    creditNote: refOf(row.note_id, row.note_number),
    allocations: (row.allocations ?? []).map(({ micros, ...rest }) => ({
      ...rest,
      amount: formatMicros(BigInt(micros)),
    })),
    // A correction has nothing to give.
    unallocated: formatMicros(row.amount > 0n ? row.unallocated : 0n),
    monthlyTopUp: row.topup_month,
    createdAt: row.created_at.toISOString(),
  };
}

function refOf(id: number | null, number: string | null) {
  return id === null || number === null ? null : { id, number };
}
