/** Credit notes: the numbered documents of what was taken back from an invoice or a payment. They never change. */
import { formatMicros } from "@switchyard/engine";
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { localDay } from "../traffic/local-day.ts";
import { nextNumber } from "./numbers.ts";
import { readTerms } from "./parties.ts";

/** What a credit note corrects: an invoice, or a payment. */
interface ToCorrect {
  readonly clientId: number;
  readonly invoiceId?: number | undefined;
  readonly correctedPaymentId?: number | undefined;
  readonly nowMs: number;
}

/** A credit note that has its number, and whose money is still to be moved. */
export interface NumberedNote extends ToCorrect {
  readonly number: string;
  readonly date: string;
  readonly currency: string;
  readonly enterpriseId: number;
  readonly brandId: number;
  readonly parties: object;
  /** "Invoice INV-2026-0007 of 2026-10-01" */
  readonly corrects: string;
}

export interface CreditNoteFacts {
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
}

/**
 * Takes the number of a credit note in the caller's transaction, which moves the money after that, writes the note and
 * commits soon: every other lock but the client's funds is taken before.
 */
export async function numberCreditNote(tx: Queryable, given: ToCorrect): Promise<NumberedNote> {
  const terms = await readTerms(tx, given.clientId);
  const corrected = await readCorrected(tx, given);
  // An invoice is corrected by the enterprise that issued it, under the brand it was issued under.
  const enterpriseId = corrected.enterpriseId ?? terms.enterpriseId;
  const date = localDay(terms.timeZone, given.nowMs);
  return {
    ...given,
    enterpriseId,
    brandId: corrected.brandId ?? terms.brandId,
    date,
    currency: terms.currency,
    parties: { ...(corrected.parties ?? terms.parties), corrects: corrected.words },
    corrects: corrected.words,
    number: await nextNumber(tx, enterpriseId, "credit_note", date),
  };
}

/** Writes a credit note whose money was moved; answers its id. */
export async function writeCreditNote(
  tx: Queryable,
  author: Author,
  note: NumberedNote,
  facts: CreditNoteFacts,
): Promise<number> {
  const { clientId, number, currency } = note;
  const { netMicros, taxMicros, reason } = facts;
  const { rows } = await tx.query<{ id: number }>(
    `insert into credit_notes (client_id, enterprise_id, brand_id, number, date, currency, invoice_id,
       corrected_payment_id, payment_id, refund_id, reason, net_micros, tax_micros, total_micros, tax_name, tax_ppm,
       parties, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, to_timestamp($19))
     returning id`,
    [
      clientId,
      note.enterpriseId,
      note.brandId,
      number,
      note.date,
      currency,
      note.invoiceId ?? null,
      note.correctedPaymentId ?? null,
      facts.paymentId ?? null,
      facts.refundId ?? null,
      reason,
      netMicros,
      taxMicros,
      netMicros + taxMicros,
      facts.taxName,
      facts.taxPpm,
      JSON.stringify(note.parties),
      author.actor,
      note.nowMs / 1000,
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
      corrects: note.corrects,
      reason,
      net: formatMicros(netMicros),
      tax: formatMicros(taxMicros),
      currency,
    },
    announce: [],
  });
  return id;
}

interface Corrected {
  /** "Invoice INV-2026-0007 of 2026-10-01" */
  readonly words: string;
  readonly enterpriseId: number | null;
  readonly brandId: number | null;
  readonly parties: object | null;
}

async function readCorrected(tx: Queryable, { invoiceId, correctedPaymentId }: ToCorrect): Promise<Corrected> {
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
