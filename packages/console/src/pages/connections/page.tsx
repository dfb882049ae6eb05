/** Every link to a supplier, live: state, speed, queue, latency; pause, resume and reconnect from the list. */
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { liveQuery, refreshMs, useMay } from "../../api.ts";
import { useLive } from "../../live.ts";
import { connectionColumns } from "../../parts/connection-columns.tsx";
import { ColumnChoice, useShownColumns } from "../../parts/data-table/column-choice.tsx";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { Paging } from "../../parts/data-table/paging.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { FilterBar, SupplierFilter } from "../../parts/filters.tsx";
import { useListState } from "../../parts/list-state.ts";
import { Page } from "../../parts/page.tsx";
import { withLive } from "./with-live.ts";

const route = getRouteApi("/signed-in/connections");

export function ConnectionsPage() {
  const { supplier, cursor } = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const shown = useShownColumns(list, "connections");
  const mayCreate = useMay("suppliers.write");
  const asked = { ...(supplier && { supplierId: supplier }), ...(cursor && { cursor }) };
  const connections = useQuery(liveQuery("listConnections", { query: asked }, refreshMs.usual));
  const live = useLive();
  const rows = useMemo(
    () => connections.data?.items.map((connection) => withLive(connection, live)),
    [connections.data, live],
  );
  const create = mayCreate && (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="/connections/new" search={supplier ? { supplier } : {}} />}
    >
      Create connection
    </Button>
  );
  return (
    <Page title="Connections" actions={create}>
      <FilterBar
        list={list}
        keys={["supplier"]}
        end={<ColumnChoice name="connections" columns={connectionColumns} list={list} />}
      >
        <SupplierFilter list={list} width={190} />
      </FilterBar>
      <DataTable
        label="Connections"
        columns={connectionColumns}
        rows={rows}
        error={connections.error}
        rowId={(connection) => String(connection.id)}
        shown={shown}
        list={list}
        onOpen={({ id }) => void navigate({ to: "/connections/$connectionId", params: { connectionId: String(id) } })}
        footer={<Paging list={list} page={connections.data} noun="connections" />}
        empty={
          <EmptyState title="No connections" action={create}>
            A connection is a link to a supplier, by SMPP or over an HTTP API. Create one, put it into a pool, and let a
            route lead to the pool.
          </EmptyState>
        }
      />
      <Outlet />
    </Page>
  );
}
