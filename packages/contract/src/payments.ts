import { z } from "zod";
import { clientParams } from "./clients.ts";
import { endpoint } from "./endpoint.ts";
import { calendarDate, currency, id, idParam, moment, money, note, pageOf, pageQuery } from "./values.ts";

const tag = "Payments";

export const payment = z
  .object({
    id,
    clientId: id,
    amount: money.describe("Negative for a correction."),
    currency,
    paid: z
      .boolean()
      .describe("False while it is still owed to the operator; it counts towards the balance either way."),
    method: z.string(),
    payDate: calendarDate,
    comment: z.string(),
    enteredBy: z.string(),
    balanceAfter: money,
    createdAt: moment,
  })
  .meta({ id: "Payment" });
export type Payment = z.output<typeof payment>;

const paymentFacts = z.strictObject({
  paid: z.boolean(),
  method: z.string().trim().max(100),
  payDate: calendarDate,
  comment: note,
});

export const paymentCreate = paymentFacts.partial().extend({
  amount: money.refine((text) => !/^-?[0.]+$/.test(text), "must not be zero"),
  paid: z.boolean().default(true),
});
export const paymentPatch = paymentFacts.partial();
export type PaymentCreate = z.input<typeof paymentCreate>;

export const paymentEndpoints = {
  listPayments: endpoint({
    method: "GET",
    path: "/clients/:clientId/payments",
    tag,
    summary: "A client's payments, newest first",
    params: clientParams,
    query: z.strictObject(pageQuery),
    response: pageOf(payment),
    permission: "payments.read",
  }),
  createPayment: endpoint({
    method: "POST",
    path: "/clients/:clientId/payments",
    tag,
    summary: "Enter a payment; the balance changes at once. A negative amount corrects one",
    params: clientParams,
    body: paymentCreate,
    response: payment,
    created: true,
    errors: ["amount_too_large"],
    permission: "payments.write",
  }),
  updatePayment: endpoint({
    method: "PATCH",
    path: "/clients/:clientId/payments/:paymentId",
    tag,
    summary: "Change status, method, date or comment; the amount never changes",
    params: clientParams.extend({ paymentId: idParam }),
    body: paymentPatch,
    response: payment,
    permission: "payments.write",
  }),
};
