/** Pools: sets of connections that share traffic by percentage, or are tried in order. */
import { Button, Progress, Text } from "@mantine/core";
import type { Pool } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../api.ts";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../parts/data-table/features.ts";
import { Paging } from "../../parts/data-table/paging.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { useListState } from "../../parts/list-state.ts";
import { Page } from "../../parts/page.tsx";

const route = getRouteApi("/signed-in/pools");

const column = columnsOf<Pool>();

const columns = column.columns([
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original } }) => (
      <Link to="/pools/$poolId" params={{ poolId: String(original.id) }} search={true} className="quiet-link">
        <b>{original.name}</b>
      </Link>
    ),
  }),
  column.accessor("strategy", {
    header: "Shares by",
    cell: ({ getValue }) => (getValue() === "percentage" ? "Percentage" : "Priority"),
  }),
  column.accessor("members", {
    header: "Members",
    meta: { grow: true },
    cell: ({ row: { original } }) => <Members of={original} />,
  }),
  column.accessor("routes", { header: "Routes", meta: { right: true } }),
  column.accessor("comment", { header: "Comment", meta: { wide: true } }),
]);

function Members({ of }: { of: Pool }) {
  const shares = of.strategy === "percentage";
  return (
    <div style={{ minWidth: 180 }}>
      <Text size="sm" truncate>
        {of.members
          .map(({ connectionName, percent }, place) =>
            shares ? `${connectionName} ${percent}%` : `${place + 1}. ${connectionName}`,
          )
          .join(shares ? " · " : "  ")}
      </Text>
      {shares && (
        <Progress.Root size={4} mt={2} mb={4} aria-hidden>
          {of.members.map(({ connectionId, percent }, place) => (
            <Progress.Section key={connectionId} value={percent} color={`signal.${Math.max(3, 8 - place * 2)}`} />
          ))}
        </Progress.Root>
      )}
    </div>
  );
}

export function PoolsPage() {
  const { cursor } = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const mayCreate = useMay("routing.write");
  const pools = useQuery(liveQuery("listPools", { query: { ...(cursor && { cursor }) } }, refreshMs.slow));
  const create = mayCreate && (
    <Button component={Link} to="/pools/new" leftSection={<IconPlus size={14} />}>
      Create pool
    </Button>
  );
  return (
    <Page title="Pools" actions={create}>
      <DataTable
        label="Pools"
        columns={columns}
        rows={pools.data?.items}
        error={pools.error}
        rowId={(pool) => String(pool.id)}
        list={list}
        onOpen={({ id }) => void navigate({ to: "/pools/$poolId", params: { poolId: String(id) }, search: true })}
        footer={<Paging list={list} page={pools.data} noun="pools" />}
        empty={
          <EmptyState title="No pools yet" action={create}>
            A pool is a set of connections. Routes lead to pools; a member that is down or paused is skipped and its
            share goes to the others.
          </EmptyState>
        }
      />
      <Outlet />
    </Page>
  );
}
