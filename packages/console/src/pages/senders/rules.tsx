/** What senders destinations take. */
import { Button } from "@mantine/core";
import type { SenderRule } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../api.ts";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../parts/data-table/features.ts";
import { Paging } from "../../parts/data-table/paging.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { CountryFilter, FilterBar } from "../../parts/filters.tsx";
import { useListState } from "../../parts/list-state.ts";
import { Place } from "../../parts/place.tsx";
import { Status } from "../../parts/status.tsx";
import { validQuery } from "../../parts/valid-query.ts";

const route = getRouteApi("/signed-in/senders/rules");
const column = columnsOf<SenderRule>();

function kindsOf({ alphanumeric, longNumbers, shortNumbers }: SenderRule): string {
  const kinds = [alphanumeric && "names", longNumbers && "long numbers", shortNumbers && "short numbers"].filter(
    Boolean,
  );
  return kinds.length === 0 ? "none" : kinds.join(", ");
}

const columns = column.columns([
  column.accessor("country", {
    header: "Destination",
    cell: ({ row: { original } }) => (
      <Link to="/senders/rules/$ruleId" params={{ ruleId: String(original.id) }} search={true} className="quiet-link">
        <b>
          <Place country={original.country} network={original.network} />
        </b>
      </Link>
    ),
  }),
  column.display({
    id: "kinds",
    header: "Takes",
    meta: { grow: true },
    cell: ({ row: { original } }) => kindsOf(original),
  }),
  column.accessor("registrationNeeded", {
    header: "Registration",
    cell: ({ getValue }) => (getValue() ? "Only approved" : "Not needed"),
  }),
  column.display({
    id: "length",
    header: "Characters",
    meta: { wide: true },
    cell: ({ row: { original } }) => (
      <span className="figures">
        {original.lengthMin} to {original.lengthMax}
      </span>
    ),
  }),
  column.accessor("characters", {
    header: "Beside letters and digits",
    meta: { wide: true },
    cell: ({ row: { original } }) => original.characters ?? "anything",
  }),
  column.accessor("enabled", {
    header: "Status",
    cell: ({ getValue }) => (getValue() ? <Status tone="good">On</Status> : <Status tone="idle">Off</Status>),
  }),
]);

export function SenderRulesPage() {
  const { country, cursor } = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const mayChange = useMay("senders.write");
  const rules = useQuery(
    liveQuery("listSenderRules", { query: validQuery("listSenderRules", { country, cursor }) }, refreshMs.slow),
  );
  const create = mayChange && (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="/senders/rules/new" search={true} />}
    >
      Create rule
    </Button>
  );
  return (
    <>
      <FilterBar list={list} keys={["country"]} end={create}>
        <CountryFilter list={list} />
      </FilterBar>
      <DataTable
        label="Rules by destination"
        columns={columns}
        rows={rules.data?.items}
        error={rules.error}
        rowId={({ id }) => String(id)}
        list={list}
        onOpen={({ id }) =>
          void navigate({ to: "/senders/rules/$ruleId", params: { ruleId: String(id) }, search: true })
        }
        footer={<Paging list={list} page={rules.data} noun="rules" />}
        empty={
          <EmptyState title={country ? "No rule for this country" : "No rules yet"} action={create}>
            Destinations without a rule take every sender. A network's rule goes before its country's.
          </EmptyState>
        }
      />
      <Outlet />
    </>
  );
}
