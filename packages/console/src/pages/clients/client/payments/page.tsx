/** The log of payments: what was entered, by whom, and the balance it left. */
import { Button } from "@mantine/core";
import type { Payment } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../../../api.ts";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../../parts/data-table/features.ts";
import { Paging } from "../../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { useListState } from "../../../../parts/list-state.ts";
import { Money } from "../../../../parts/money.tsx";
import { Section } from "../../../../parts/page.tsx";
import { Status } from "../../../../parts/status.tsx";
import { formatDay, Time } from "../../../../parts/time.tsx";
import { useClientId } from "../current.ts";

const route = getRouteApi("/signed-in/clients/$clientId/payments");

const column = columnsOf<Payment>();

const columns = column.columns([
  column.accessor("createdAt", {
    header: "Entered",
    cell: ({ row: { original } }) => (
      <Link
        to="/clients/$clientId/payments/$paymentId"
        params={{ clientId: String(original.clientId), paymentId: String(original.id) }}
        search={true}
        resetScroll={false}
        className="quiet-link"
      >
        <Time at={original.createdAt} />
      </Link>
    ),
  }),
  column.accessor("amount", {
    header: "Amount",
    meta: { right: true },
    cell: ({ row: { original } }) => <Money amount={original.amount} currency={original.currency} signed />,
  }),
  column.accessor("paid", {
    header: "Status",
    cell: ({ getValue }) => (getValue() ? <Status tone="good">Paid</Status> : <Status tone="wait">Unpaid</Status>),
  }),
  column.accessor("method", { header: "Method", cell: ({ getValue }) => getValue() || "–" }),
  column.accessor("payDate", {
    header: "Pay date",
    meta: { wide: true },
    cell: ({ getValue }) => formatDay(`${getValue()}T00:00`),
  }),
  column.accessor("comment", { header: "Comment", meta: { grow: true, wide: true } }),
  column.accessor("enteredBy", { header: "Entered by", meta: { wide: true } }),
  column.accessor("balanceAfter", {
    header: "Balance after",
    meta: { right: true },
    cell: ({ row: { original } }) => <Money amount={original.balanceAfter} currency={original.currency} signed />,
  }),
]);

export function PaymentsTab() {
  const clientId = useClientId();
  const { cursor } = route.useSearch();
  const list = useListState();
  const mayPay = useMay("payments.write");
  const payments = useQuery(
    liveQuery("listPayments", { params: { clientId }, query: { ...(cursor && { cursor }) } }, refreshMs.usual),
  );
  const enter = mayPay && (
    <Button
      variant="default"
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="." search={{ drawer: "top-up" } as never} resetScroll={false} />}
    >
      Enter payment
    </Button>
  );
  return (
    <Section
      title="Payments"
      says="A payment counts towards the balance as soon as it is entered. Its amount never changes; a mistake is taken back by a negative one."
      actions={enter}
    >
      <DataTable
        label="Payments"
        columns={columns}
        rows={payments.data?.items}
        error={payments.error}
        rowId={(payment) => String(payment.id)}
        list={list}
        footer={<Paging list={list} page={payments.data} noun="payments" />}
        empty={
          <EmptyState title="No payments yet" action={enter}>
            Until the client has money or credit, its messages are blocked with <i>no money</i>.
          </EmptyState>
        }
      />
      <Outlet />
    </Section>
  );
}
