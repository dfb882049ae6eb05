/** What a negative payment takes back: a payment, or the credit of an invoice; never more than there is. */
import { formatMicros } from "@switchyard/engine";
import type { Queryable } from "../history/history.ts";
import { invalidField, Refusal } from "../refusal.ts";
import type { Books } from "./funds.ts";
import { roomOfInvoice } from "./open-invoices.ts";

export type Correction =
  /** `leftMicros` is what remains of the payment with this correction, tax included. */
  | { readonly of: "payment"; readonly paymentId: number; readonly leftMicros: bigint; readonly paid: boolean }
  | { readonly of: "invoice"; readonly invoiceId: number };

interface ToCorrect {
  readonly correctsPaymentId?: number | undefined;
  readonly correctsInvoiceId?: number | undefined;
  /** Both negative, the tax perhaps zero. */
  readonly amountMicros: bigint;
  readonly taxMicros: bigint;
}

/** Checks a correction and locks what it corrects; the client's books are locked. */
export async function checkCorrection(tx: Queryable, books: Books, given: ToCorrect): Promise<Correction> {
  if (given.correctsPaymentId !== undefined) return ofPayment(tx, books, given.correctsPaymentId, given);
  if (given.correctsInvoiceId !== undefined) return ofInvoice(tx, books, given.correctsInvoiceId, given);
  throw invalidField("body.correctsPaymentId", "must be given with a negative amount, or correctsInvoiceId");
}

async function ofPayment(
  tx: Queryable,
  { clientId }: Books,
  paymentId: number,
  { amountMicros, taxMicros }: ToCorrect,
): Promise<Correction> {
  await tx.query("select 1 from payments where id = $1 for update", [paymentId]);
  // By payments_corrections; a statement of its own, which sees the corrections the lock waited for.
  const { rows } = await tx.query<{ amount: bigint; paid: boolean; left: bigint; left_tax: bigint }>(
    `select p.amount_micros as amount, p.paid, (p.amount_micros + k.amount)::bigint as left,
            (p.tax_micros + k.tax)::bigint as left_tax
     from payments p,
       lateral (select coalesce(sum(amount_micros), 0) as amount, coalesce(sum(tax_micros), 0) as tax
                from payments where corrects_payment_id = p.id) k
     where p.id = $1 and p.client_id = $2`,
    [paymentId, clientId],
  );
  const [payment] = rows;
  if (!payment) throw invalidField("body.correctsPaymentId", "names no payment of this client");
  if (payment.amount < 0n) throw invalidField("body.correctsPaymentId", "names a payment that is itself a correction");
  refuseMore(`payment ${paymentId}`, { netMicros: payment.left, taxMicros: payment.left_tax }, amountMicros, taxMicros);
  const leftMicros = payment.left + amountMicros + payment.left_tax + taxMicros;
  return { of: "payment", paymentId, leftMicros, paid: payment.paid };
}

async function ofInvoice(
  tx: Queryable,
  { clientId }: Books,
  invoiceId: number,
  { amountMicros, taxMicros }: ToCorrect,
): Promise<Correction> {
  await tx.query("select 1 from invoices where id = $1 for update", [invoiceId]);
  // By credit_notes_invoice and payment_allocations_invoice.
  const { rows } = await tx.query<{ status: string; number: string; room: bigint; left: bigint; left_tax: bigint }>(
    `select i.status, i.number, ${roomOfInvoice} as room, (i.net_micros - n.net)::bigint as left,
            (i.tax_micros - n.tax)::bigint as left_tax
     from invoices i,
       lateral (select coalesce(sum(net_micros), 0) as net, coalesce(sum(tax_micros), 0) as tax
                from credit_notes where invoice_id = i.id) n
     where i.id = $1 and i.client_id = $2`,
    [invoiceId, clientId],
  );
  const [invoice] = rows;
  if (!invoice) throw invalidField("body.correctsInvoiceId", "names no invoice of this client");
  if (invoice.status !== "issued" && invoice.status !== "sent") {
    throw invalidField(
      "body.correctsInvoiceId",
      `names an invoice that is ${invoice.status === "void" ? "void" : "not issued"}`,
    );
  }
  const what = `invoice ${invoice.number}`;
  refuseMore(what, { netMicros: invoice.left, taxMicros: invoice.left_tax }, amountMicros, taxMicros);
  if (-(amountMicros + taxMicros) > invoice.room) {
    throw tooMuch(what, `only ${formatMicros(invoice.room > 0n ? invoice.room : 0n)} is open`);
  }
  return { of: "invoice", invoiceId };
}

/** Amount and tax are each bounded by what is left of them, and so is their sum. */
function refuseMore(
  what: string,
  left: { netMicros: bigint; taxMicros: bigint },
  amountMicros: bigint,
  taxMicros: bigint,
): void {
  if (-amountMicros > left.netMicros) throw tooMuch(what, `only ${formatMicros(left.netMicros)} is left to take back`);
  if (-taxMicros > left.taxMicros)
    throw tooMuch(what, `only ${formatMicros(left.taxMicros)} of tax is left to take back`);
}

function tooMuch(what: string, says: string): Refusal {
  const message = `is more than can be taken back from ${what}: ${says}`;
  return new Refusal("more_than_corrected", `body.amount ${message}.`, [{ path: "body.amount", message }]);
}
