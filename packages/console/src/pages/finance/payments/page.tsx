/** Payments of all clients. */
import { adminPath } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Outlet, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { liveQuery, refreshMs } from "../../../api.ts";
import { CsvLink } from "../../../parts/csv-link.tsx";
import { ColumnChoice, useShownColumns } from "../../../parts/data-table/column-choice.tsx";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { type ListState, useListState } from "../../../parts/list-state.ts";
import { Page } from "../../../parts/page.tsx";
import { paymentColumns } from "../../../parts/payments/payment-columns.tsx";
import { PaymentDrawer } from "../../../parts/payments/payment-drawer.tsx";
import { PaymentFilters } from "../../../parts/payments/payment-filters.tsx";
import { paymentFilterKeys, paymentsExportQuery, paymentsQuery } from "../../../parts/payments/payment-search.ts";

const route = getRouteApi("/signed-in/finance/payments");
const drawerRoute = getRouteApi("/signed-in/finance/payments/$clientId/$paymentId");

export function PaymentsPage() {
  const search = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const shown = useShownColumns(list, "payments");
  const payments = useQuery(liveQuery("listAllPayments", { query: paymentsQuery(search) }, refreshMs.usual));
  const isFiltered = paymentFilterKeys.some((key) => search[key]);
  return (
    <Page title="Payments">
      <PaymentFilters list={list} end={<ExportAndColumns list={list} />} />
      <DataTable
        label="Payments"
        columns={paymentColumns}
        rows={payments.data?.items}
        error={payments.error}
        rowId={(payment) => String(payment.id)}
        shown={shown}
        list={list}
        onOpen={({ clientId, id }) =>
          void navigate({
            to: "/finance/payments/$clientId/$paymentId",
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
            <EmptyState title="No payments yet">
              A payment is entered on the page of the client it comes from, with <i>Top up</i>.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </Page>
  );
}

function ExportAndColumns({ list }: { list: ListState }) {
  const search = route.useSearch();
  return (
    <>
      <CsvLink href={adminPath("exportPayments", { query: paymentsExportQuery(search) })} />
      <ColumnChoice name="payments" columns={paymentColumns} list={list} />
    </>
  );
}

/** A payment over the list of all. */
export function AnyPayment() {
  const { clientId, paymentId } = drawerRoute.useParams();
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/finance/payments", search: true, resetScroll: false }),
    [navigate],
  );
  return <PaymentDrawer clientId={Number(clientId)} paymentId={Number(paymentId)} onClose={close} />;
}
