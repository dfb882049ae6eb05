/** What came in for an invoice, and what was taken back from it. */
import { Anchor } from "@mantine/core";
import { adminPath, type Invoice } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { formatCalendarDay } from "../../../../parts/calendar.ts";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../../parts/data-table/features.ts";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { Money } from "../../../../parts/money.tsx";
import { Section } from "../../../../parts/page.tsx";
import { PaidMark } from "../../../../parts/payments/payment-columns.tsx";

type OfInvoice<Row> = Row & { clientId: number; currency: string };
type PaymentRow = OfInvoice<Invoice["payments"][number]>;
type NoteRow = OfInvoice<Invoice["creditNotes"][number]>;

const paymentColumn = columnsOf<PaymentRow>();
const paymentColumns = paymentColumn.columns([
  paymentColumn.accessor("paymentId", {
    header: "Payment",
    cell: ({ row: { original } }) => (
      <Link
        to="/clients/$clientId/payments/$paymentId"
        params={{ clientId: String(original.clientId), paymentId: String(original.paymentId) }}
        className="quiet-link"
      >
        <b>Payment {original.paymentId}</b>
      </Link>
    ),
  }),
  paymentColumn.accessor("paid", {
    header: "Status",
    cell: ({ row: { original } }) => <PaidMark payment={original} />,
  }),
  paymentColumn.accessor("payDate", {
    header: "Pay date",
    meta: { grow: true, wide: true },
    cell: ({ getValue }) => formatCalendarDay(getValue()),
  }),
  paymentColumn.accessor("amount", {
    header: "Of this invoice",
    meta: { right: true },
    cell: ({ row: { original } }) => <Money amount={original.amount} currency={original.currency} />,
  }),
]);

export function InvoicePayments({ invoice: { payments, clientId, currency, status } }: { invoice: Invoice }) {
  return (
    <Section title="Payments">
      <DataTable
        label="Payments"
        columns={paymentColumns}
        rows={payments.map((payment) => ({ ...payment, clientId, currency }))}
        rowId={({ paymentId }) => String(paymentId)}
        empty={
          <EmptyState title="No payment pays it yet">
            {status === "void"
              ? "It is void: its payments are free for others."
              : "Enter one for it, or say of an earlier payment that it pays this invoice."}
          </EmptyState>
        }
      />
    </Section>
  );
}

const noteColumn = columnsOf<NoteRow>();
const noteColumns = noteColumn.columns([
  noteColumn.accessor("number", {
    header: "Credit note",
    cell: ({ row: { original } }) => (
      <Link
        to="/finance/credit-notes/$creditNoteId"
        params={{ creditNoteId: String(original.id) }}
        className="quiet-link"
      >
        <b>{original.number}</b>
      </Link>
    ),
  }),
  noteColumn.accessor("date", { header: "Date", cell: ({ getValue }) => formatCalendarDay(getValue()) }),
  noteColumn.display({
    id: "pdf",
    header: "Document",
    meta: { grow: true },
    cell: ({ row: { original } }) => (
      <Anchor href={adminPath("creditNotePdf", { params: { creditNoteId: original.id } })} inherit>
        PDF
      </Anchor>
    ),
  }),
  noteColumn.accessor("total", {
    header: "Total",
    meta: { right: true },
    cell: ({ row: { original } }) => <Money amount={original.total} currency={original.currency} />,
  }),
]);

export function InvoiceCreditNotes({ invoice: { creditNotes, clientId, currency } }: { invoice: Invoice }) {
  return (
    <Section title="Credit notes">
      <DataTable
        label="Credit notes"
        columns={noteColumns}
        rows={creditNotes.map((note) => ({ ...note, clientId, currency }))}
        rowId={({ id }) => String(id)}
        empty={null}
      />
    </Section>
  );
}
