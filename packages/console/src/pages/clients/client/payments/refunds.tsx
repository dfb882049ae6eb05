/** What was given back to the client's balance: for messages, or for an invoice that charged too much. */
import { Button } from "@mantine/core";
import type { Refund } from "@switchyard/contract";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../../../api.ts";
import { formatCalendarDay } from "../../../../parts/calendar.ts";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../../parts/data-table/features.ts";
import { Paging } from "../../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { formatCount } from "../../../../parts/figures.ts";
import { useListState } from "../../../../parts/list-state.ts";
import { Money } from "../../../../parts/money.tsx";
import { Section } from "../../../../parts/page.tsx";
import { CreditNoteLinks } from "../../../../parts/payments/payment-drawer.tsx";
import { Time } from "../../../../parts/time.tsx";
import { useClientId } from "../current.ts";

const route = getRouteApi("/signed-in/clients/$clientId/payments/refunds");

const column = columnsOf<Refund>();

const columns = column.columns([
  column.accessor("createdAt", { header: "Given", cell: ({ getValue }) => <Time at={getValue()} /> }),
  column.accessor("day", {
    header: "Day",
    meta: { wide: true },
    cell: ({ getValue }) => formatCalendarDay(getValue()),
  }),
  column.accessor("amount", {
    header: "Amount",
    meta: { right: true },
    cell: ({ row: { original } }) => <Money amount={original.amount} currency={original.currency} />,
  }),
  column.display({ id: "for", header: "For", cell: ({ row: { original } }) => <RefundedThing refund={original} /> }),
  column.accessor("reason", { header: "Reason", meta: { wide: true, grow: true } }),
  column.accessor("enteredBy", { header: "Entered by", meta: { wide: true } }),
  column.accessor("balanceAfter", {
    header: "Balance after",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) => <Money amount={original.balanceAfter} currency={original.currency} signed />,
  }),
]);

function RefundedThing({ refund: { messages, messageId, invoice, creditNote } }: { refund: Refund }) {
  if (messageId !== null) {
    return (
      <Link to="/messages/$messageId" params={{ messageId }} className="text-link">
        Message {messageId}
      </Link>
    );
  }
  if (messages > 0) return `${formatCount(messages)} messages`;
  return (
    <>
      {invoice && (
        <Link to="/finance/invoices/$invoiceId" params={{ invoiceId: String(invoice.id) }} className="text-link">
          {invoice.number}
        </Link>
      )}
      {creditNote && (
        <>
          {" · "}
          <CreditNoteLinks note={creditNote} />
        </>
      )}
    </>
  );
}

export function ClientRefunds() {
  const clientId = useClientId();
  const { cursor } = route.useSearch();
  const list = useListState();
  const mayRefund = useMay("payments.write");
  const refunds = useQuery(
    liveQuery("listRefunds", { params: { clientId }, query: { ...(cursor && { cursor }) } }, refreshMs.usual),
  );
  const give = mayRefund && (
    <Button
      variant="default"
      leftSection={<IconArrowBackUp size={14} />}
      renderRoot={(props) => (
        <Link
          {...props}
          to="/clients/$clientId/payments/refunds/new"
          params={{ clientId: String(clientId) }}
          search={true}
          resetScroll={false}
        />
      )}
    >
      Refund messages
    </Button>
  );
  return (
    <Section
      title="Refunds"
      says="What messages were charged goes back to the balance, each message once. One message is refunded from its own page."
      actions={give}
    >
      <DataTable
        label="Refunds"
        columns={columns}
        rows={refunds.data?.items}
        error={refunds.error}
        rowId={(refund) => String(refund.id)}
        list={list}
        footer={<Paging list={list} page={refunds.data} noun="refunds" />}
        empty={
          <EmptyState title="Nothing was given back" action={give}>
            When a supplier failed for an hour, choose that hour and what became of the messages, and give back what
            they were charged.
          </EmptyState>
        }
      />
      <Outlet />
    </Section>
  );
}
