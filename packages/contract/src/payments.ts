/** Payments of clients, refunds to them, and the library of methods. */
import { z } from "zod";
import { clientParams } from "./clients.ts";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import {
  amount,
  calendarDate,
  count,
  country,
  currency,
  id,
  idParam,
  listOf,
  messageStatus,
  moment,
  momentInput,
  money,
  network,
  note,
  pageOf,
  pageQuery,
  queryFlag,
} from "./values.ts";

const tag = "Payments";
const isNotZero = (text: string) => !/^-?[0.]+$/.test(text);

/** Another document by its id and the number people know it by. */
export const documentRef = z.object({ id, number: z.string() });

export const allocation = z
  .object({ invoiceId: id, invoiceNumber: z.string(), amount })
  .meta({ id: "PaymentAllocation", description: "What of a payment pays an invoice, tax included." });

export const payment = z
  .object({
    id,
    clientId: id,
    clientLogin: z.string(),
    amount: money.describe("What it moves the balance by; negative for a correction."),
    tax: money.describe("Tax that came with it; it pays the tax of invoices and moves no balance."),
    total: money.describe("amount + tax"),
    currency,
    paid: z
      .boolean()
      .describe("False while it is still owed to the operator; it counts towards the balance either way."),
    methodId: id.nullable(),
    method: z.string(),
    payDate: calendarDate,
    comment: z.string(),
    enteredBy: z.string(),
    balanceAfter: money,
    correctsPaymentId: id.nullable(),
    correctsInvoice: documentRef.nullable(),
    creditNote: documentRef.nullable().describe("The numbered document of a negative amount."),
    allocations: z.array(allocation),
    unallocated: money.describe("What of the total pays no invoice yet."),
    monthlyTopUp: calendarDate.nullable().describe("The month it was credited for by itself."),
    createdAt: moment,
  })
  .meta({ id: "Payment" });
export type Payment = z.output<typeof payment>;

const allocationsToMake = z
  .array(z.strictObject({ invoiceId: id, amount: amount.refine(isNotZero, "must be more than zero") }))
  .max(limits.allocationsMax);

const paymentFacts = z.strictObject({
  paid: z.boolean(),
  methodId: id.nullable(),
  payDate: calendarDate,
  comment: note,
});

export const paymentCreate = paymentFacts
  .partial()
  .extend({
    amount: money.refine(isNotZero, "must not be zero"),
    tax: money.default("0"),
    paid: z.boolean().optional().describe("Left out: true, or for a correction as what it takes back."),
    correctsPaymentId: id.optional().describe("A negative amount names what it takes back: a payment,"),
    correctsInvoiceId: id.optional().describe("or an invoice whose credit it takes back."),
    allocations: allocationsToMake.optional().describe("Invoices it pays; left out, the oldest open ones."),
    key: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe("Your own key of this request: sent again, it answers the payment entered before."),
  })
  .refine(
    ({ amount: text, correctsPaymentId, correctsInvoiceId }) => {
      if (!isNotZero(text)) return true; // said above
      const named = Number(correctsPaymentId !== undefined) + Number(correctsInvoiceId !== undefined);
      return text.startsWith("-") ? named === 1 : named === 0;
    },
    {
      path: ["correctsPaymentId"],
      error: "must be given with a negative amount, or correctsInvoiceId, and with no other",
    },
  )
  .refine(({ amount: text, tax }) => !isNotZero(tax) || text.startsWith("-") === tax.startsWith("-"), {
    path: ["tax"],
    error: "must have the sign of the amount",
  });
export const paymentPatch = paymentFacts.partial();
export type PaymentCreate = z.input<typeof paymentCreate>;

const paymentFilters = {
  paid: queryFlag.optional(),
  methodId: idParam.optional(),
  from: calendarDate.optional().describe("By pay date, this day included."),
  to: calendarDate.optional().describe("By pay date, this day included."),
};
const allFilters = {
  clientId: idParam.optional(),
  currency: currency.optional(),
  ...paymentFilters,
};

export const paymentMethod = z
  .object({ id, name: z.string(), active: z.boolean(), payments: count })
  .meta({ id: "PaymentMethod" });
export type PaymentMethod = z.output<typeof paymentMethod>;
export const methodFacts = z.strictObject({
  name: z.string().trim().min(1).max(limits.nameCharsMax),
  active: z.boolean(),
});

export const refund = z
  .object({
    id,
    clientId: id,
    amount,
    currency,
    reason: z.string(),
    messages: count.describe("How many messages it is for."),
    messageId: z.string().nullable().describe("Where it is for one message."),
    invoice: documentRef.nullable(),
    creditNote: documentRef.nullable(),
    day: calendarDate,
    balanceAfter: money,
    enteredBy: z.string(),
    createdAt: moment,
  })
  .meta({ id: "Refund" });
export type Refund = z.output<typeof refund>;

