/** Every live SMPP session of every client. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { liveQuery, refreshMs } from "../../api.ts";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { formatCount } from "../../parts/figures.ts";
import { FilterBar, SearchFilter } from "../../parts/filters.tsx";
import { useListState } from "../../parts/list-state.ts";
import { Page } from "../../parts/page.tsx";
import { allSessionColumns } from "../../parts/session-columns.tsx";
import { Status } from "../../parts/status.tsx";

const route = getRouteApi("/signed-in/sessions");

export function SessionsPage() {
  const { q } = route.useSearch();
  const list = useListState();
  const { data, error } = useQuery(liveQuery("listSessions", {}, refreshMs.fast));
  const rows = useMemo(() => {
    const term = q?.toLowerCase();
    if (!term) return data?.items;
    return data?.items.filter((session) =>
      [session.systemId, session.clientLogin, session.remoteAddress].some((text) => text.toLowerCase().includes(term)),
    );
  }, [data, q]);
  return (
    <Page title="Sessions" aside={data && <Status tone="good">{`${formatCount(data.items.length)} bound`}</Status>}>
      <FilterBar list={list} keys={["q"]}>
        <SearchFilter main list={list} label="Search sessions" placeholder="system_id, client or address" />
      </FilterBar>
      <DataTable
        label="Sessions"
        columns={allSessionColumns}
        rows={rows}
        error={error}
        rowId={(session) => session.id}
        empty={
          q ? (
            <EmptyState title="No session fits">Clear the search to see all of them.</EmptyState>
          ) : (
            <EmptyState title="Nobody is bound">
              Clients bind with a credential of theirs. Look at a client's SMPP config for what its engineer needs, and
              at its bind log for what went wrong.{" "}
              <Link to="/clients" className="text-link">
                Clients
              </Link>
            </EmptyState>
          )
        }
      />
    </Page>
  );
}
