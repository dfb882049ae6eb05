/** Who invoices and how: enterprises with their banks and taxes, brands, exchange rates. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import {
  calendarDate,
  country,
  currency,
  id,
  idParam,
  listOf,
  moment,
  pageOf,
  pageQuery,
  shortText,
} from "./values.ts";

const tag = "Finance settings";
const name = z.string().trim().min(1).max(limits.nameCharsMax);
const longText = z.string().max(2000);

/** A number pattern: {YYYY} begins anew each year, {N}, {NN} … is the count with at least so many digits. */
const numberPattern = z
  .string()
  .max(40)
  .regex(/^\P{Cc}*$/u, { error: "must be one line", abort: true })
  .regex(/^[^{}]*(\{YYYY\}[^{}]*)?\{N{1,9}\}[^{}]*$/, "needs {N}, {NN}, … once, and {YYYY} at most once before it");

/** `INV-{YYYY}-{NNNN}` with 7 of 2026 is INV-2026-0007; a count with more digits than the pattern has is written whole. */
export function documentNumber(pattern: string, documentCount: number, localDate: string): string {
  return pattern
    .replace("{YYYY}", localDate.slice(0, 4))
    .replace(/\{(N+)\}/, (_, digits: string) => String(documentCount).padStart(digits.length, "0"));
}

export const bankAccount = z.strictObject({
  bank: z.string().trim().min(1).max(100),
  holder: z.string().max(100).default(""),
  account: z.string().trim().min(1).max(60).describe("IBAN or account number."),
  bic: z.string().max(20).default(""),
  currency: currency.nullable().default(null).describe("Shown on invoices in this currency only; null for all."),
});

export const taxPercent = z
  .string()
  .regex(/^(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)$/, "must be a percentage from 0 to 100 with at most four decimals");

export const tax = z
  .object({
    id,
    name: z.string(),
    percent: z.string(),
    note: z.string().describe("A sentence for the invoice, such as that the recipient owes the tax."),
    isDefault: z.boolean(),
  })
  .meta({ id: "Tax" });
export const taxFacts = z.strictObject({
  name,
  percent: taxPercent,
  note: z.string().max(500),
  isDefault: z.boolean(),
});
export type TaxFacts = z.input<typeof taxFacts>;

const enterpriseFacts = z.strictObject({
  name: z.string().trim().min(1).max(200),
  address: longText,
  country: country.nullable(),
  taxId: shortText,
  registration: shortText,
  contact: longText,
  footer: longText,
  invoicePattern: numberPattern,
  creditNotePattern: numberPattern,
  dueDays: z.int().min(0).max(365),
  isDefault: z.boolean(),
  banks: z.array(bankAccount).max(10),
});
export const enterpriseCreate = enterpriseFacts.partial().extend({ name: enterpriseFacts.shape.name });
export const enterprisePatch = enterpriseFacts.partial();
export type EnterpriseCreate = z.input<typeof enterpriseCreate>;

export const enterprise = z
  .object({
    id,
    ...enterpriseFacts.shape,
    invoicePattern: z.string(),
    creditNotePattern: z.string(),
    taxes: z.array(tax),
    createdAt: moment,
  })
  .meta({ id: "Enterprise" });
export type Enterprise = z.output<typeof enterprise>;

/** What mails say; {client}, {number}, {total}, … stand for what they name. Empty: the platform's own words. */
const mailWords = {
  invoiceSubject: shortText,
  invoiceText: longText,
  priceSubject: shortText,
  priceText: longText,
  lowBalanceSubject: shortText,
  lowBalanceText: longText,
};
const brandFacts = z.strictObject({
  name,
  contact: longText,
  mailFrom: z.string().max(200).describe('An address, or a name with one: "Acme <billing@acme.example>".'),
  mailReplyTo: z.string().max(200),
  ...mailWords,
  isDefault: z.boolean(),
});
export const brandCreate = brandFacts.partial().extend({ name });
export const brandPatch = brandFacts.partial();
export type BrandCreate = z.input<typeof brandCreate>;
export const brand = z
  .object({ id, ...brandFacts.shape, name: z.string(), hasLogo: z.boolean(), createdAt: moment })
  .meta({ id: "Brand" });
export type Brand = z.output<typeof brand>;

const decimalRate = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,12})?$/, { error: "must be a decimal number with at most twelve decimals", abort: true })
  .refine((text) => !/^[0.]+$/.test(text), "must be more than zero");

export const exchangeRate = z
  .object({
    currency,
    day: calendarDate.describe("From this day on, until the next."),
    rate: z.string().describe("What one unit is worth in the reference currency."),
  })
  .meta({ id: "ExchangeRate" });
export type ExchangeRate = z.output<typeof exchangeRate>;

const enterpriseParams = z.object({ enterpriseId: idParam });
const taxParams = enterpriseParams.extend({ taxId: idParam });
const brandParams = z.object({ brandId: idParam });

