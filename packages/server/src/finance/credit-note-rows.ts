/** Credit notes as the API shows them, as PDFs, and by mail. */
import type { AdminParsed, CreditNote } from "@switchyard/contract";
import { formatMicros, minorDigits } from "@switchyard/engine";
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { enqueueMail } from "../mail/enqueue.ts";
import { type Page, pageOfRows, readIdCursor } from "../paging.ts";
import type { Paperwork } from "../paperwork/paperwork.ts";
import { notFound } from "../refusal.ts";
import type { Sender } from "./invoices/send.ts";
import { readMailWords, recipientsFor } from "./mailing.ts";
import { type DocumentFile, documentBase, makePdf, pdfType } from "./paper.ts";
import type { Parties } from "./parties.ts";
import { percentOf } from "./rounding.ts";

/** Credit notes, newest first; of one client by credit_notes_client, of all by the primary key. */
export async function listCreditNotes(
  db: Queryable,
  query: AdminParsed<"listCreditNotes">["query"],
): Promise<Page<CreditNote>> {
  const rows = await select(
    db,
    `($1::int is null or n.client_id = $1) and ($2::bigint is null or n.id < $2)
     and ($3::date is null or n.date >= $3) and ($4::date is null or n.date <= $4)
     order by n.id desc limit $5`,
    [query.clientId ?? null, readIdCursor(query.cursor) ?? null, query.from ?? null, query.to ?? null, query.limit + 1],
  );
  return pageOfRows(rows, query.limit, (row) => [row.id], creditNoteOf);
}

export async function readCreditNote(db: Queryable, creditNoteId: number): Promise<CreditNote> {
  return creditNoteOf(await requireRow(db, creditNoteId));
}

export async function creditNotePdf(
  db: Queryable,
  paperwork: Paperwork,
  creditNoteId: number,
  nowMs: number,
): Promise<DocumentFile> {
  const row = await requireRow(db, creditNoteId);
  const { parties, currency, number } = row;
  const [net, tax] = [formatMicros(row.net_micros), formatMicros(row.tax_micros)];
  const octets = await makePdf(paperwork, "renderCreditNote", {
    ...(await documentBase(db, { parties, brandId: row.brand_id, currency, nowMs })),
    number,
    date: row.date,
    corrects: parties.corrects,
    reason: row.reason,
    buyerReference: parties.buyerReference,
    net,
    taxes: row.tax_name === "" ? [] : [{ name: row.tax_name, rate: percentOf(row.tax_ppm), net, tax }],
    total: formatMicros(row.total_micros),
    notes: parties.notes,
  });
  return { name: `${number.replaceAll(/[/\\]/g, "-")}.pdf`, octets };
}

/** Sends a credit note by mail, to the addresses given or the client's. */
export async function sendCreditNote(
  { db, transact, paperwork }: Sender,
  author: Author,
  creditNoteId: number,
  { to, nowMs }: { readonly to?: string | undefined; readonly nowMs: number },
): Promise<void> {
  const { client_id: clientId, brand_id, number, currency, total_micros } = await requireRow(db, creditNoteId);
  const recipients = await recipientsFor(db, clientId, to);
  const pdf = await creditNotePdf(db, paperwork, creditNoteId, nowMs);
  const total = formatMicros(total_micros, { minDecimals: minorDigits(currency) });
  await transact(async (tx) => {
    const words = await readMailWords(tx, "credit_note", brand_id, clientId, { number, total, currency });
    const reference = `credit note ${creditNoteId}`;
    const attachments = [{ ...pdf, contentType: pdfType }];
    await enqueueMail(tx, { ...words, clientId, kind: "credit_note", recipients, reference, attachments }, nowMs);
    await recordChange(tx, author, {
      clientId,
      category: "invoices",
      entity: "credit note",
      entityId: creditNoteId,
      action: "send",
      before: null,
      after: { number, to: recipients },
      announce: [],
    });
  });
}

interface CreditNoteDbRow {
  readonly id: number;
  readonly number: string;
  readonly client_id: number;
  readonly client_login: string;
  readonly enterprise: string;
  readonly brand_id: number;
  readonly date: string;
  readonly currency: string;
  readonly invoice_id: number | null;
  readonly invoice_number: string | null;
  readonly corrected_payment_id: number | null;
  readonly payment_id: number | null;
  readonly refund_id: number | null;
  readonly reason: string;
  readonly net_micros: bigint;
  readonly tax_micros: bigint;
  readonly total_micros: bigint;
  readonly tax_name: string;
  readonly tax_ppm: number;
  readonly parties: Parties & { readonly corrects: string };
  readonly created_by: string;
  readonly created_at: Date;
}

async function requireRow(db: Queryable, creditNoteId: number): Promise<CreditNoteDbRow> {
  const [row] = await select(db, "n.id = $1", [creditNoteId]);
  if (!row) throw notFound("credit note", creditNoteId);
  return row;
}

async function select(db: Queryable, where: string, values: unknown[]): Promise<CreditNoteDbRow[]> {
  const { rows } = await db.query<CreditNoteDbRow>(
    `select n.*, c.login as client_login, e.name as enterprise, i.number as invoice_number
     from credit_notes n
       join clients c on c.id = n.client_id
       join enterprises e on e.id = n.enterprise_id
       left join invoices i on i.id = n.invoice_id
     where ${where}`,
    values,
  );
  return rows;
}

function creditNoteOf(row: CreditNoteDbRow): CreditNote {
  return {
    id: row.id,
    number: row.number,
    clientId: row.client_id,
    clientLogin: row.client_login,
    enterprise: row.enterprise,
    date: row.date,
    currency: row.currency,
    invoice: row.invoice_id === null ? null : { id: row.invoice_id, number: row.invoice_number ?? "" },
    correctedPaymentId: row.corrected_payment_id,
    paymentId: row.payment_id,
    refundId: row.refund_id,
    reason: row.reason,
    net: formatMicros(row.net_micros),
    tax: formatMicros(row.tax_micros),
    total: formatMicros(row.total_micros),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  };
}
