/** Suppliers: whom we pay to deliver messages, what they were paid, and how well they deliver. */
import { z } from "zod";
import { emails, timeZone } from "./clients.ts";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import {
  amount,
  calendarDate,
  count,
  currency,
  id,
  idParam,
  listOf,
  moment,
  money,
  note,
  pageOf,
  pageQuery,
  queryFlag,
  rate,
  shortText,
} from "./values.ts";

const tag = "Suppliers";

export const supplierParams = z.object({ supplierId: idParam });

const label = z.string().trim().min(1).max(limits.labelCharsMax);

const supplierSettings = z.strictObject({
  name: z.string().trim().min(1).max(limits.nameCharsMax),
  email: z.union([z.literal(""), z.email()]),
  contact: shortText.describe("Whom to ask: a name, a phone number."),
  labels: z
    .array(label)
    .max(limits.labelsMax)
    .refine((list) => new Set(list.map((one) => one.toLowerCase())).size === list.length, "must not have a label twice")
    .describe("What kind of supplier it is: direct, wholesale, SIM."),
  timeZone: timeZone.describe("Whose day its statistics and the daily limits of its connections count."),
  prepaid: z.boolean().describe("Paid in advance: its balance is watched."),
  balanceNotice: money
    .nullable()
    .describe("Of a prepaid supplier: an alert and a mail when the balance falls to this or below, once per crossing."),
  noticeEmail: emails.describe("Who is told of a low balance: addresses separated by commas."),
  comment: note,
});

export const supplierCreate = supplierSettings
  .partial()
  .extend({ name: supplierSettings.shape.name, currency: currency.describe("Fixed for ever.") });
export const supplierPatch = supplierSettings.partial();
export type SupplierCreate = z.input<typeof supplierCreate>;
export type SupplierPatch = z.input<typeof supplierPatch>;

/** Why a supplier is blocked or unblocked. */
export const supplierBlock = z.strictObject({
  reason: z.string().trim().max(500).optional().describe("Kept in the history."),
});
export type SupplierBlock = z.input<typeof supplierBlock>;

export const supplier = z
  .object({
    id,
    ...supplierSettings.shape,
    name: z.string(),
    email: z.string(),
    noticeEmail: z.string(),
    timeZone: z.string(),
    blocked: z.boolean().describe("A soft stop: messages wait or move to the next pool member."),
    currency,
    balance: money.describe("What it was paid less what its messages and look-ups cost; below zero is owed to it."),
    balanceLowSince: moment.nullable().describe("Since when the balance is at or under the notice."),
    connections: count,
    createdAt: moment,
  })
  .meta({ id: "Supplier" });
export type Supplier = z.output<typeof supplier>;

export const supplierPayment = z
  .object({
    id,
    supplierId: id,
    amount: money.describe("Negative where it takes back one entered by mistake."),
    currency,
    payDate: calendarDate,
    comment: z.string(),
    enteredBy: z.string(),
    createdAt: moment,
  })
  .meta({ id: "SupplierPayment" });
export type SupplierPayment = z.output<typeof supplierPayment>;

export const supplierPaymentCreate = z.strictObject({
  amount: money.refine((text) => !/^-?[0.]+$/.test(text), "must not be zero"),
  payDate: calendarDate.optional().describe("Left out: today in the supplier's time zone."),
  comment: note.optional(),
  key: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe("Your own key of this request: sent again, it answers the payment entered before."),
});
export type SupplierPaymentCreate = z.input<typeof supplierPaymentCreate>;

/** The stretches of time a supplier's statistics are told for. */
export const statisticsPeriods = ["today", "7d", "30d"] as const;
export type StatisticsPeriod = (typeof statisticsPeriods)[number];

export const supplierStatistics = z
  .object({
    currency,
    periods: z.array(
      z.object({
        period: z.enum(statisticsPeriods),
        since: moment.describe("Of today: midnight in the supplier's time zone."),
        sent: count.describe("Messages it took."),
        delivered: count,
        failed: count,
        deliveryRate: rate.describe("Delivered out of delivered and failed."),
        cost: amount,
      }),
    ),
  })
  .meta({ id: "SupplierStatistics" });
