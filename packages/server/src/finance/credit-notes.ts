/** Credit notes: the numbered documents of what was taken back from an invoice or a payment. They never change. */
import { formatMicros } from "@switchyard/engine";
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { localDay } from "./calendar.ts";
import { nextNumber } from "./numbers.ts";
import { readTerms } from "./parties.ts";

export interface CreditNoteToIssue {
  readonly clientId: number;
  /** What it corrects: an invoice, or a payment. */
  readonly invoiceId?: number | undefined;
  readonly correctedPaymentId?: number | undefined;
  /** What carried it out: a negative payment, or a refund to the balance. */
  readonly paymentId?: number | undefined;
  readonly refundId?: number | undefined;
  /** More than zero. */
  readonly netMicros: bigint;
  /** Zero or more. */
  readonly taxMicros: bigint;
  readonly taxName: string;
  readonly taxPpm: number;
  readonly reason: string;
  readonly nowMs: number;
}

/**
 * Issues a credit note in the caller's transaction, which has moved the money already. It takes the number: the caller
 * has every other lock by now, and commits soon after.
 */
export async function issueCreditNote(
  tx: Queryable,
  author: Author,
  given: CreditNoteToIssue,
): Promise<{ id: number; number: string }> {
  const { clientId, netMicros, taxMicros } = given;
  const terms = await readTerms(tx, clientId);
  const corrected = await readCorrected(tx, given);
  // An invoice is corrected by the enterprise that issued it, under the brand it was issued under.
  const enterpriseId = corrected.enterpriseId ?? terms.enterpriseId;
  const brandId = corrected.brandId ?? terms.brandId;
  const date = localDay(given.nowMs, terms.timeZone);
  const parties = { ...(corrected.parties ?? terms.parties), corrects: corrected.words };
  const number = await nextNumber(tx, enterpriseId, "credit_note", date);
  const { rows } = await tx.query<{ id: number }>(
    `insert into credit_notes (client_id, enterprise_id, brand_id, number, date, currency, invoice_id,
       corrected_payment_id, payment_id, refund_id, reason, net_micros, tax_micros, total_micros, tax_name, tax_ppm,
       parties, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, to_timestamp($19))
     returning id`,
    [
      clientId,
      enterpriseId,
      brandId,
      number,
      date,
      terms.currency,
      given.invoiceId ?? null,
      given.correctedPaymentId ?? null,
      given.paymentId ?? null,
      given.refundId ?? null,
      given.reason,
      netMicros,
      taxMicros,
      netMicros + taxMicros,
      given.taxName,
      given.taxPpm,
      JSON.stringify(parties),
      author.actor,
      given.nowMs / 1000,
    ],
  );
  const id = Number(rows[0]?.id);
  await recordChange(tx, author, {
    clientId,
    category: "invoices",
    entity: "credit note",
    entityId: id,
    action: "issue",
    before: null,
    after: {
      number,
      corrects: corrected.words,
      reason: given.reason,
      net: formatMicros(netMicros),
      tax: formatMicros(taxMicros),
      currency: terms.currency,
    },
    announce: [],
  });
  return { id, number };
}

interface Corrected {
  /** "Invoice INV-2026-0007 of 2026-10-01" */
  readonly words: string;
  readonly enterpriseId: number | null;
  readonly brandId: number | null;
  readonly parties: object | null;
}

async function readCorrected(tx: Queryable, { invoiceId, correctedPaymentId }: CreditNoteToIssue): Promise<Corrected> {
  const { rows } = await tx.query<Corrected>(
    `select 'Invoice ' || number || ' of ' || issue_date as words, enterprise_id as "enterpriseId",
            brand_id as "brandId", parties
     from invoices where id = $1 and number is not null
     union all
     select 'Payment ' || id || ' of ' || pay_date, null, null, null from payments where id = $2`,
    [invoiceId ?? null, correctedPaymentId ?? null],
  );
  const [corrected] = rows;
  if (!corrected || rows.length > 1) throw new Error("a credit note corrects one issued invoice or one payment");
  return corrected;
}
