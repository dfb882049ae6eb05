/** Taking an issued invoice back: whole, by declaring it void, or in part, by a credit note. */
import { minorDigits } from "@switchyard/engine";
import type { Author, Queryable } from "../../history/history.ts";
import { refundToBalance } from "../../ledger/refunds.ts";
import { invalidField, Refusal } from "../../refusal.ts";
import { numberCreditNote, writeCreditNote } from "../credit-notes.ts";
import { roundToMinor, taxShare } from "../rounding.ts";
import { bookTax } from "./issue.ts";
import { factsOf, type IssuedInvoice, lockInvoice, recordInvoice, requireIssued } from "./locked.ts";
import { freeOverpaid } from "./overpaid.ts";

/** Declares an invoice void: nobody owes it, its number stays taken, its days may stand on another. */
export async function voidInvoice(
  tx: Queryable,
  author: Author,
  invoiceId: number,
  { reason, nowMs }: { readonly reason: string; readonly nowMs: number },
): Promise<void> {
  const invoice = requireIssued(await lockInvoice(tx, invoiceId));
  const { clientId, currency, taxMicros, number } = invoice;
  const { credited } = await readCredited(tx, invoice);
  if (credited > 0) {
    throw new Refusal(
      "invoice_is_credited",
      `Invoice ${number} has ${credited} credit notes, so it can't be void. Credit what is left of it instead.`,
    );
  }
  await bookTax(tx, { invoiceId, clientId, currency, taxMicros: -taxMicros, nowMs });
  await tx.query("delete from payment_allocations where invoice_id = $1", [invoiceId]);
  await tx.query(
    `update invoices set status = 'void', void_at = to_timestamp($2), void_reason = $3, to_send = false where id = $1`,
    [invoiceId, nowMs / 1000, reason],
  );
  const after = { ...factsOf(invoice), status: "void", voidReason: reason };
  await recordInvoice(tx, author, "void", invoice, { before: factsOf(invoice), after });
}

/** Gives a part of an invoice back to the balance, its tax with it, under a credit note; answers the note's id. */
export async function creditInvoice(
  tx: Queryable,
  author: Author,
  invoiceId: number,
  { netMicros, reason, nowMs }: { readonly netMicros: bigint; readonly reason: string; readonly nowMs: number },
): Promise<number> {
  const invoice = requireIssued(await lockInvoice(tx, invoiceId));
  const { clientId, currency, number } = invoice;
  if (roundToMinor(netMicros, currency) !== netMicros) {
    throw invalidField("body.net", `must have at most ${minorDigits(currency)} decimals: nobody can pay less`);
  }
  const before = await readCredited(tx, invoice);
  if (before.netMicros + netMicros > invoice.netMicros) {
    throw new Refusal(
      "more_than_corrected",
      `Invoice ${number} and its credit notes leave less than that to credit. Choose a smaller amount.`,
    );
  }
  const taxMicros = taxShare(invoice, before, netMicros);
  const note = await numberCreditNote(tx, { clientId, invoiceId, nowMs });
  const refund = await refundToBalance(tx, author, { clientId, amountMicros: netMicros, reason, invoiceId, nowMs });
  const { taxName, taxPpm } = before;
  const facts = { refundId: refund.id, netMicros, taxMicros, taxName, taxPpm, reason };
  const creditNoteId = await writeCreditNote(tx, author, note, facts);
  await bookTax(tx, { invoiceId, clientId, currency, taxMicros: -taxMicros, nowMs, creditNoteId });
  await freeOverpaid(tx, invoiceId);
  return creditNoteId;
}

interface Credited {
  readonly credited: number;
  readonly netMicros: bigint;
  readonly taxMicros: bigint;
  readonly taxName: string;
  readonly taxPpm: number;
}

/** What earlier credit notes took back, and the tax of the invoice. */
async function readCredited(tx: Queryable, { id }: IssuedInvoice): Promise<Credited> {
  const { rows } = await tx.query<Credited>(
    `select count(n.id)::int as credited, coalesce(sum(n.net_micros), 0)::bigint as "netMicros",
            coalesce(sum(n.tax_micros), 0)::bigint as "taxMicros", coalesce(max(t.name), '') as "taxName",
            coalesce(max(t.rate_ppm), 0) as "taxPpm"
     from invoices i left join credit_notes n on n.invoice_id = i.id
       left join lateral (select name, rate_ppm from invoice_taxes where invoice_id = i.id limit 1) t on true
     where i.id = $1`,
    [id],
  );
  const [credited] = rows;
  if (!credited) throw new Error(`there is no invoice ${id}`);
  return credited;
}
