/** How many like messages may come in a stretch of time. */
import { Button } from "@mantine/core";
import type { SpamLimit } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { ClientFilter, FilterBar } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { countryName } from "../../../parts/place.tsx";
import { Status } from "../../../parts/status.tsx";
import { formatSpan } from "../../../parts/time.tsx";
import { spoken } from "../../../parts/tones.ts";
import { validQuery } from "../../../parts/valid-query.ts";
import { actionWords } from "../scope-fields.tsx";

const route = getRouteApi("/signed-in/firewall/spam-limits");
const column = columnsOf<SpamLimit>();

/** `the same recipient and text` */
function likeness({ byRecipient, bySender, byText }: SpamLimit): string {
  const same = [byRecipient && "recipient", bySender && "sender", byText && "text"].filter(Boolean);
  return `the same ${same.length > 1 ? `${same.slice(0, -1).join(", ")} and ${same.at(-1)}` : same[0]}`;
}

const columns = column.columns([
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original } }) => (
      <Link
        to="/firewall/spam-limits/$limitId"
        params={{ limitId: String(original.id) }}
        search={true}
        className="quiet-link"
      >
        <b>{original.name}</b>
      </Link>
    ),
  }),
  column.display({
    id: "limit",
    header: "At most",
    meta: { grow: true },
    cell: ({ row: { original } }) => (
      <>
        <span className="figures">{formatCount(original.messagesMax)}</span> with {likeness(original)} in{" "}
        <span className="figures">{formatSpan(original.windowSeconds)}</span>
      </>
    ),
  }),
  column.accessor("clientLogin", { header: "Client", cell: ({ getValue }) => getValue() ?? "Each client" }),
  column.accessor("country", {
    header: "Destination",
    meta: { wide: true },
    cell: ({ row: { original } }) => (original.country ? countryName(original.country) : "Any"),
  }),
  column.accessor("reason", { header: "Called", meta: { wide: true }, cell: ({ getValue }) => spoken(getValue()) }),
  column.accessor("action", { header: "Action", cell: ({ row: { original } }) => actionWords[original.action] }),
  column.accessor("enabled", {
    header: "Status",
    cell: ({ getValue }) => (getValue() ? <Status tone="good">On</Status> : <Status tone="idle">Off</Status>),
  }),
]);

export function SpamLimitsPage() {
  const { client, cursor } = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const mayChange = useMay("firewall.write");
  const limits = useQuery(
    liveQuery("listSpamLimits", { query: validQuery("listSpamLimits", { clientId: client, cursor }) }, refreshMs.slow),
  );
  const create = mayChange && (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="/firewall/spam-limits/new" search={true} />}
    >
      Create limit
    </Button>
  );
  return (
    <>
      <FilterBar list={list} keys={["client"]} end={create}>
        <ClientFilter list={list} />
      </FilterBar>
      <DataTable
        label="Spam limits"
        columns={columns}
        rows={limits.data?.items}
        error={limits.error}
        rowId={({ id }) => String(id)}
        list={list}
        onOpen={({ id }) =>
          void navigate({ to: "/firewall/spam-limits/$limitId", params: { limitId: String(id) }, search: true })
        }
        footer={<Paging list={list} page={limits.data} noun="limits" />}
        empty={
          client ? (
            <EmptyState title="No limit of this client's own">
              Limits of every client hold for it all the same.
            </EmptyState>
          ) : (
            <EmptyState title="No spam limits yet" action={create}>
              Say how many messages with the same recipient, sender or text a client may send in a stretch of time: one
              in a minute to the same recipient with the same text stops duplicates.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </>
  );
}
