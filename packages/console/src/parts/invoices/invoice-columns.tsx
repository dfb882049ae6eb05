/** The columns of a list of invoices: of all clients, or of one. */
import type { InvoiceRow } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { formatCalendarDay, formatDays } from "../calendar.ts";
import { columnsOf } from "../data-table/features.ts";
import { Money } from "../money.tsx";
import { Time } from "../time.tsx";
import { InvoiceStatusMark, invoiceName } from "./invoice-status.tsx";

const column = columnsOf<InvoiceRow>();

const number = column.accessor("number", {
  header: "Number",
  enableHiding: false,
  cell: ({ row: { original } }) => (
    <Link to="/finance/invoices/$invoiceId" params={{ invoiceId: String(original.id) }} className="quiet-link">
      <b>{invoiceName(original)}</b>
    </Link>
  ),
});

const client = column.accessor("clientLogin", {
  header: "Client",
  cell: ({ row: { original } }) => (
    <Link
      to="/clients/$clientId/payments/invoices"
      params={{ clientId: String(original.clientId) }}
      className="quiet-link"
    >
      {original.clientLogin}
    </Link>
  ),
});

const facts = column.columns([
  column.accessor("status", {
    header: "Status",
    cell: ({ getValue }) => <InvoiceStatusMark status={getValue()} />,
  }),
  column.accessor("periodFrom", {
    header: "Period",
    meta: { wide: true },
    cell: ({ row: { original } }) => formatDays({ from: original.periodFrom, to: original.periodTo }),
  }),
  column.accessor("issueDate", { header: "Issued", meta: { wide: true }, cell: ({ getValue }) => dayOf(getValue()) }),
  column.accessor("dueDate", { header: "Due", meta: { wide: true }, cell: ({ getValue }) => dayOf(getValue()) }),
  money("net", "Net", { wide: true }),
  money("tax", "Tax", { wide: true }),
  money("total", "Total"),
  money("open", "Open", { wide: true }),
  column.accessor("enterprise", { header: "Enterprise", meta: { wide: true, grow: true } }),
  money("paid", "Paid", { extra: true }),
  money("credited", "Credited", { extra: true }),
  column.accessor("automatic", {
    header: "Made",
    meta: { extra: true },
    cell: ({ row: { original } }) => (original.automatic ? "by itself" : `by ${original.createdBy}`),
  }),
  column.accessor("sentAt", {
    header: "Sent",
    meta: { extra: true },
    cell: ({ getValue }) => <Time at={getValue()} as="day" />,
  }),
]);

export const invoiceColumns = column.columns([number, client, ...facts]);
export const clientInvoiceColumns = column.columns([number, ...facts]);

type Sum = "net" | "tax" | "total" | "open" | "paid" | "credited";

function money(key: Sum, header: string, meta: { wide?: boolean; extra?: boolean } = {}) {
  return column.accessor(key, {
    header,
    meta: { right: true, ...meta },
    cell: ({ row: { original } }) => <Money amount={original[key]} currency={original.currency} />,
  });
}

function dayOf(day: string | null): string {
  return day === null ? "–" : formatCalendarDay(day);
}
