/** Sending an issued invoice: its PDF and its detail, with the words of its brand, to whom the client names for billing. */
import { formatMicros, minorDigits } from "@switchyard/engine";
import type { Author, Queryable, Transact } from "../../history/history.ts";
import { enqueueMail, type MailAttachment } from "../../mail/enqueue.ts";
import { limits } from "../../mail/limits.ts";
import type { Paperwork } from "../../paperwork/paperwork.ts";
import { csvType, type MailWords, readMailWords, recipientsFor } from "../mailing.ts";
import { type DocumentFile, pdfType } from "../paper.ts";
import { detailFile } from "./detail.ts";
import { factsOf, type IssuedInvoice, lockInvoice, readIssued, recordInvoice, requireIssued } from "./locked.ts";
import { invoicePdf } from "./pdf.ts";
import { requireInvoice } from "./read.ts";

export interface Sender {
  readonly db: Queryable;
  readonly transact: Transact;
  readonly paperwork: Paperwork;
}

export interface SendOptions {
  readonly to?: string | undefined;
  readonly nowMs: number;
  /** Does nothing when it no longer waits to be sent by itself: another switch has sent it meanwhile. */
  readonly onlyIfWaiting?: boolean;
}

/**
 * Makes the files first, outside of any transaction, then queues the mail with the change of status. `to` is what
 * somebody typed; without it the client's addresses for billing are taken, or its general one.
 */
export async function sendInvoice(
  { db, transact, paperwork }: Sender,
  author: Author,
  invoiceId: number,
  { to, nowMs, onlyIfWaiting = false }: SendOptions,
): Promise<void> {
  const found = await readIssued(db, invoiceId);
  const recipients = await recipientsFor(db, found.clientId, to);
  const pdf = await invoicePdf(db, paperwork, invoiceId, nowMs);
  const attachments = fitting(pdf, await detailFile(db, await requireInvoice(db, invoiceId, nowMs)));
  await transact(async (tx) => {
    const invoice = requireIssued(await lockInvoice(tx, invoiceId));
    const { to_send, ...row } = await readMore(tx, invoiceId);
    if (onlyIfWaiting && !to_send) return;
    const words = await wordsOf(tx, invoice, row);
    await enqueueMail(
      tx,
      {
        ...words,
        clientId: invoice.clientId,
        kind: "invoice",
        recipients,
        reference: `invoice ${invoiceId}`,
        attachments,
      },
      nowMs,
    );
    await tx.query("update invoices set status = 'sent', sent_at = to_timestamp($2), to_send = false where id = $1", [
      invoiceId,
      nowMs / 1000,
    ]);
    const before = factsOf(invoice);
    await recordInvoice(tx, author, "send", invoice, { before, after: { ...before, status: "sent", to: recipients } });
  });
}

/** The detail of a busy client may be more than a mail can carry; it can be downloaded as well. */
function fitting(pdf: DocumentFile, detail: Uint8Array): MailAttachment[] {
  const file = { ...pdf, contentType: pdfType };
  const octets = pdf.octets.byteLength + detail.byteLength;
  if (octets > limits.attachmentOctetsMax) return [file];
  return [file, { name: pdf.name.replace(/\.pdf$/, "-detail.csv"), contentType: csvType, octets: detail }];
}

async function readMore(tx: Queryable, invoiceId: number) {
  const { rows } = await tx.query<{ brand_id: number; due_date: string; to_send: boolean }>(
    "select brand_id, due_date, to_send from invoices where id = $1",
    [invoiceId],
  );
  const [row] = rows;
  if (!row) throw new Error(`there is no invoice ${invoiceId}`);
  return row;
}

function wordsOf(
  tx: Queryable,
  { clientId, number, currency, totalMicros, periodFrom, periodTo }: IssuedInvoice,
  row: { readonly brand_id: number; readonly due_date: string },
): Promise<MailWords> {
  return readMailWords(tx, "invoice", row.brand_id, clientId, {
    number,
    period: `${periodFrom} – ${periodTo}`,
    total: formatMicros(totalMicros, { minDecimals: minorDigits(currency) }),
    currency,
    due: row.due_date,
  });
}
