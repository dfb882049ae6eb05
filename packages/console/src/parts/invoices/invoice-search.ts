/** What the URL of a list of invoices keeps, and what it asks of the API. */
import { type ListSearch, listSearch } from "../list-state.ts";
import { validQuery } from "../valid-query.ts";

export const invoiceFilterKeys = ["client", "status", "currency", "from", "to"] as const;
export const clientInvoiceFilterKeys = ["status", "from", "to"] as const;

export const invoicesSearch = listSearch(...invoiceFilterKeys);
export const clientInvoicesSearch = listSearch(...clientInvoiceFilterKeys);

type InvoicesSearch = ListSearch<(typeof invoiceFilterKeys)[number]>;

export function invoicesQuery({ client, ...search }: InvoicesSearch) {
  return validQuery("listInvoices", { ...search, clientId: client });
}

export function invoicesExportQuery({ client, ...search }: InvoicesSearch) {
  return validQuery("exportInvoices", { ...search, clientId: client });
}
