/** One invoice with its lines, taxes, payments and credit notes. */
import type { Invoice } from "@switchyard/contract";
import { type BillingMode, formatMicros, type MessageType } from "@switchyard/engine";
import type { Queryable } from "../../history/history.ts";
import { notFound } from "../../refusal.ts";
import { percentOf } from "../rounding.ts";
import { type InvoiceDbRow, invoiceRowOf, selectInvoice } from "./rows.ts";

export async function readInvoice(db: Queryable, invoiceId: number, nowMs: number): Promise<Invoice> {
  const row = await requireInvoice(db, invoiceId, nowMs);
  return {
    ...invoiceRowOf(row),
    exact: formatMicros(row.exact_micros),
    comment: row.comment,
    voidAt: row.void_at?.toISOString() ?? null,
    voidReason: row.void_reason,
    messages: Number(row.messages),
    lines: await readLines(db, invoiceId),
    taxes: await readTaxes(db, invoiceId),
    payments: await readPayments(db, invoiceId),
    creditNotes: await readCreditNotes(db, invoiceId),
  };
}

export async function requireInvoice(db: Queryable, invoiceId: number, nowMs: number): Promise<InvoiceDbRow> {
  const row = await selectInvoice(db, invoiceId, nowMs);
  if (!row) throw notFound("invoice", invoiceId);
  return row;
}

export async function readLines(db: Queryable, invoiceId: number): Promise<Invoice["lines"]> {
  const { rows } = await db.query<{
    readonly kind: "usage" | "refund";
    readonly type: MessageType | null;
    readonly country: string | null;
    readonly network: string | null;
    readonly billing: BillingMode | null;
    readonly description: string;
    readonly parts: bigint;
    readonly price: bigint | null;
    readonly amount: bigint;
    readonly tax_name: string;
    readonly tax_ppm: number;
  }>(
    `select kind, type, country, network, billing, description, parts, price_micros as price, amount_micros as amount,
            tax_name, tax_ppm
     from invoice_lines where invoice_id = $1 order by position`,
    [invoiceId],
  );
  return rows.map(({ parts, price, amount, tax_name, tax_ppm, ...line }) => ({
    ...line,
    parts: Number(parts),
    price: price === null ? null : formatMicros(price),
    amount: formatMicros(amount),
    taxName: tax_name,
    taxPercent: percentOf(tax_ppm),
  }));
}

export async function readTaxes(db: Queryable, invoiceId: number): Promise<Invoice["taxes"]> {
  const { rows } = await db.query<{ name: string; rate_ppm: number; note: string; net: bigint; tax: bigint }>(
    `select name, rate_ppm, note, net_micros as net, tax_micros as tax
     from invoice_taxes where invoice_id = $1 order by name, rate_ppm`,
    [invoiceId],
  );
  return rows.map(({ name, rate_ppm, note, net, tax }) => ({
    name,
    percent: percentOf(rate_ppm),
    note,
    net: formatMicros(net),
    tax: formatMicros(tax),
  }));
}

async function readPayments(db: Queryable, invoiceId: number): Promise<Invoice["payments"]> {
  const { rows } = await db.query<{ paymentId: number; payDate: string; amount: bigint; paid: boolean }>(
    `select p.id as "paymentId", p.pay_date as "payDate", a.amount_micros as amount, p.paid
     from payment_allocations a join payments p on p.id = a.payment_id where a.invoice_id = $1 order by p.id`,
    [invoiceId],
  );
  return rows.map((row) => ({ ...row, amount: formatMicros(row.amount) }));
}

async function readCreditNotes(db: Queryable, invoiceId: number): Promise<Invoice["creditNotes"]> {
  const { rows } = await db.query<{ id: number; number: string; date: string; total: bigint }>(
    "select id, number, date, total_micros as total from credit_notes where invoice_id = $1 order by id",
    [invoiceId],
  );
  return rows.map((row) => ({ ...row, total: formatMicros(row.total) }));
}