export const financeSettingsEndpoints = {
  listEnterprises: endpoint({
    method: "GET",
    path: "/enterprises",
    tag,
    summary: "The legal entities that invoice",
    response: listOf(enterprise),
    permission: "invoices.read",
  }),
  createEnterprise: endpoint({
    method: "POST",
    path: "/enterprises",
    tag,
    summary: "Create an enterprise",
    body: enterpriseCreate,
    response: enterprise,
    created: true,
    errors: ["name_taken"],
    permission: "finance.settings",
  }),
  updateEnterprise: endpoint({
    method: "PATCH",
    path: "/enterprises/:enterpriseId",
    tag,
    summary: "Change an enterprise; invoices already issued keep what they said",
    params: enterpriseParams,
    body: enterprisePatch,
    response: enterprise,
    errors: ["name_taken"],
    permission: "finance.settings",
  }),
  deleteEnterprise: endpoint({
    method: "DELETE",
    path: "/enterprises/:enterpriseId",
    tag,
    summary: "Delete an enterprise that nothing uses",
    params: enterpriseParams,
    errors: ["in_use"],
    permission: "finance.settings",
  }),
  createTax: endpoint({
    method: "POST",
    path: "/enterprises/:enterpriseId/taxes",
    tag,
    summary: "Add a tax",
    params: enterpriseParams,
    body: taxFacts.partial({ note: true, isDefault: true }),
    response: enterprise,
    created: true,
    errors: ["name_taken"],
    permission: "finance.settings",
  }),
  updateTax: endpoint({
    method: "PATCH",
    path: "/enterprises/:enterpriseId/taxes/:taxId",
    tag,
    summary: "Change a tax; invoices already issued keep theirs",
    params: taxParams,
    body: taxFacts.partial(),
    response: enterprise,
    errors: ["name_taken"],
    permission: "finance.settings",
  }),
  deleteTax: endpoint({
    method: "DELETE",
    path: "/enterprises/:enterpriseId/taxes/:taxId",
    tag,
    summary: "Delete a tax that no client has",
    params: taxParams,
    errors: ["in_use"],
    permission: "finance.settings",
  }),
  listBrands: endpoint({
    method: "GET",
    path: "/brands",
    tag,
    summary: "The brands under which mails and invoices go out",
    response: listOf(brand),
    permission: "invoices.read",
  }),
  createBrand: endpoint({
    method: "POST",
    path: "/brands",
    tag,
    summary: "Create a brand",
    body: brandCreate,
    response: brand,
    created: true,
    errors: ["name_taken"],
    permission: "finance.settings",
  }),
  updateBrand: endpoint({
    method: "PATCH",
    path: "/brands/:brandId",
    tag,
    summary: "Change a brand",
    params: brandParams,
    body: brandPatch,
    response: brand,
    errors: ["name_taken"],
    permission: "finance.settings",
  }),
  deleteBrand: endpoint({
    method: "DELETE",
    path: "/brands/:brandId",
    tag,
    summary: "Delete a brand that nothing uses",
    params: brandParams,
    errors: ["in_use"],
    permission: "finance.settings",
  }),
  getBrandLogo: endpoint({
    method: "GET",
    path: "/brands/:brandId/logo",
    tag,
    summary: "A brand's logo",
    params: brandParams,
    file: "image/*",
    permission: "invoices.read",
  }),
  setBrandLogo: endpoint({
    method: "POST",
    path: "/brands/:brandId/logo",
    tag,
    summary: "Set a brand's logo: a PNG or JPEG",
    params: brandParams,
    upload: { octetsMax: limits.logoOctetsMax },
    response: brand,
    errors: ["unreadable_file"],
    permission: "finance.settings",
  }),
  deleteBrandLogo: endpoint({
    method: "DELETE",
    path: "/brands/:brandId/logo",
    tag,
    summary: "Take a brand's logo away",
    params: brandParams,
    response: brand,
    permission: "finance.settings",
  }),
  getReferenceCurrency: endpoint({
    method: "GET",
    path: "/exchange-rates/reference",
    tag,
    summary: "The currency in which exchange rates are stated",
    response: z.object({ currency }),
    permission: "prices.read",
  }),
  setReferenceCurrency: endpoint({
    method: "POST",
    path: "/exchange-rates/reference",
    tag,
    summary: "Choose the currency in which exchange rates are stated; only while there is none",
    body: z.strictObject({ currency }),
    response: z.object({ currency }),
    errors: ["in_use"],
    permission: "finance.settings",
  }),
  listExchangeRates: endpoint({
    method: "GET",
    path: "/exchange-rates",
    tag,
    summary: "Exchange rates, the latest day first",
    query: z.strictObject({ currency: currency.optional(), ...pageQuery }),
    response: pageOf(exchangeRate),
    permission: "prices.read",
  }),
  setExchangeRates: endpoint({
    method: "POST",
    path: "/exchange-rates",
    tag,
    summary: "Enter exchange rates, all or none; one for the same currency and day is replaced",
    body: z.strictObject({
      rates: z
        .array(z.strictObject({ currency, day: calendarDate, rate: decimalRate }))
        .min(1)
        .max(limits.ratesMax),
    }),
    response: listOf(exchangeRate),
    permission: "finance.settings",
  }),
  deleteExchangeRate: endpoint({
    method: "DELETE",
    path: "/exchange-rates/:currency/:day",
    tag,
    summary: "Delete an exchange rate",
    params: z.object({ currency, day: calendarDate }),
    permission: "finance.settings",
  }),
};
