/** Invoices and credit notes. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { documentRef } from "./payments.ts";
import {
  amount,
  billingMode,
  calendarDate,
  count,
  country,
  currency,
  id,
  idParam,
  messageType,
  moment,
  money,
  network,
  note,
  pageOf,
  pageQuery,
  queryList,
} from "./values.ts";

const tag = "Invoices";
const pdf = "application/pdf";

/** Where an invoice stands: what was done with it, and how much of it is paid. */
export const invoiceStatuses = ["draft", "issued", "sent", "part_paid", "paid", "overdue", "void"] as const;
export type InvoiceStatus = (typeof invoiceStatuses)[number];

export const taxShare = z
  .object({
    name: z.string(),
    percent: z.string().describe("Such as 19 or 7.5."),
    note: z.string(),
    net: money,
    tax: money,
  })
  .meta({ id: "TaxShare" });

const invoiceFacts = {
  id,
  number: z.string().nullable().describe("Given when it is issued."),
  clientId: id,
  clientLogin: z.string(),
  clientCompany: z.string(),
  enterpriseId: id,
  enterprise: z.string(),
  status: z.enum(invoiceStatuses),
  automatic: z.boolean(),
  periodFrom: calendarDate.describe("In the client's time zone."),
  periodTo: calendarDate.describe("This day included."),
  currency,
  issueDate: calendarDate.nullable(),
  dueDate: calendarDate.nullable(),
  net: money,
  tax: money,
  total: money,
  paid: amount.describe("By allocated payments."),
  credited: amount.describe("By credit notes."),
  open: money,
  createdBy: z.string(),
  createdAt: moment,
  issuedAt: moment.nullable(),
  sentAt: moment.nullable(),
};

export const invoiceRow = z.object(invoiceFacts).meta({ id: "InvoiceRow" });
export type InvoiceRow = z.output<typeof invoiceRow>;

export const invoiceLine = z
  .object({
    kind: z.enum(["usage", "refund"]),
    type: messageType.nullable(),
    country: country.nullable(),
    network: network.nullable(),
    billing: billingMode.nullable(),
    description: z.string(),
    parts: count,
    price: amount.nullable(),
    amount: money,
    taxName: z.string(),
    taxPercent: z.string(),
  })
  .meta({ id: "InvoiceLine" });

export const invoice = z
  .object({
    ...invoiceFacts,
    exact: money.describe("The sum of the lines to six decimals; net is this, rounded to what the currency can pay."),
    comment: z.string(),
    voidAt: moment.nullable(),
    voidReason: z.string(),
    messages: count,
    lines: z.array(invoiceLine),
    taxes: z.array(taxShare),
    payments: z.array(z.object({ paymentId: id, payDate: calendarDate, amount, paid: z.boolean() })),
    creditNotes: z.array(z.object({ ...documentRef.shape, date: calendarDate, total: amount })),
  })
  .meta({ id: "Invoice" });
export type Invoice = z.output<typeof invoice>;

export const creditNote = z
  .object({
    id,
    number: z.string(),
    clientId: id,
    clientLogin: z.string(),
    enterprise: z.string(),
    date: calendarDate,
    currency,
    invoice: documentRef.nullable(),
    correctedPaymentId: id.nullable(),
    paymentId: id.nullable().describe("The negative payment that carried it out,"),
    refundId: id.nullable().describe("or the refund to the balance."),
    reason: z.string(),
    net: amount,
    tax: amount,
    total: amount,
    createdBy: z.string(),
    createdAt: moment,
  })
  .meta({ id: "CreditNote" });
export type CreditNote = z.output<typeof creditNote>;

const sending = z.strictObject({
  to: z.string().max(500).optional().describe("Addresses, separated by commas; left out, the client's for billing."),
});

const filters = {
  clientId: idParam.optional(),
  status: queryList(z.enum(invoiceStatuses)).optional(),
  currency: currency.optional(),
  from: calendarDate.optional().describe("Periods that end on this day or later."),
  to: calendarDate.optional().describe("Periods that begin on this day or earlier."),
};

const invoiceParams = z.object({ invoiceId: idParam });
const creditNoteParams = z.object({ creditNoteId: idParam });

