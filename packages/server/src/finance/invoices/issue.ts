/** Issuing: a draft becomes a numbered document that never changes again, is owed, and is paid by what came before it. */
import type { Author, Queryable } from "../../history/history.ts";
import { allocateToInvoice } from "../../ledger/allocations.ts";
import { insertEntry } from "../../ledger/entries.ts";
import { Refusal } from "../../refusal.ts";
import { localDay } from "../../traffic/local-day.ts";
import { addDays, lastSettledDay } from "../calendar.ts";
import { nextNumber } from "../numbers.ts";
import { readTerms } from "../parties.ts";
import { readUsage, type Usage, writeLines } from "./lines.ts";
import { factsOf, lockInvoice, readLocked, recordInvoice, requireDraft } from "./locked.ts";

/**
 * Issues a draft in the caller's transaction. Its lines are computed a last time, unless the caller has just done so.
 * The number comes last: from then on every other issue of this enterprise waits for the commit.
 */
export async function issueInvoice(
  tx: Queryable,
  author: Author,
  invoiceId: number,
  { nowMs, toSend, usage }: { readonly nowMs: number; readonly toSend?: boolean; readonly usage?: Usage },
): Promise<void> {
  const draft = await lockInvoice(tx, invoiceId);
  requireDraft(draft);
  const { clientId, currency, periodFrom: from, periodTo: to } = draft;
  const terms = await readTerms(tx, clientId);
  if (to > lastSettledDay(nowMs, terms.timeZone)) {
    throw new Refusal(
      "period_not_over",
      `The period lasts until ${to} in ${terms.timeZone}. The invoice can be issued ten minutes after that day.`,
    );
  }
  const found = usage ?? (await readUsage(tx, { clientId, from, to }));
  const totals = await writeLines(tx, { invoiceId, currency }, found, terms.tax);
  await bookTax(tx, { invoiceId, clientId, currency, taxMicros: totals.taxMicros, nowMs });
  await allocateToInvoice(tx, author, { clientId, invoiceId, nowMs });
  const issueDate = localDay(terms.timeZone, nowMs);
  const number = await nextNumber(tx, terms.enterpriseId, "invoice", issueDate);
  await tx.query(
    `update invoices set status = 'issued', number = $2, enterprise_id = $3, brand_id = $4, issue_date = $5,
            due_date = $6, parties = $7, issued_at = to_timestamp($8), to_send = $9
     where id = $1`,
    [
      invoiceId,
      number,
      terms.enterpriseId,
      terms.brandId,
      issueDate,
      addDays(issueDate, terms.dueDays),
      JSON.stringify(terms.parties),
      nowMs / 1000,
      toSend ?? false,
    ],
  );
  const issued = await readLocked(tx, invoiceId);
  await recordInvoice(tx, author, "issue", issued, { before: factsOf(draft), after: factsOf(issued) });
}

/** The client owes the tax, and we owe it to the state. A negative amount takes it back. */
export async function bookTax(
  tx: Queryable,
  given: {
    readonly invoiceId: number;
    readonly clientId: number;
    readonly currency: string;
    readonly taxMicros: bigint;
    readonly nowMs: number;
    readonly creditNoteId?: number;
  },
): Promise<void> {
  const { clientId, taxMicros, ...entry } = given;
  if (taxMicros === 0n) return;
  await insertEntry(tx, {
    ...entry,
    kind: "tax",
    debit: { kind: "client_tax", clientId },
    credit: { kind: "tax_payable" },
    amountMicros: taxMicros,
  });
}
