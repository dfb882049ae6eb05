/** What of a client's invoices is still to pay, and how a payment is shared among them. */
import type { Payment } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { useQuery } from "@tanstack/react-query";
import { query, useMay } from "../../api.ts";
import { microsOf } from "../exact.ts";

export interface OpenInvoice {
  invoiceId: number;
  number: string;
  dueDate: string | null;
  /** What may yet be allocated to it: payments that are themselves still owed count as allocated. */
  room: string;
}

const LIST_MAX = 200;

/**
 * Issued invoices that can take an allocation, due first. With a payment, what that payment pays already counts as
 * open, since an allocation is made in place of the one before.
 */
export function useOpenInvoices(clientId: number, payment?: Payment): OpenInvoice[] | undefined {
  const mayRead = useMay("invoices.read");
  const invoices = useQuery({
    ...query("listInvoices", {
      query: { clientId, status: ["issued", "sent", "part_paid", "overdue"], limit: LIST_MAX },
    }),
    enabled: mayRead,
  });
  const owed = useQuery(query("listPayments", { params: { clientId }, query: { paid: false, limit: LIST_MAX } }));
  if (!mayRead) return [];
  if (!invoices.data || !owed.data) return undefined;
  const promised = new Map<number, bigint>();
  for (const { id, allocations } of owed.data.items) {
    if (id === payment?.id) continue;
    for (const { invoiceId, amount } of allocations) {
      promised.set(invoiceId, (promised.get(invoiceId) ?? 0n) + microsOf(amount));
    }
  }
  const own = new Map(payment?.allocations.map((one) => [one.invoiceId, one]));
  const rows = invoices.data.items.map(({ id, number, dueDate, open }) => {
    const ownPaid = payment?.paid ? microsOf(own.get(id)?.amount ?? "0") : 0n;
    own.delete(id);
    return {
      invoiceId: id,
      number: number ?? "",
      dueDate,
      micros: microsOf(open) - (promised.get(id) ?? 0n) + ownPaid,
    };
  });
  // What this payment pays in full is not open any more, and may be taken from it again.
  for (const { invoiceId, invoiceNumber, amount } of own.values()) {
    rows.push({ invoiceId, number: invoiceNumber, dueDate: null, micros: microsOf(amount) });
  }
  return rows
    .filter(({ micros }) => micros > 0n)
    .sort((a, b) => (a.dueDate ?? "").localeCompare(b.dueDate ?? "") || a.invoiceId - b.invoiceId)
    .map(({ micros, ...rest }) => ({ ...rest, room: formatMicros(micros) }));
}

export interface Share {
  invoice: OpenInvoice;
  pays: string;
}

/** What a total pays when the invoices due first come first, and what is left of it. */
export function oldestFirst(total: string, invoices: readonly OpenInvoice[]): { shares: Share[]; left: string } {
  let left = microsOf(total);
  const shares: Share[] = [];
  for (const invoice of invoices) {
    const room = microsOf(invoice.room);
    const micros = room < left ? room : left;
    if (micros <= 0n) break;
    shares.push({ invoice, pays: formatMicros(micros) });
    left -= micros;
  }
  return { shares, left: formatMicros(left) };
}