const reason = z.string().trim().min(1).max(500);
/** The messages a refund is for: charged ones of a stretch of time, narrowed as wished. */
export const refundSelection = z
  .strictObject({
    from: momentInput,
    to: momentInput,
    status: z.array(messageStatus).min(1).optional(),
    country: country.optional(),
    network: network.optional(),
    sender: z.string().min(1).max(20).optional(),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ["to"], error: "must be later than from" });
export type RefundSelection = z.input<typeof refundSelection>;

const paymentParams = clientParams.extend({ paymentId: idParam });

export const paymentEndpoints = {
  listPayments: endpoint({
    method: "GET",
    path: "/clients/:clientId/payments",
    tag,
    summary: "A client's payments, newest first",
    params: clientParams,
    query: z.strictObject({ ...paymentFilters, ...pageQuery }),
    response: pageOf(payment),
    permission: "payments.read",
  }),
  listAllPayments: endpoint({
    method: "GET",
    path: "/payments",
    tag,
    summary: "Payments of all clients, newest first",
    query: z.strictObject({ ...allFilters, ...pageQuery }),
    response: pageOf(payment),
    permission: "payments.read",
  }),
  exportPayments: endpoint({
    method: "GET",
    path: "/payments.csv",
    tag,
    summary: "The same list as a CSV file, all pages",
    query: z.strictObject(allFilters),
    csv: true,
    permission: "payments.read",
  }),
  getPayment: endpoint({
    method: "GET",
    path: "/clients/:clientId/payments/:paymentId",
    tag,
    summary: "One payment",
    params: paymentParams,
    response: payment,
    permission: "payments.read",
  }),
  createPayment: endpoint({
    method: "POST",
    path: "/clients/:clientId/payments",
    tag,
    summary:
      "Enter a payment; the balance changes at once. A negative amount takes back a payment or an invoice's credit",
    params: clientParams,
    body: paymentCreate,
    response: payment,
    created: true,
    errors: ["amount_too_large", "more_than_corrected", "not_allocatable"],
    permission: "payments.write",
  }),
  updatePayment: endpoint({
    method: "PATCH",
    path: "/clients/:clientId/payments/:paymentId",
    tag,
    summary: "Change status, method, date or comment; the amount never changes",
    params: paymentParams,
    body: paymentPatch,
    response: payment,
    permission: "payments.write",
  }),
  allocatePayment: endpoint({
    method: "POST",
    path: "/clients/:clientId/payments/:paymentId/allocations",
    tag,
    summary: "Say which invoices a payment pays, in place of what was said before",
    params: paymentParams,
    body: z.strictObject({ allocations: allocationsToMake }),
    response: payment,
    errors: ["not_allocatable"],
    permission: "payments.write",
  }),
  listPaymentMethods: endpoint({
    method: "GET",
    path: "/payment-methods",
    tag,
    summary: "The library of payment methods",
    response: listOf(paymentMethod),
    permission: "payments.read",
  }),
  createPaymentMethod: endpoint({
    method: "POST",
    path: "/payment-methods",
    tag,
    summary: "Add a payment method",
    body: methodFacts.partial({ active: true }),
    response: paymentMethod,
    created: true,
    errors: ["name_taken"],
    permission: "finance.settings",
  }),
  updatePaymentMethod: endpoint({
    method: "PATCH",
    path: "/payment-methods/:methodId",
    tag,
    summary: "Rename a payment method, or take it out of use",
    params: z.object({ methodId: idParam }),
    body: methodFacts.partial(),
    response: paymentMethod,
    errors: ["name_taken"],
    permission: "finance.settings",
  }),
  listRefunds: endpoint({
    method: "GET",
    path: "/clients/:clientId/refunds",
    tag: "Refunds",
    summary: "What was given back to a client, newest first",
    params: clientParams,
    query: z.strictObject(pageQuery),
    response: pageOf(refund),
    permission: "payments.read",
  }),
  refundMessage: endpoint({
    method: "POST",
    path: "/messages/:messageId/refund",
    tag: "Refunds",
    summary: "Give back what a message was charged; once",
    params: z.object({ messageId: z.string().regex(/^\d{1,16}$/, "must be a message id") }),
    body: z.strictObject({ reason }),
    response: refund,
    created: true,
    errors: ["not_refundable"],
    permission: "payments.write",
  }),
  countRefundable: endpoint({
    method: "POST",
    path: "/clients/:clientId/refunds/count",
    tag: "Refunds",
    summary: "How many charged messages a selection has and what they were charged; nothing is changed",
    params: clientParams,
    body: refundSelection,
    response: z.object({ messages: count, amount, currency }),
    errors: ["too_many_messages"],
    permission: "payments.read",
  }),
  refundMessages: endpoint({
    method: "POST",
    path: "/clients/:clientId/refunds/messages",
    tag: "Refunds",
    summary: "Give back what the messages of a selection were charged, all or none; each only once",
    params: clientParams,
    body: z.strictObject({
      selection: refundSelection,
      reason,
      expected: z.strictObject({ messages: count, amount }).describe("What was counted: it must still be so."),
    }),
    response: refund,
    created: true,
    errors: ["not_refundable", "too_many_messages"],
    permission: "payments.write",
  }),
};
