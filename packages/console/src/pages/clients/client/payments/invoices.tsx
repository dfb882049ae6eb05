/** The client's invoices, and a new one for a period. */
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { liveQuery, refreshMs, useMay } from "../../../../api.ts";
import { ColumnChoice, useShownColumns } from "../../../../parts/data-table/column-choice.tsx";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { Paging } from "../../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { clientInvoiceColumns } from "../../../../parts/invoices/invoice-columns.tsx";
import { InvoiceFilters } from "../../../../parts/invoices/invoice-filters.tsx";
import { clientInvoiceFilterKeys, invoicesQuery } from "../../../../parts/invoices/invoice-search.ts";
import { NewInvoiceForm } from "../../../../parts/invoices/new-invoice.tsx";
import { useListState } from "../../../../parts/list-state.ts";
import { Section } from "../../../../parts/page.tsx";
import { RouteDrawer } from "../../../../parts/route-drawer.tsx";
import { useClient, useClientId } from "../current.ts";

const route = getRouteApi("/signed-in/clients/$clientId/payments/invoices");

export function ClientInvoices() {
  const clientId = useClientId();
  const search = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const shown = useShownColumns(list, "client-invoices");
  const mayInvoice = useMay("invoices.write");
  const asked = { ...invoicesQuery(search), clientId };
  const invoices = useQuery(liveQuery("listInvoices", { query: asked }, refreshMs.usual));
  const create = mayInvoice && (
    <Button
      variant="default"
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => (
        <Link
          {...props}
          to="/clients/$clientId/payments/invoices/new"
          params={{ clientId: String(clientId) }}
          search={true}
          resetScroll={false}
        />
      )}
    >
      Create invoice
    </Button>
  );
  const isFiltered = clientInvoiceFilterKeys.some((key) => search[key]);
  return (
    <Section
      title="Invoices"
      says="For what was charged in a period. Payments pay them; the balance is moved by payments and messages alone."
      actions={create}
    >
      <InvoiceFilters
        ofClient
        list={list}
        end={<ColumnChoice name="client-invoices" columns={clientInvoiceColumns} list={list} />}
      />
      <DataTable
        label="Invoices"
        columns={clientInvoiceColumns}
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
            <EmptyState title="No invoices yet" action={create}>
              Create one for a period, or choose an invoice cycle in the profile and they come by themselves.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </Section>
  );
}

export function NewClientInvoice() {
  const clientId = useClientId();
  const { data: client } = useClient();
  const navigate = useNavigate();
  const close = useCallback(
    () =>
      void navigate({
        to: "/clients/$clientId/payments/invoices",
        params: { clientId: String(clientId) },
        search: true,
        resetScroll: false,
      }),
    [clientId, navigate],
  );
  return (
    <RouteDrawer title={`Invoice for ${client?.login ?? "…"}`} onClose={close}>
      {client && <NewInvoiceForm clientId={clientId} timeZone={client.timeZone} />}
    </RouteDrawer>
  );
}
