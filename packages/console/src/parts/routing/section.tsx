/**
 * The routes of one owner on a page: their list, what can be done with them, and their drawers. One for the platform, a
 * product and a client.
 */
import { Button } from "@mantine/core";
import { type Route, type RouteRef, routeScopeName } from "@switchyard/contract";
import { IconCopy, IconHelpCircle, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { liveQuery, refreshMs, useMay } from "../../api.ts";
import { DataTable } from "../data-table/data-table.tsx";
import { Paging } from "../data-table/paging.tsx";
import { useSelection } from "../data-table/selection.tsx";
import { EmptyState } from "../empty-state.tsx";
import { useListState } from "../list-state.ts";
import { Section } from "../page.tsx";
import { type RoutesDrawer, routeFilterKeys, routesQuery, withRoute } from "./address.ts";
import { routeColumns } from "./columns.tsx";
import { RouteDrawers } from "./drawers.tsx";
import { RouteFilters } from "./filters.tsx";
import { scopeParam } from "./owner.ts";
import { RouteSelectionBar } from "./selection-bar.tsx";

interface RouteSectionProps {
  owner: RouteRef;
  title: string;
  says: ReactNode;
  /** What stands where there are none. */
  empty: { title: string; says: ReactNode };
}

const noRows: readonly Route[] = [];

/** What is ticked of one owner must never be changed at another: each has its own list. */
export function RouteSection(props: RouteSectionProps) {
  return <RouteList key={routeScopeName(props.owner)} {...props} />;
}

function RouteList({ owner, title, says, empty }: RouteSectionProps) {
  const list = useListState();
  const navigate = useNavigate();
  const mayChange = useMay("routing.write");
  const selection = useSelection<Route>();
  const call = { params: scopeParam(owner), query: routesQuery(list.search) };
  const page = useQuery(liveQuery("listRoutes", call, refreshMs.slow));
  const rows = page.data?.items;
  const columns = useMemo(
    () => routeColumns(mayChange ? selection : undefined, rows ?? noRows),
    [mayChange, selection, rows],
  );
  const isFiltered = routeFilterKeys.some((key) => list.search[key]);
  return (
    <Section title={title} says={says} actions={<RouteActions mayChange={mayChange} />}>
      <RouteFilters owner={owner} list={list} />
      {selection.ids.length > 0 && <RouteSelectionBar owner={owner} selection={selection} />}
      <DataTable
        label={title}
        columns={columns}
        rows={rows}
        error={page.error}
        rowId={({ id }) => String(id)}
        list={list}
        onOpen={({ id }) => void navigate({ to: ".", search: withRoute({ route: String(id) }), resetScroll: false })}
        footer={<Paging list={list} page={page.data} noun="routes" />}
        empty={
          isFiltered ? (
            <EmptyState title="No route fits these filters">Change or clear a filter to see others.</EmptyState>
          ) : (
            <EmptyState title={empty.title} action={mayChange && <AddRoute />}>
              {empty.says}
            </EmptyState>
          )
        }
      />
      <RouteDrawers owner={owner} mayChange={mayChange} selection={selection} />
    </Section>
  );
}

function RouteActions({ mayChange }: { mayChange: boolean }) {
  return (
    <>
      <OpenButton opens="explain" icon={<IconHelpCircle size={14} />}>
        Explain…
      </OpenButton>
      {mayChange && (
        <>
          <OpenButton opens="copy" icon={<IconCopy size={14} />}>
            Copy all to…
          </OpenButton>
          <AddRoute />
        </>
      )}
    </>
  );
}

function OpenButton({ opens, icon, children }: { opens: RoutesDrawer; icon: ReactNode; children: string }) {
  return (
    <Button
      variant="default"
      leftSection={icon}
      renderRoot={(props) => <Link {...props} to="." search={withRoute({ routes: opens })} resetScroll={false} />}
    >
      {children}
    </Button>
  );
}

function AddRoute() {
  return (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="." search={withRoute({ route: "new" })} resetScroll={false} />}
    >
      Add route
    </Button>
  );
}
