/** The platform's routes, in the order they are tried, after a client's own. */
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, query, refreshMs, useMay } from "../../api.ts";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { Paging } from "../../parts/data-table/paging.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ChoiceFilter, CountryFilter, FilterBar } from "../../parts/filters.tsx";
import { useListState } from "../../parts/list-state.ts";
import { Page } from "../../parts/page.tsx";
import { routeColumns } from "../../parts/routing/route-columns.tsx";
import { routeFilterKeys, routesQuery } from "./filters.ts";

const page = getRouteApi("/signed-in/routes");

const columns = routeColumns((route, children) => (
  <Link to="/routes/$routeId" params={{ routeId: String(route.id) }} search={true} className="quiet-link">
    <b>{children}</b>
  </Link>
));

export function usePlatformRoutes() {
  return useQuery(liveQuery("listRoutes", { query: routesQuery(page.useSearch()) }, refreshMs.slow));
}

export function RoutesPage() {
  const list = useListState();
  const navigate = useNavigate();
  const mayCreate = useMay("routing.write");
  const routes = usePlatformRoutes();
  const pools = useQuery(query("listPools", { query: { limit: 200 } }));
  const filtered = routeFilterKeys.some((key) => list.search[key]);
  const create = mayCreate && (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="/routes/new" search={true} />}
    >
      Create route
    </Button>
  );
  return (
    <Page title="Routes" actions={create}>
      <FilterBar list={list} keys={routeFilterKeys}>
        <CountryFilter list={list} />
        <ChoiceFilter
          list={list}
          name="pool"
          label="Pool"
          options={(pools.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          width={180}
          searchable
        />
      </FilterBar>
      <DataTable
        label="Routes"
        columns={columns}
        rows={routes.data?.items}
        error={routes.error}
        rowId={(route) => String(route.id)}
        list={list}
        onOpen={({ id }) => void navigate({ to: "/routes/$routeId", params: { routeId: String(id) }, search: true })}
        footer={<Paging list={list} page={routes.data} noun="routes" />}
        empty={
          filtered ? (
            <EmptyState title="No route fits these filters">Change or clear a filter to see others.</EmptyState>
          ) : (
            <EmptyState title="No routes yet" action={create}>
              A route says which pool serves a destination. Without one, messages are blocked with <i>no route</i>.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </Page>
  );
}
