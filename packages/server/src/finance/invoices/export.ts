import type { AdminParsed, InvoiceRow } from "@switchyard/contract";
import { csvLine } from "../../csv.ts";
import type { Queryable } from "../../history/history.ts";
import { invoiceRowOf, selectInvoices } from "./rows.ts";

const EXPORT_PAGE_SIZE = 1000;

/** Every page of the list of invoices as CSV. */
export async function* exportInvoices(
  db: Queryable,
  filters: AdminParsed<"exportInvoices">["query"],
  nowMs: number,
): AsyncGenerator<string> {
  yield csvLine(Object.keys(columns));
  const pick = Object.values(columns);
  for (let before: number | undefined, isLast = false; !isLast; ) {
    const rows = await selectInvoices(db, filters, { before, limit: EXPORT_PAGE_SIZE, nowMs });
    yield rows.map((row) => csvLine(pick.map((value) => value(invoiceRowOf(row))))).join("");
    before = rows.at(-1)?.id;
    isLast = rows.length < EXPORT_PAGE_SIZE;
  }
}

const columns: Readonly<Record<string, (invoice: InvoiceRow) => string | number | null>> = {
  id: (invoice) => invoice.id,
  number: (invoice) => invoice.number,
  client: (invoice) => invoice.clientLogin,
  company: (invoice) => invoice.clientCompany,
  enterprise: (invoice) => invoice.enterprise,
  status: (invoice) => invoice.status,
  automatic: (invoice) => (invoice.automatic ? "yes" : "no"),
  period_from: (invoice) => invoice.periodFrom,
  period_to: (invoice) => invoice.periodTo,
  issue_date: (invoice) => invoice.issueDate,
  due_date: (invoice) => invoice.dueDate,
  currency: (invoice) => invoice.currency,
  net: (invoice) => invoice.net,
  tax: (invoice) => invoice.tax,
  total: (invoice) => invoice.total,
  paid: (invoice) => invoice.paid,
  credited: (invoice) => invoice.credited,
  open: (invoice) => invoice.open,
  created_at: (invoice) => invoice.createdAt,
  issued_at: (invoice) => invoice.issuedAt,
  sent_at: (invoice) => invoice.sentAt,
};