export type SupplierStatistics = z.output<typeof supplierStatistics>;

export const supplierEndpoints = {
  listSuppliers: endpoint({
    method: "GET",
    path: "/suppliers",
    tag,
    summary: "Suppliers by name",
    query: z.strictObject({
      search: z
        .string()
        .trim()
        .max(limits.searchCharsMax)
        .optional()
        .describe("Part of name, e-mail, contact or label."),
      label: label.optional(),
      blocked: queryFlag.optional(),
      prepaid: queryFlag.optional(),
      balanceLow: queryFlag
        .optional()
        .describe("Only those whose balance is at or under their notice, or only the others."),
      ...pageQuery,
    }),
    response: pageOf(supplier),
    permission: "suppliers.read",
  }),
  listSupplierLabels: endpoint({
    method: "GET",
    path: "/supplier-labels",
    tag,
    summary: "The labels in use, each with how many suppliers have it",
    response: listOf(z.object({ label: z.string(), suppliers: count })),
    permission: "suppliers.read",
  }),
  getSupplier: endpoint({
    method: "GET",
    path: "/suppliers/:supplierId",
    tag,
    summary: "A supplier",
    params: supplierParams,
    response: supplier,
    permission: "suppliers.read",
  }),
  getSupplierStatistics: endpoint({
    method: "GET",
    path: "/suppliers/:supplierId/statistics",
    tag,
    summary: "What a supplier delivered and cost: today, in the last 7 and the last 30 days",
    params: supplierParams,
    response: supplierStatistics,
    permission: "suppliers.read",
  }),
  createSupplier: endpoint({
    method: "POST",
    path: "/suppliers",
    tag,
    summary: "Create a supplier",
    body: supplierCreate,
    response: supplier,
    created: true,
    errors: ["name_taken"],
    permission: "suppliers.write",
  }),
  updateSupplier: endpoint({
    method: "PATCH",
    path: "/suppliers/:supplierId",
    tag,
    summary: "Change some fields of a supplier",
    params: supplierParams,
    body: supplierPatch,
    response: supplier,
    errors: ["name_taken"],
    permission: "suppliers.write",
  }),
  blockSupplier: endpoint({
    method: "POST",
    path: "/suppliers/:supplierId/block",
    tag,
    summary: "Block: its messages wait or move to the next pool member; what it took already is not touched",
    params: supplierParams,
    body: supplierBlock,
    response: supplier,
    permission: "connections.operate",
  }),
  unblockSupplier: endpoint({
    method: "POST",
    path: "/suppliers/:supplierId/unblock",
    tag,
    summary: "Unblock; what waits for it goes on",
    params: supplierParams,
    body: supplierBlock,
    response: supplier,
    permission: "connections.operate",
  }),
  deleteSupplier: endpoint({
    method: "DELETE",
    path: "/suppliers/:supplierId",
    tag,
    summary: "Delete a supplier without connections that was never paid, and its costs",
    params: supplierParams,
    errors: ["in_use"],
    permission: "suppliers.write",
  }),
  listSupplierPayments: endpoint({
    method: "GET",
    path: "/suppliers/:supplierId/payments",
    tag,
    summary: "What a supplier was paid, newest first",
    params: supplierParams,
    query: z.strictObject(pageQuery),
    response: pageOf(supplierPayment),
    permission: "payments.read",
  }),
  createSupplierPayment: endpoint({
    method: "POST",
    path: "/suppliers/:supplierId/payments",
    tag,
    summary: "Enter a payment to a supplier; a negative amount takes back one entered by mistake",
    params: supplierParams,
    body: supplierPaymentCreate,
    response: supplierPayment,
    created: true,
    errors: ["amount_too_large", "more_than_corrected"],
    permission: "payments.write",
  }),
};

/** Share of finished messages that were delivered. */
export const deliveryRate = rate.describe("Delivered out of delivered and failed, today in UTC.");
