/** An invoice under lock, for whatever changes it; and its facts as history tells them. */
import { formatMicros } from "@switchyard/engine";
import { type Author, type Facts, type Queryable, recordChange } from "../../history/history.ts";
import { lockBooks } from "../../ledger/funds.ts";
import { notFound, Refusal } from "../../refusal.ts";

export interface LockedInvoice {
  readonly id: number;
  readonly clientId: number;
  readonly number: string | null;
  readonly status: "draft" | "issued" | "sent" | "void";
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly currency: string;
  readonly netMicros: bigint;
  readonly taxMicros: bigint;
  readonly totalMicros: bigint;
  readonly comment: string;
}

/** Locks the client's books, then the invoice: no payment comes or goes meanwhile. */
export async function lockInvoice(tx: Queryable, invoiceId: number): Promise<LockedInvoice> {
  const { rows } = await tx.query<{ client_id: number }>("select client_id from invoices where id = $1", [invoiceId]);
  const [found] = rows;
  if (!found) throw notFound("invoice", invoiceId);
  await lockBooks(tx, found.client_id);
  return readLocked(tx, invoiceId);
}

/** The invoice as it is now, locked; the caller has the client's books. */
export function readLocked(tx: Queryable, invoiceId: number): Promise<LockedInvoice> {
  return readState(tx, invoiceId, "for update");
}

/** An issued invoice, for what changes nothing yet. */
export async function readIssued(db: Queryable, invoiceId: number): Promise<IssuedInvoice> {
  return requireIssued(await readState(db, invoiceId, ""));
}

async function readState(db: Queryable, invoiceId: number, lock: "for update" | ""): Promise<LockedInvoice> {
  const { rows } = await db.query<LockedInvoice>(
    `select id, client_id as "clientId", number, status, period_from as "periodFrom", period_to as "periodTo", currency,
            net_micros as "netMicros", tax_micros as "taxMicros", total_micros as "totalMicros", comment
     from invoices where id = $1 ${lock}`,
    [invoiceId],
  );
  const [invoice] = rows;
  if (!invoice) throw notFound("invoice", invoiceId);
  return invoice;
}

export type IssuedInvoice = LockedInvoice & { readonly number: string; readonly status: "issued" | "sent" };

/** Refuses what is issued already, or void: only a draft may change. */
export function requireDraft({ number, status }: LockedInvoice): void {
  if (status === "draft") return;
  throw new Refusal("invoice_is_issued", `Invoice ${number} is issued and stays as it is. Void or credit it instead.`);
}

/** Refuses a draft, and what is void. */
export function requireIssued(invoice: LockedInvoice): IssuedInvoice {
  const { number, status } = invoice;
  if (number !== null && (status === "issued" || status === "sent")) return { ...invoice, number, status };
  const says = number === null ? "It is still a draft. Issue it first." : `Invoice ${number} is void.`;
  throw new Refusal("invoice_not_issued", says);
}

export function factsOf(invoice: LockedInvoice): Facts {
  const { number, status, periodFrom, periodTo, currency, comment } = invoice;
  return {
    number,
    status,
    periodFrom,
    periodTo,
    currency,
    net: formatMicros(invoice.netMicros),
    tax: formatMicros(invoice.taxMicros),
    total: formatMicros(invoice.totalMicros),
    comment,
  };
}

/** Writes what befell an invoice into the history of its client. */
export async function recordInvoice(
  tx: Queryable,
  author: Author,
  action: string,
  invoice: LockedInvoice,
  { before, after }: { readonly before: Facts | null; readonly after: Facts | null },
): Promise<void> {
  await recordChange(tx, author, {
    clientId: invoice.clientId,
    category: "invoices",
    entity: "invoice",
    entityId: invoice.id,
    action,
    before,
    after,
    announce: [],
  });
}
