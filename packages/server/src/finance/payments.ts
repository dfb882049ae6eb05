/** A payment as it is entered: booked in the ledger, and, where it takes something back, with its credit note. */
import type { Payment } from "@switchyard/contract";
import { minorDigits } from "@switchyard/engine";
import type { Author, Queryable } from "../history/history.ts";
import type { Correction } from "../ledger/corrections.ts";
import { bookPayment, type PaymentToEnter, recordPayment } from "../ledger/payments.ts";
import { invalidField } from "../refusal.ts";
import { type NumberedNote, numberCreditNote, writeCreditNote } from "./credit-notes.ts";
import { bookTax } from "./invoices/issue.ts";
import { readTerms } from "./parties.ts";
import { minorUnitMicros, roundToMinor, taxOn } from "./rounding.ts";

/** Enters a payment in the caller's transaction; answers the one entered before when the same request was. */
export async function enterPayment(tx: Queryable, author: Author, given: PaymentToEnter): Promise<Payment> {
  let correction: NumberedCorrection | undefined;
  const booked = await bookPayment(tx, author, given, async (found, { currency }) => {
    if (found) correction = await numberCorrection(tx, given, found, currency);
  });
  if ("before" in booked) return booked.before;
  if (correction) await documentCorrection(tx, author, given, { ...correction, paymentId: booked.paymentId });
  return recordPayment(tx, author, given, booked);
}

/** What a correction takes back, as positive amounts, and its document with a number. */
interface NumberedCorrection {
  readonly note: NumberedNote;
  readonly invoiceId: number | undefined;
  readonly netMicros: bigint;
  readonly taxMicros: bigint;
  readonly tax: NamedTax;
}

/** Numbers the document of what is taken back, before the balance moves. */
async function numberCorrection(
  tx: Queryable,
  { clientId, amountMicros, taxMicros: givenTaxMicros = 0n, nowMs }: PaymentToEnter,
  correction: Correction,
  currency: string,
): Promise<NumberedCorrection> {
  const [netMicros, taxMicros] = [-amountMicros, -givenTaxMicros];
  const isOfInvoice = correction.of === "invoice";
  if (isOfInvoice) requireMinor(netMicros, taxMicros, currency);
  const invoiceId = isOfInvoice ? correction.invoiceId : undefined;
  const tax = await taxOf(tx, { clientId, currency, netMicros, taxMicros, invoiceId });
  const corrects = isOfInvoice ? { invoiceId } : { correctedPaymentId: correction.paymentId };
  return { note: await numberCreditNote(tx, { clientId, ...corrects, nowMs }), invoiceId, netMicros, taxMicros, tax };
}

async function documentCorrection(
  tx: Queryable,
  author: Author,
  { clientId, comment, nowMs }: PaymentToEnter,
  given: NumberedCorrection & { readonly paymentId: number },
): Promise<void> {
  const { note, paymentId, invoiceId, netMicros, taxMicros, tax } = given;
  const reason = comment?.trim() || (invoiceId === undefined ? "Payment taken back" : "Invoice corrected");
  const creditNoteId = await writeCreditNote(tx, author, note, { paymentId, netMicros, taxMicros, ...tax, reason });
  // The invoice put its tax down as payable; that much less of it is.
  if (invoiceId !== undefined) {
    await bookTax(tx, { invoiceId, clientId, currency: note.currency, taxMicros: -taxMicros, nowMs, creditNoteId });
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
