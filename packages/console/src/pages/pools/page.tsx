/** Pools: sets of connections that share traffic, each by its own strategy. */
import { ActionIcon, Button, Menu, Progress, Text, Tooltip } from "@mantine/core";
import type { Pool } from "@switchyard/contract";
import { IconCopy, IconDots, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, query, refreshMs, useMay } from "../../api.ts";
import { useLive } from "../../live.ts";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../parts/data-table/features.ts";
import { Paging } from "../../parts/data-table/paging.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { formatCount } from "../../parts/figures.ts";
import { ChoiceFilter, FilterBar, SearchFilter } from "../../parts/filters.tsx";
import { useListState } from "../../parts/list-state.ts";
import { Money } from "../../parts/money.tsx";
import { Page } from "../../parts/page.tsx";
import { Status } from "../../parts/status.tsx";
import { connectionLooks } from "../../parts/tones.ts";
import { validQuery } from "../../parts/valid-query.ts";
import { poolFilterKeys } from "./filters.ts";
import { strategies } from "./strategies.ts";

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
    header: "Strategy",
    cell: ({ row: { original } }) => <Strategy of={original} />,
  }),
  column.accessor("members", {
    header: "Members",
    meta: { grow: true },
    cell: ({ row: { original } }) => <Members of={original} />,
  }),
  column.accessor("rerouteMax", {
    header: "Reroutes",
    meta: { right: true, wide: true },
    cell: ({ getValue }) => (getValue() === 0 ? "never" : `up to ${getValue()}`),
  }),
  column.accessor("routes", {
    header: "Routes",
    meta: { right: true },
    cell: ({ row: { original } }) => <RoutesThere of={original} />,
  }),
  column.accessor("comment", { header: "Comment", meta: { wide: true } }),
  column.display({
    id: "actions",
    header: "",
    meta: { right: true },
    cell: ({ row: { original } }) => <PoolMenu pool={original} />,
  }),
]);

/** How many routes lead to it, and the way to them. */
function RoutesThere({ of: { id, routes } }: { of: Pool }) {
  if (routes === 0) return "0";
  return (
    <Link to="/routes" search={{ pool: String(id) }} className="text-link">
      {formatCount(routes)}
    </Link>
  );
}

function PoolMenu({ pool }: { pool: Pool }) {
  const mayCreate = useMay("routing.write");
  if (!mayCreate) return null;
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Actions for ${pool.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopy size={14} />}
          renderRoot={(props) => <Link {...props} to="/pools/new" search={{ copy: String(pool.id) }} />}
        >
          Copy
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Strategy({ of: { strategy, costCeiling } }: { of: Pool }) {
  const { label, says } = strategies[strategy];
  return (
    <Tooltip multiline maw={320} label={says}>
      <span>
        {label}
        {costCeiling && (
          <Text span size="xs" c="dimmed" display="block">
            up to <Money amount={costCeiling.amount} currency={costCeiling.currency} />
          </Text>
        )}
      </span>
    </Tooltip>
  );
}

/** Each with the state of its link at this moment, from the stream where it is open. */
function Members({ of }: { of: Pool }) {
  const shares = of.strategy === "percentage";
  const live = useLive();
  return (
    <div style={{ minWidth: 180 }}>
      {of.members.map(({ connectionId, connectionName, supplierName, percent, state: fetched }, place) => {
        const state = live?.connections.find(({ id }) => id === connectionId)?.state ?? fetched;
        const look = state === null ? noLink : connectionLooks[state];
        return (
          <Text key={connectionId} size="sm" component="div" truncate>
            {!shares && <span className="figures">{place + 1}. </span>}
            {connectionName}
            <Text span c="dimmed" size="xs">
              {" "}
              {supplierName}
            </Text>
            {shares && <span className="figures"> {percent}%</span>}{" "}
            <Status tone={look.tone} says={look.says}>
              {look.word}
            </Status>
          </Text>
        );
      })}
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

const noLink = { tone: "idle", word: "No link", says: "The switch runs no link to it at the moment." } as const;

export function PoolsPage() {
  const search = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const mayCreate = useMay("routing.write");
  const asked = validQuery("listPools", {
    search: search.q,
    connectionId: search.connection,
    cursor: search.cursor,
  });
  const pools = useQuery(liveQuery("listPools", { query: asked }, refreshMs.slow));
  const connections = useQuery(query("listConnections", { query: { limit: 200 } }));
  const create = mayCreate && (
    <Button component={Link} to="/pools/new" leftSection={<IconPlus size={14} />}>
      Create pool
    </Button>
  );
  return (
    <Page title="Pools" actions={create}>
      <FilterBar list={list} keys={poolFilterKeys}>
        <SearchFilter main list={list} label="Search pools" placeholder="Name" />
        <ChoiceFilter
          list={list}
          name="connection"
          label="Connection"
          options={(connections.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          width={190}
          searchable
        />
      </FilterBar>
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
          poolFilterKeys.some((key) => search[key]) ? (
            <EmptyState title="No such pool">Change or clear a filter to see others.</EmptyState>
          ) : (
            <EmptyState title="No pools yet" action={create}>
              A pool is a set of connections. Routes lead to pools; a member that is down, paused, out of its daily
              limit, without a source price or with too long a queue is skipped, and its share goes to the others.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </Page>
  );
}
