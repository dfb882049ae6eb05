/** A client's account from day to day, and what clients owe. */
import { z } from "zod";
import { clientParams } from "./clients.ts";
import { endpoint } from "./endpoint.ts";
import { calendarDate, currency, id, listOf, moment, money } from "./values.ts";

const tag = "Statements";
const pdf = "application/pdf";

export const statementKinds = ["payment", "refund", "charge"] as const;
export const statementMovement = z
  .object({
    date: calendarDate,
    at: moment.nullable().describe("null for the charges of a day."),
    kind: z.enum(statementKinds),
    description: z.string(),
    amount: money,
    balance: money,
    paymentId: id.nullable(),
  })
  .meta({ id: "StatementMovement" });

export const statement = z
  .object({
    clientId: id,
    currency,
    from: calendarDate,
    to: calendarDate,
    opening: money,
    closing: money,
    movements: z.array(statementMovement),
    totals: z.object({ payments: money, refunds: money, charges: money }),
  })
  .meta({ id: "Statement" });
export type Statement = z.output<typeof statement>;

const statementQuery = z
  .strictObject({ from: calendarDate, to: calendarDate })
  .refine(({ from, to }) => from <= to, { path: ["to"], error: "must not be before from" });

/** What a client owes, by how long it is due. */
export const receivable = z
  .object({
    clientId: id,
    clientLogin: z.string(),
    clientCompany: z.string(),
    currency,
    notDue: money,
    days30: money.describe("Up to 30 days overdue."),
    days60: money,
    days90: money,
    older: money,
    total: money,
    unpaidPayments: money.describe("Credited to the balance and not yet paid, invoices apart."),
    oldestDue: calendarDate.nullable(),
  })
  .meta({ id: "Receivable" });
export type Receivable = z.output<typeof receivable>;

export const statementEndpoints = {
  getStatement: endpoint({
    method: "GET",
    path: "/clients/:clientId/statement",
    tag,
    summary: "A client's account from day to day: opening balance, every movement, closing balance",
    params: clientParams,
    query: statementQuery,
    response: statement,
    permission: "payments.read",
  }),
  statementCsv: endpoint({
    method: "GET",
    path: "/clients/:clientId/statement.csv",
    tag,
    summary: "The statement as a CSV file",
    params: clientParams,
    query: statementQuery,
    csv: true,
    permission: "payments.read",
  }),
  statementPdf: endpoint({
    method: "GET",
    path: "/clients/:clientId/statement.pdf",
    tag,
    summary: "The statement as a PDF",
    params: clientParams,
    query: statementQuery,
    file: pdf,
    errors: ["busy"],
    permission: "payments.read",
  }),
  listReceivables: endpoint({
    method: "GET",
    path: "/receivables",
    tag,
    summary: "What clients owe, by age",
    query: z.strictObject({ currency: currency.optional() }),
    response: listOf(receivable),
    permission: "invoices.read",
  }),
  exportReceivables: endpoint({
    method: "GET",
    path: "/receivables.csv",
    tag,
    summary: "The same as a CSV file",
    query: z.strictObject({ currency: currency.optional() }),
    csv: true,
    permission: "invoices.read",
  }),
};
