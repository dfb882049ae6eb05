/** Invoices of all clients; the automatic ones that are due can be made at once. */
import { Button, Tooltip } from "@mantine/core";
import { adminPath } from "@switchyard/contract";
import { IconPlayerPlay, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { liveQuery, refreshMs, useMay, useSend } from "../../../api.ts";
import { CsvLink } from "../../../parts/csv-link.tsx";
import { ColumnChoice, useShownColumns } from "../../../parts/data-table/column-choice.tsx";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { invoiceColumns } from "../../../parts/invoices/invoice-columns.tsx";
import { InvoiceFilters } from "../../../parts/invoices/invoice-filters.tsx";
import { invoiceFilterKeys, invoicesExportQuery, invoicesQuery } from "../../../parts/invoices/invoice-search.ts";
import { NewInvoiceForm } from "../../../parts/invoices/new-invoice.tsx";
import { type ListState, useListState } from "../../../parts/list-state.ts";
import { Page } from "../../../parts/page.tsx";
import { RouteDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";

const route = getRouteApi("/signed-in/finance/invoices");

export function InvoicesPage() {
  const search = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const shown = useShownColumns(list, "invoices");
  const mayInvoice = useMay("invoices.write");
  const invoices = useQuery(liveQuery("listInvoices", { query: invoicesQuery(search) }, refreshMs.usual));
  const isFiltered = invoiceFilterKeys.some((key) => search[key]);
  const actions = mayInvoice && (
    <>
      <RunNow />
      <Button
        leftSection={<IconPlus size={14} />}
        renderRoot={(props) => <Link {...props} to="/finance/invoices/new" search={true} resetScroll={false} />}
      >
        Create invoice
      </Button>
    </>
  );
  return (
    <Page title="Invoices" actions={actions}>
      <InvoiceFilters list={list} end={<ExportAndColumns list={list} />} />
      <DataTable
        label="Invoices"
        columns={invoiceColumns}
        rows={invoices.data?.items}
        error={invoices.error}
        rowId={(invoice) => String(invoice.id)}
        shown={shown}
        list={list}
        onOpen={({ id }) => void navigate({ to: "/finance/invoices/$invoiceId", params: { invoiceId: String(id) } })}
        footer={<Paging list={list} page={invoices.data} noun="invoices" />}
        empty={
          isFiltered ? (
            <EmptyState title="No invoice fits these filters">Change or clear a filter to see others.</EmptyState>
          ) : (
            <EmptyState title="No invoices yet">
              Create one for a client and a period, or choose an invoice cycle in a client's profile and they come by
              themselves when the period is over.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </Page>
  );
}

/** What the switch would make by itself at its next turn, made now. */
function RunNow() {
  const run = useSend("runInvoices");
  const start = () =>
    run.mutate(
      { body: {} },
      {
        onSuccess: ({ invoices, clients }) =>
          said(
            invoices === 0
              ? "No automatic invoice is due."
              : `${formatCount(invoices)} ${invoices === 1 ? "invoice" : "invoices"} of ${formatCount(clients)} ${clients === 1 ? "client" : "clients"} made.`,
          ),
        onError: said,
      },
    );
  return (
    <Tooltip label="Makes the automatic invoices whose period is over, without waiting for their turn">
      <Button variant="default" leftSection={<IconPlayerPlay size={14} />} loading={run.isPending} onClick={start}>
        Make due invoices
      </Button>
    </Tooltip>
  );
}

function ExportAndColumns({ list }: { list: ListState }) {
  const search = route.useSearch();
  return (
    <>
      <CsvLink href={adminPath("exportInvoices", { query: invoicesExportQuery(search) })} />
      <ColumnChoice name="invoices" columns={invoiceColumns} list={list} />
    </>
  );
}

export function NewInvoice() {
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/finance/invoices", search: true, resetScroll: false }),
    [navigate],
  );
  return (
    <RouteDrawer title="Create invoice" onClose={close}>
      <NewInvoiceForm />
    </RouteDrawer>
  );
}
