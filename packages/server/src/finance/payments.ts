/** A payment as it is entered: booked in the ledger, and, where it takes something back, with its credit note. */
import type { Payment } from "@switchyard/contract";
import type { Author, Queryable } from "../history/history.ts";
import { type BookedPayment, bookPayment, type PaymentToEnter, recordPayment } from "../ledger/payments.ts";
import { invalidField } from "../refusal.ts";
import { issueCreditNote } from "./credit-notes.ts";
import { bookTax } from "./invoices/issue.ts";
import { readTerms } from "./parties.ts";
import { minorDigits, minorUnitMicros, roundToMinor, taxOn } from "./rounding.ts";

/** Enters a payment in the caller's transaction; answers the one entered before when the same request was. */
export async function enterPayment(tx: Queryable, author: Author, given: PaymentToEnter): Promise<Payment> {
  const booked = await bookPayment(tx, author, given);
  if ("before" in booked) return booked.before;
  if (booked.correction) await documentCorrection(tx, author, given, booked);
  return recordPayment(tx, author, given, booked);
}

/** The numbered document of what was taken back. It comes last of all that locks, since numbers are everybody's. */
async function documentCorrection(
  tx: Queryable,
  author: Author,
  given: PaymentToEnter,
  { paymentId, correction, currency }: BookedPayment,
): Promise<void> {
  const { clientId, nowMs } = given;
  const [netMicros, taxMicros] = [-given.amountMicros, -(given.taxMicros ?? 0n)];
  if (correction?.of === "invoice") requireMinor(netMicros, taxMicros, currency);
  const corrects =
    correction?.of === "invoice" ? { invoiceId: correction.invoiceId } : { correctedPaymentId: correction?.paymentId };
  const tax = await taxOf(tx, { clientId, currency, netMicros, taxMicros, invoiceId: corrects.invoiceId });
  const comment = given.comment?.trim();
  const note = await issueCreditNote(tx, author, {
    clientId,
    ...corrects,
    paymentId,
    netMicros,
    taxMicros,
    ...tax,
    reason: comment || (corrects.invoiceId === undefined ? "Payment taken back" : "Invoice corrected"),
    nowMs,
  });
  // The invoice put its tax down as payable; that much less of it is.
  const { invoiceId } = corrects;
  if (invoiceId !== undefined) {
    await bookTax(tx, { invoiceId, clientId, currency, taxMicros: -taxMicros, nowMs, creditNoteId: note.id });
  }
}

/** An invoice is owed in what the currency can pay, and stays so. */
function requireMinor(netMicros: bigint, taxMicros: bigint, currency: string): void {
  for (const [field, micros] of [["amount", netMicros] as const, ["tax", taxMicros] as const]) {
    if (roundToMinor(micros, currency) === micros) continue;
    throw invalidField(`body.${field}`, `must have at most ${minorDigits(currency)} decimals: nobody can pay less`);
  }
}

interface NamedTax {
  readonly taxName: string;
  readonly taxPpm: number;
}

/** What the tax of a correction is called: as on the invoice, else as the client's, where the rate fits to the last cent. */
async function taxOf(
  tx: Queryable,
  given: { clientId: number; currency: string; netMicros: bigint; taxMicros: bigint; invoiceId: number | undefined },
): Promise<NamedTax> {
  const { clientId, currency, netMicros, taxMicros, invoiceId } = given;
  if (taxMicros === 0n) return { taxName: "", taxPpm: 0 };
  const { rows } = await tx.query<NamedTax>(
    `select name as "taxName", rate_ppm as "taxPpm" from invoice_taxes where invoice_id = $1 and tax_micros > 0`,
    [invoiceId ?? null],
  );
  const { tax } = await readTerms(tx, clientId);
  const known = [...rows, ...(tax ? [{ taxName: tax.name, taxPpm: tax.ratePpm }] : [])];
  const fitting = known.find(({ taxPpm }) => {
    const difference = taxOn(netMicros, taxPpm, currency) - taxMicros;
    return (difference < 0n ? -difference : difference) <= minorUnitMicros(currency);
  });
  return fitting ?? { taxName: "Tax", taxPpm: Math.min(1_000_000, Number((taxMicros * 1_000_000n) / netMicros)) };
}
