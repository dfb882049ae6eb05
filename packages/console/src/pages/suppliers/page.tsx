/** All suppliers: whom we pay. */
import { Button } from "@mantine/core";
import type { Supplier } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../api.ts";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../parts/data-table/features.ts";
import { Paging } from "../../parts/data-table/paging.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { FilterBar, SearchFilter } from "../../parts/filters.tsx";
import { useListState } from "../../parts/list-state.ts";
import { Page } from "../../parts/page.tsx";
import { Status } from "../../parts/status.tsx";
import { Time } from "../../parts/time.tsx";

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
  column.accessor("currency", { header: "Currency" }),
  column.accessor("connections", { header: "Connections", meta: { right: true } }),
  column.accessor("email", { header: "E-mail", meta: { wide: true }, cell: ({ getValue }) => getValue() || "–" }),
  column.accessor("comment", { header: "Comment", meta: { wide: true, grow: true } }),
  column.accessor("createdAt", {
    header: "Since",
    meta: { wide: true, right: true },
    cell: ({ getValue }) => <Time at={getValue()} as="day" />,
  }),
]);

export function SupplierStatus({ blocked }: { blocked: boolean }) {
  return blocked ? (
    <Status tone="bad" says="Its messages wait or move to the next member of their pool.">
      Blocked
    </Status>
  ) : (
    <Status tone="good">Active</Status>
  );
}

export function SuppliersPage() {
  const { q, cursor } = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const mayCreate = useMay("suppliers.write");
  const suppliers = useQuery(
    liveQuery("listSuppliers", { query: { ...(q && { search: q }), ...(cursor && { cursor }) } }, refreshMs.usual),
  );
  const create = mayCreate && (
    <Button component={Link} to="/suppliers/new" leftSection={<IconPlus size={14} />}>
      Create supplier
    </Button>
  );
  return (
    <Page title="Suppliers" actions={create}>
      <FilterBar list={list} keys={["q"]}>
        <SearchFilter main list={list} label="Search suppliers" placeholder="Name" />
      </FilterBar>
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
          q ? (
            <EmptyState title="No supplier of that name">Clear the search to see all of them.</EmptyState>
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
