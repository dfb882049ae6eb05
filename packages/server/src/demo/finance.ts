/** What the demo's finance pages show: who invoices, in which words, and a few entries of every kind. */
import type { ClientCreate } from "@switchyard/contract";
import { parseMicros } from "@switchyard/engine";
import { setExchangeRates } from "../catalogue/exchange-rates.ts";
import { updateBrand } from "../finance/brands.ts";
import { lastDayOfPeriod } from "../finance/calendar.ts";
import { updateEnterprise } from "../finance/enterprises.ts";
import { draftInvoice } from "../finance/invoices/draft.ts";
import { enterPayment } from "../finance/payments.ts";
import { createTax } from "../finance/taxes.ts";
import type { Author, Queryable } from "../history/history.ts";
import { localDay } from "../traffic/local-day.ts";
import type { DemoCompany } from "./companies.ts";

/** The country whose tax the demo's enterprise asks for. */
const HOME = "DE";
const HOME_TAX_PERCENT = 19n;

export interface DemoFinance {
  /** The tax of clients abroad. */
  readonly reverseChargeId: number;
}

/** Gives the enterprise and the brand that every database begins with a face, taxes, banks, and rates of exchange. */
export async function seedFinance(tx: Queryable, author: Author, nowMs: number): Promise<DemoFinance> {
  const { rows } = await tx.query<{ enterprise_id: number; brand_id: number }>(
    `select e.id as enterprise_id, b.id as brand_id from enterprises e, brands b where e.is_default and b.is_default`,
  );
  const [{ enterprise_id: enterpriseId, brand_id: brandId } = { enterprise_id: 0, brand_id: 0 }] = rows;
  await updateEnterprise(tx, author, enterpriseId, {
    name: "Pier Nine Messaging GmbH",
    address: "Speicherkai 9\n20457 Hamburg",
    country: HOME,
    taxId: "DE000000000",
    registration: "HRB 00000, Amtsgericht Hamburg",
    contact: "billing@piernine.example\n+49 40 0000 0000",
    footer: "Pier Nine is made up for the demo, and so is every client of it.",
    banks: [
      {
        bank: "Elbe Bank",
        holder: "Pier Nine Messaging GmbH",
        account: "DE00 0000 0000 0000 0000 01",
        bic: "ELBEDEHHXXX",
        currency: "EUR",
      },
      {
        bank: "Harbour Trust",
        holder: "Pier Nine Messaging GmbH",
        account: "000 111 222",
        bic: "HARBUS00XXX",
        currency: "USD",
      },
    ],
  });
  await createTax(tx, author, enterpriseId, { name: "VAT", percent: String(HOME_TAX_PERCENT), isDefault: true });
  const note = "Reverse charge: the recipient of the service owes the tax.";
  const { taxes } = await createTax(tx, author, enterpriseId, { name: "Reverse charge", percent: "0", note });
  await updateBrand(tx, author, brandId, {
    name: "Pier Nine",
    contact: "billing@piernine.example",
    mailFrom: "Pier Nine <billing@piernine.example>",
    mailReplyTo: "billing@piernine.example",
  });
  const day = localDay("UTC", nowMs);
  await setExchangeRates(tx, author, [
    { currency: "USD", day, rate: "0.92" },
    { currency: "GBP", day, rate: "1.16" },
  ]);
  return { reverseChargeId: taxes.find(({ name }) => name === "Reverse charge")?.id ?? 0 };
}

type Terms = Omit<ClientCreate, "login" | "currency">;

/** How some clients are invoiced, beside what all have. */
const terms: Readonly<Record<string, Terms>> = {
  lindenbank: { invoiceCycle: "monthly", invoiceStep: "issue", dueDays: 30, contractNumber: "LB-2041" },
  mercalia: { invoiceCycle: "weekly", invoiceStep: "send" },
  zubara: { invoiceCycle: "half_monthly", invoiceStep: "draft" },
  lotuscloud: { invoiceCycle: "monthly", invoiceStep: "issue", monthlyTopUp: "5000" },
  sunpesa: { lowBalance: "1000", invoiceCycle: "weekly", invoiceStep: "issue" },
};

export function termsOf({ login, country }: DemoCompany, { reverseChargeId }: DemoFinance): Terms {
  return {
    emailBilling: `billing@${login}.example`,
    ...(country !== HOME && { taxId: reverseChargeId }),
    ...terms[login],
  };
}

/** The tax that comes with a client's payment. */
export function taxOnPayment({ country }: DemoCompany, amountMicros: bigint): bigint {
  return country === HOME ? (amountMicros * HOME_TAX_PERCENT) / 100n : 0n;
}

/** A payment that is still owed, one entered twice and taken back, and the draft of an invoice. */
export async function seedEntries(
  tx: Queryable,
  author: Author,
  clientIds: ReadonlyMap<string, number>,
  { methodId, nowMs }: { readonly methodId: number | undefined; readonly nowMs: number },
): Promise<void> {
  const idOf = (login: string) => clientIds.get(login) ?? 0;
  const enter = (
    login: string,
    amount: string,
    more: { comment: string; paid?: boolean; correctsPaymentId?: number },
  ) =>
    enterPayment(tx, author, {
      clientId: idOf(login),
      amountMicros: parseMicros(amount) ?? 0n,
      methodId,
      nowMs,
      ...more,
    });
  await enter("sunpesa", "2500", { comment: "Announced for the end of the week", paid: false });
  const twice = await enter("mercalia", "8000", { comment: "Second deposit" });
  await enter("mercalia", "-8000", { comment: "The first deposit, entered twice", correctsPaymentId: twice.id });
  const today = localDay("UTC", nowMs);
  await draftInvoice(tx, author, {
    clientId: idOf("paketfuchs"),
    periodFrom: `${today.slice(0, 8)}01`,
    periodTo: lastDayOfPeriod("monthly", today),
    comment: "Refresh it to see what has come together so far.",
    automatic: false,
    nowMs,
  });
}