export const invoiceEndpoints = {
  listInvoices: endpoint({
    method: "GET",
    path: "/invoices",
    tag,
    summary: "Invoices, newest first",
    query: z.strictObject({ ...filters, ...pageQuery }),
    response: pageOf(invoiceRow),
    permission: "invoices.read",
  }),
  exportInvoices: endpoint({
    method: "GET",
    path: "/invoices.csv",
    tag,
    summary: "The same list as a CSV file, all pages",
    query: z.strictObject(filters),
    csv: true,
    permission: "invoices.read",
  }),
  createInvoice: endpoint({
    method: "POST",
    path: "/invoices",
    tag,
    summary: "Draft an invoice for a client and a period; no day is invoiced twice",
    body: z
      .strictObject({ clientId: id, periodFrom: calendarDate, periodTo: calendarDate, comment: note.default("") })
      .refine(({ periodFrom, periodTo }) => periodFrom <= periodTo, {
        path: ["periodTo"],
        error: "must not be before periodFrom",
      }),
    response: invoice,
    created: true,
    errors: ["period_invoiced"],
    permission: "invoices.write",
  }),
  runInvoices: endpoint({
    method: "POST",
    path: "/invoices/run",
    tag,
    summary: "Make the automatic invoices that are due now, of every client or of some, without waiting for their turn",
    body: z.strictObject({ clientIds: z.array(id).min(1).max(limits.selectionMax).optional() }),
    response: z.object({ invoices: count, clients: count }),
    permission: "invoices.write",
  }),
  getInvoice: endpoint({
    method: "GET",
    path: "/invoices/:invoiceId",
    tag,
    summary: "An invoice with its lines, taxes, payments and credit notes",
    params: invoiceParams,
    response: invoice,
    permission: "invoices.read",
  }),
  updateInvoice: endpoint({
    method: "PATCH",
    path: "/invoices/:invoiceId",
    tag,
    summary: "Change the comment on a draft",
    params: invoiceParams,
    body: z.strictObject({ comment: note }),
    response: invoice,
    errors: ["invoice_is_issued"],
    permission: "invoices.write",
  }),
  refreshInvoice: endpoint({
    method: "POST",
    path: "/invoices/:invoiceId/refresh",
    tag,
    summary: "Compute a draft's lines anew",
    params: invoiceParams,
    response: invoice,
    errors: ["invoice_is_issued"],
    permission: "invoices.write",
  }),
  deleteInvoice: endpoint({
    method: "DELETE",
    path: "/invoices/:invoiceId",
    tag,
    summary: "Delete a draft",
    params: invoiceParams,
    errors: ["invoice_is_issued"],
    permission: "invoices.write",
  }),
  issueInvoice: endpoint({
    method: "POST",
    path: "/invoices/:invoiceId/issue",
    tag,
    summary: "Issue a draft: its lines are computed a last time, it gets its number and never changes again",
    params: invoiceParams,
    response: invoice,
    errors: ["invoice_is_issued", "period_not_over"],
    permission: "invoices.write",
  }),
  sendInvoice: endpoint({
    method: "POST",
    path: "/invoices/:invoiceId/send",
    tag,
    summary: "Send an issued invoice by mail, as a PDF with its detail as CSV",
    params: invoiceParams,
    body: sending,
    response: invoice,
    errors: ["invoice_not_issued", "no_address", "busy"],
    permission: "invoices.write",
  }),
  voidInvoice: endpoint({
    method: "POST",
    path: "/invoices/:invoiceId/void",
    tag,
    summary: "Declare an issued invoice void; its number stays taken, its payments are free for others",
    params: invoiceParams,
    body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
    response: invoice,
    errors: ["invoice_not_issued", "invoice_is_credited"],
    permission: "invoices.write",
  }),
  creditInvoice: endpoint({
    method: "POST",
    path: "/invoices/:invoiceId/credit-notes",
    tag,
    summary: "A credit note: what was charged too much goes back to the balance, and the invoice is owed for less",
    params: invoiceParams,
    body: z.strictObject({
      net: amount.refine((text) => !/^[0.]+$/.test(text), "must be more than zero").describe("Without tax."),
      reason: z.string().trim().min(1).max(500),
    }),
    response: creditNote,
    created: true,
    errors: ["invoice_not_issued", "more_than_corrected", "amount_too_large"],
    permission: "invoices.write",
  }),
  invoicePdf: endpoint({
    method: "GET",
    path: "/invoices/:invoiceId/invoice.pdf",
    tag,
    summary: "An invoice as a PDF; a draft is marked as one",
    params: invoiceParams,
    file: pdf,
    errors: ["busy"],
    permission: "invoices.read",
  }),
  invoiceDetail: endpoint({
    method: "GET",
    path: "/invoices/:invoiceId/detail.csv",
    tag,
    summary: "What an invoice is for, by day, destination and price",
    params: invoiceParams,
    csv: true,
    permission: "invoices.read",
  }),
  listCreditNotes: endpoint({
    method: "GET",
    path: "/credit-notes",
    tag,
    summary: "Credit notes, newest first",
    query: z.strictObject({
      clientId: filters.clientId,
      from: calendarDate.optional(),
      to: calendarDate.optional(),
      ...pageQuery,
    }),
    response: pageOf(creditNote),
    permission: "invoices.read",
  }),
  getCreditNote: endpoint({
    method: "GET",
    path: "/credit-notes/:creditNoteId",
    tag,
    summary: "A credit note",
    params: creditNoteParams,
    response: creditNote,
    permission: "invoices.read",
  }),
  creditNotePdf: endpoint({
    method: "GET",
    path: "/credit-notes/:creditNoteId/credit-note.pdf",
    tag,
    summary: "A credit note as a PDF",
    params: creditNoteParams,
    file: pdf,
    errors: ["busy"],
    permission: "invoices.read",
  }),
  sendCreditNote: endpoint({
    method: "POST",
    path: "/credit-notes/:creditNoteId/send",
    tag,
    summary: "Send a credit note by mail",
    params: creditNoteParams,
    body: sending,
    errors: ["no_address", "busy"],
    permission: "invoices.write",
  }),
};
