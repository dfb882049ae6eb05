/** What the URL of a list of payments keeps, and what it asks of the API. */
import { type ListSearch, listSearch } from "../list-state.ts";
import { validQuery } from "../valid-query.ts";

export const clientPaymentFilterKeys = ["paid", "method", "from", "to"] as const;
export const paymentFilterKeys = ["client", "currency", ...clientPaymentFilterKeys] as const;

export const clientPaymentsSearch = listSearch(...clientPaymentFilterKeys);
export const paymentsSearch = listSearch(...paymentFilterKeys);

type PaymentsSearch = ListSearch<(typeof paymentFilterKeys)[number]>;

/** For the payments of all clients; those of one take the same but its client and currency. */
export function paymentsQuery({ client, method, ...search }: PaymentsSearch) {
  return validQuery("listAllPayments", { ...search, clientId: client, methodId: method });
}

export function clientPaymentsQuery({ method, ...search }: PaymentsSearch) {
  return validQuery("listPayments", { ...search, methodId: method });
}

export function paymentsExportQuery({ client, method, ...search }: PaymentsSearch) {
  return validQuery("exportPayments", { ...search, clientId: client, methodId: method });
}
