/** Drafts: made for a client and a period, computed anew as often as one likes, deleted without a trace in the books. */
import type { Author, Queryable } from "../../history/history.ts";
import { lockBooks } from "../../ledger/funds.ts";
import { Refusal } from "../../refusal.ts";
import { readTerms } from "../parties.ts";
import { readUsage, type Usage, writeLines } from "./lines.ts";
import { factsOf, lockInvoice, readLocked, recordInvoice, requireDraft } from "./locked.ts";

export interface InvoiceToDraft {
  readonly clientId: number;
  /** Days in the client's time zone, both included. */
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly comment: string;
  readonly automatic: boolean;
  readonly nowMs: number;
}

/** Drafts an invoice and answers its id. A day that stands on another invoice, not void, is refused. */
export async function draftInvoice(
  tx: Queryable,
  author: Author,
  given: InvoiceToDraft,
  usage?: Usage,
): Promise<number> {
  const { clientId, periodFrom, periodTo, nowMs } = given;
  await lockBooks(tx, clientId);
  const terms = await readTerms(tx, clientId);
  await refuseInvoiced(tx, given);
  const { rows } = await tx.query<{ id: number }>(
    `insert into invoices (client_id, enterprise_id, brand_id, automatic, period_from, period_to, currency, comment,
                           created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10))
     returning id`,
    [
      clientId,
      terms.enterpriseId,
      terms.brandId,
      given.automatic,
      periodFrom,
      periodTo,
      terms.currency,
      given.comment,
      author.actor,
      nowMs / 1000,
    ],
  );
  const invoiceId = Number(rows[0]?.id);
  const { currency, tax } = terms;
  const found = usage ?? (await readUsage(tx, { clientId, from: periodFrom, to: periodTo }));
  await writeLines(tx, { invoiceId, currency }, found, tax);
  const invoice = await readLocked(tx, invoiceId);
  await recordInvoice(tx, author, "create", invoice, { before: null, after: factsOf(invoice) });
  return invoiceId;
}

/** Says which invoice has the days already. A constraint of the table holds the same, whatever we overlook. */
async function refuseInvoiced(tx: Queryable, { clientId, periodFrom, periodTo }: InvoiceToDraft): Promise<void> {
  const { rows } = await tx.query<{ id: number; number: string | null; period_from: string; period_to: string }>(
    `select id, number, period_from, period_to from invoices
     where client_id = $1 and status <> 'void' and daterange(period_from, period_to, '[]') && daterange($2, $3, '[]')
     order by period_from limit 1`,
    [clientId, periodFrom, periodTo],
  );
  const [other] = rows;
  if (!other) return;
  const name = other.number === null ? `Draft ${other.id}` : `Invoice ${other.number}`;
  const way = other.number === null ? "Delete it" : "Void it";
  throw new Refusal(
    "period_invoiced",
    `${name} is for ${other.period_from} to ${other.period_to}. ${way}, or choose other days.`,
  );
}

export async function commentInvoice(tx: Queryable, author: Author, invoiceId: number, comment: string): Promise<void> {
  const before = await lockInvoice(tx, invoiceId);
  requireDraft(before);
  if (before.comment === comment) return;
  await tx.query("update invoices set comment = $2 where id = $1", [invoiceId, comment]);
  await recordInvoice(tx, author, "update", before, {
    before: factsOf(before),
    after: { ...factsOf(before), comment },
  });
}

/** Computes the lines anew, under the client's terms of the moment. */
export async function refreshInvoice(tx: Queryable, author: Author, invoiceId: number): Promise<void> {
  const before = await lockInvoice(tx, invoiceId);
  requireDraft(before);
  const { clientId, currency, periodFrom: from, periodTo: to } = before;
  const terms = await readTerms(tx, clientId);
  await tx.query("update invoices set enterprise_id = $2, brand_id = $3 where id = $1", [
    invoiceId,
    terms.enterpriseId,
    terms.brandId,
  ]);
  await writeLines(tx, { invoiceId, currency }, await readUsage(tx, { clientId, from, to }), terms.tax);
  const after = await readLocked(tx, invoiceId);
  if (after.totalMicros === before.totalMicros && after.netMicros === before.netMicros) return;
  await recordInvoice(tx, author, "refresh", before, { before: factsOf(before), after: factsOf(after) });
}

export async function deleteDraft(tx: Queryable, author: Author, invoiceId: number): Promise<void> {
  const before = await lockInvoice(tx, invoiceId);
  requireDraft(before);
  await tx.query("delete from invoices where id = $1", [invoiceId]);
  await recordInvoice(tx, author, "delete", before, { before: factsOf(before), after: null });
}
