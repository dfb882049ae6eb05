/** The log of payments: what was entered, by whom, what it pays, and the balance it left. */
import { Button } from "@mantine/core";
import { adminPath } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../../../api.ts";
import { CsvLink } from "../../../../parts/csv-link.tsx";
import { ColumnChoice, useShownColumns } from "../../../../parts/data-table/column-choice.tsx";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { Paging } from "../../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { type ListState, useListState } from "../../../../parts/list-state.ts";
import { Section } from "../../../../parts/page.tsx";
import { clientPaymentColumns } from "../../../../parts/payments/payment-columns.tsx";
import { PaymentFilters } from "../../../../parts/payments/payment-filters.tsx";
import {
  clientPaymentFilterKeys,
  clientPaymentsQuery,
  paymentsExportQuery,
} from "../../../../parts/payments/payment-search.ts";
import { useClientId } from "../current.ts";

const route = getRouteApi("/signed-in/clients/$clientId/payments/log");

export function PaymentLog() {
  const clientId = useClientId();
  const search = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const shown = useShownColumns(list, "client-payments");
  const payments = useQuery(
    liveQuery("listPayments", { params: { clientId }, query: clientPaymentsQuery(search) }, refreshMs.usual),
  );
  const isFiltered = clientPaymentFilterKeys.some((key) => search[key]);
  return (
    <Section
      title="Payments"
      says="A payment counts towards the balance as soon as it is entered. Its amount never changes; a mistake is taken back by a negative one."
      actions={<EnterPayment />}
    >
      <PaymentFilters ofClient list={list} end={<ExportAndColumns list={list} clientId={clientId} />} />
      <DataTable
        label="Payments"
        columns={clientPaymentColumns}
        rows={payments.data?.items}
        error={payments.error}
        rowId={(payment) => String(payment.id)}
        shown={shown}
        list={list}
        onOpen={({ id }) =>
          void navigate({
            to: "/clients/$clientId/payments/$paymentId",
            params: { clientId: String(clientId), paymentId: String(id) },
            search: true,
            resetScroll: false,
          })
        }
        footer={<Paging list={list} page={payments.data} noun="payments" />}
        empty={
          isFiltered ? (
            <EmptyState title="No payment fits these filters">Change or clear a filter to see others.</EmptyState>
          ) : (
            <EmptyState title="No payments yet" action={<EnterPayment />}>
              Until the client has money or credit, its messages are blocked with <i>no money</i>.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </Section>
  );
}

function EnterPayment() {
  const mayPay = useMay("payments.write");
  if (!mayPay) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => (
        <Link
          {...props}
          to="."
          search={(now: Record<string, unknown>) => ({ ...now, drawer: "top-up" })}
          resetScroll={false}
        />
      )}
    >
      Enter payment
    </Button>
  );
}

function ExportAndColumns({ list, clientId }: { list: ListState; clientId: number }) {
  const search = route.useSearch();
  return (
    <>
      <CsvLink href={adminPath("exportPayments", { query: { ...paymentsExportQuery(search), clientId } })} />
      <ColumnChoice name="client-payments" columns={clientPaymentColumns} list={list} />
    </>
  );
}
