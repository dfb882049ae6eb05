/** An invoice as a PDF: an issued one with the parties it was issued with, a draft as it would be issued today. */

import { formatMicros } from "@switchyard/engine";
import type { Queryable } from "../../history/history.ts";
import type { InvoiceDocument } from "../../paperwork/documents/data.ts";
import type { Paperwork } from "../../paperwork/paperwork.ts";
import { localDay } from "../../traffic/local-day.ts";
import { addDays } from "../calendar.ts";
import { type DocumentFile, documentBase, makePdf } from "../paper.ts";
import { type Parties, readTerms } from "../parties.ts";
import { readInvoice, requireInvoice } from "./read.ts";
import type { InvoiceDbRow } from "./rows.ts";

export async function invoicePdf(
  db: Queryable,
  paperwork: Paperwork,
  invoiceId: number,
  nowMs: number,
): Promise<DocumentFile> {
  const document = await invoiceDocument(db, invoiceId, nowMs);
  const name = `${document.number?.replaceAll(/[/\\]/g, "-") ?? `draft-${invoiceId}`}.pdf`;
  return { name, octets: await makePdf(paperwork, "renderInvoice", document) };
}

async function invoiceDocument(db: Queryable, invoiceId: number, nowMs: number): Promise<InvoiceDocument> {
  const row = await requireInvoice(db, invoiceId, nowMs);
  const invoice = await readInvoice(db, invoiceId, nowMs);
  const { parties, issueDate, dueDate } = await issuedOrDraft(db, row, nowMs);
  const { currency } = row;
  const isDraft = row.number === null;
  // What was paid beyond the total is nobody's debt.
  const open = row.open > 0n ? row.open : 0n;
  return {
    ...(await documentBase(db, { parties, brandId: row.brand_id, currency, nowMs })),
    number: row.number,
    isVoid: row.shown === "void",
    issueDate,
    dueDate,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    buyerReference: parties.buyerReference,
    bankAccounts: parties.banks,
    lines: invoice.lines.map((line) => ({
      description: line.description,
      billing: line.billing === null ? "" : `by ${line.billing}`,
      // What was given back is one sum, whatever it was for.
      quantity: line.kind === "refund" ? "1" : String(line.parts),
      unitPrice: line.price ?? line.amount,
      amount: line.amount,
    })),
    exactSubtotal: invoice.exact,
    rounding: row.net_micros === row.exact_micros ? null : formatMicros(row.net_micros - row.exact_micros),
    netTotal: invoice.net,
    taxes: invoice.taxes.map(({ name, percent, net, tax }) => ({ name, rate: percent, net, tax })),
    taxTotal: invoice.tax,
    total: invoice.total,
    paid: invoice.paid,
    open: isDraft ? invoice.total : formatMicros(open),
    messageTotal: String(row.messages),
    notes: [
      ...parties.notes,
      ...invoice.creditNotes.map(
        ({ number, date, total }) => `Credit note ${number} of ${date}: ${currency} ${total}.`,
      ),
    ],
  };
}

async function issuedOrDraft(
  db: Queryable,
  row: InvoiceDbRow,
  nowMs: number,
): Promise<{ parties: Parties; issueDate: string; dueDate: string }> {
  const { parties, issue_date: issueDate, due_date: dueDate } = row;
  if (parties !== null && issueDate !== null && dueDate !== null) return { parties, issueDate, dueDate };
  const terms = await readTerms(db, row.client_id);
  const today = localDay(terms.timeZone, nowMs);
  return { parties: terms.parties, issueDate: today, dueDate: addDays(today, terms.dueDays) };
}
