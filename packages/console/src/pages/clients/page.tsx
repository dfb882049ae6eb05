/** All clients: search, filters, sort, columns, export, and the way to each profile. */
import { Button } from "@mantine/core";
import { adminPath } from "@switchyard/contract";
import { clientBlocks } from "@switchyard/engine";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, query, refreshMs, useMay } from "../../api.ts";
import { CsvLink } from "../../parts/csv-link.tsx";
import { ColumnChoice, useShownColumns } from "../../parts/data-table/column-choice.tsx";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { Paging } from "../../parts/data-table/paging.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ChoiceFilter, CurrencyFilter, FilterBar, SearchFilter } from "../../parts/filters.tsx";
import { type ListState, useListState } from "../../parts/list-state.ts";
import { Page } from "../../parts/page.tsx";
import { clientBlockLooks } from "../../parts/tones.ts";
import { clientColumns } from "./columns.tsx";
import { clientFilterKeys, clientsExportQuery, clientsQuery } from "./filters.ts";

const route = getRouteApi("/signed-in/clients");

const statusOptions = clientBlocks.map((value) => ({ value, label: clientBlockLooks[value].word }));

export function ClientsPage() {
  const search = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const shown = useShownColumns(list, "clients");
  const mayCreate = useMay("clients.write");
  const clients = useQuery(liveQuery("listClients", { query: clientsQuery(search) }, refreshMs.usual));
  const create = mayCreate && (
    <Button component={Link} to="/clients/new" leftSection={<IconPlus size={14} />}>
      Create client
    </Button>
  );
  const filtered = clientFilterKeys.some((key) => search[key]);
  return (
    <Page title="Clients" actions={create}>
      <ClientFilters list={list} />
      <DataTable
        label="Clients"
        columns={clientColumns}
        rows={clients.data?.items}
        error={clients.error}
        rowId={(client) => String(client.id)}
        shown={shown}
        list={list}
        onOpen={(client) => void navigate({ to: "/clients/$clientId", params: { clientId: String(client.id) } })}
        footer={<Paging list={list} page={clients.data} noun="clients" />}
        empty={
          filtered ? (
            <EmptyState title="No client fits these filters">Change or clear a filter to see others.</EmptyState>
          ) : (
            <EmptyState title="No clients yet" action={create}>
              A client is a company that sends messages through this switch and pays for them. Create the first one,
              give it prices and an SMPP credential, and it can bind.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </Page>
  );
}

function ClientFilters({ list }: { list: ListState }) {
  const users = useQuery(query("listUsers"));
  const managers = (users.data?.items ?? []).map(({ id, login }) => ({ value: String(id), label: login }));
  const mayPrices = useMay("prices.read");
  const products = useQuery({ ...query("listProducts"), enabled: mayPrices });
  const named = (products.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <FilterBar list={list} keys={clientFilterKeys} end={<ExportAndColumns list={list} />}>
      <SearchFilter main list={list} label="Search clients" placeholder="Login, company, e-mail, phone, system_id" />
      <ChoiceFilter list={list} name="block" label="Status" options={statusOptions} width={120} />
      <ChoiceFilter list={list} name="manager" label="Manager" options={managers} />
      {mayPrices && (
        <ChoiceFilter
          list={list}
          name="product"
          label="Product"
          options={[{ value: "none", label: "No product" }, ...named]}
          searchable
        />
      )}
      <CurrencyFilter list={list} />
    </FilterBar>
  );
}

function ExportAndColumns({ list }: { list: ListState }) {
  const search = route.useSearch();
  return (
    <>
      <CsvLink href={adminPath("exportClients", { query: clientsExportQuery(search) })} name="clients.csv" />
      <ColumnChoice name="clients" columns={clientColumns} list={list} />
    </>
  );
}
