/** All suppliers: whom we pay, and how we stand with them. */
import { Button } from "@mantine/core";
import type { Supplier } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, query, refreshMs, useMay } from "../../api.ts";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../parts/data-table/features.ts";
import { Paging } from "../../parts/data-table/paging.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ChoiceFilter, FilterBar, SearchFilter } from "../../parts/filters.tsx";
import { type ListState, useListState } from "../../parts/list-state.ts";
import { Page } from "../../parts/page.tsx";
import { Time } from "../../parts/time.tsx";
import { validQuery } from "../../parts/valid-query.ts";
import { SupplierMenu } from "./block.tsx";
import { supplierFilterKeys } from "./filters.ts";
import { Labels, SupplierBalance, SupplierStatus } from "./status.tsx";

const route = getRouteApi("/signed-in/suppliers");

const column = columnsOf<Supplier>();

const columns = column.columns([
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original } }) => (
      <Link to="/suppliers/$supplierId" params={{ supplierId: String(original.id) }} className="quiet-link">
        <b>{original.name}</b>
      </Link>
    ),
  }),
  column.accessor("blocked", { header: "Status", cell: ({ getValue }) => <SupplierStatus blocked={getValue()} /> }),
  column.accessor("balance", {
    header: "Balance",
    meta: { right: true },
    cell: ({ row: { original } }) => <SupplierBalance of={original} />,
  }),
  column.accessor("prepaid", {
    header: "Paid",
    meta: { wide: true },
    cell: ({ getValue }) => (getValue() ? "in advance" : "afterwards"),
  }),
  column.accessor("connections", { header: "Connections", meta: { right: true } }),
  column.accessor("labels", {
    header: "Labels",
    meta: { wide: true },
    cell: ({ getValue }) => <Labels of={getValue()} />,
  }),
  column.accessor("contact", { header: "Contact", meta: { wide: true, grow: true } }),
  column.accessor("createdAt", {
    header: "Since",
    meta: { wide: true, right: true },
    cell: ({ getValue }) => <Time at={getValue()} as="day" />,
  }),
  column.display({
    id: "actions",
    header: "",
    meta: { right: true },
    cell: ({ row: { original } }) => <SupplierMenu supplier={original} />,
  }),
]);

export function SuppliersPage() {
  const search = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const mayCreate = useMay("suppliers.write");
  const asked = validQuery("listSuppliers", {
    search: search.q,
    label: search.label,
    blocked: search.blocked,
    balanceLow: search.low,
    cursor: search.cursor,
  });
  const suppliers = useQuery(liveQuery("listSuppliers", { query: asked }, refreshMs.usual));
  const isFiltered = supplierFilterKeys.some((key) => search[key]);
  const create = mayCreate && (
    <Button component={Link} to="/suppliers/new" leftSection={<IconPlus size={14} />}>
      Create supplier
    </Button>
  );
  return (
    <Page title="Suppliers" actions={create}>
      <SupplierFilters list={list} />
      <DataTable
        label="Suppliers"
        columns={columns}
        rows={suppliers.data?.items}
        error={suppliers.error}
        rowId={(supplier) => String(supplier.id)}
        list={list}
        onOpen={({ id }) => void navigate({ to: "/suppliers/$supplierId", params: { supplierId: String(id) } })}
        footer={<Paging list={list} page={suppliers.data} noun="suppliers" />}
        empty={
          isFiltered ? (
            <EmptyState title="No such supplier">Change or clear a filter to see others.</EmptyState>
          ) : (
            <EmptyState title="No suppliers yet" action={create}>
              A supplier delivers messages for us at a cost per part. Create one, then its costs and a connection to it.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </Page>
  );
}

const blockOptions = [
  { value: "false", label: "Active" },
  { value: "true", label: "Blocked" },
];
const lowOptions = [{ value: "true", label: "Low balance" }];

function SupplierFilters({ list }: { list: ListState }) {
  const labels = useQuery(query("listSupplierLabels"));
  return (
    <FilterBar list={list} keys={supplierFilterKeys}>
      <SearchFilter main list={list} label="Search suppliers" placeholder="Name, contact, label" />
      <ChoiceFilter
        list={list}
        name="label"
        label="Label"
        options={(labels.data?.items ?? []).map((one) => one.label)}
      />
      <ChoiceFilter list={list} name="blocked" label="Status" options={blockOptions} />
      <ChoiceFilter list={list} name="low" label="Balance" options={lowOptions} />
    </FilterBar>
  );
}
