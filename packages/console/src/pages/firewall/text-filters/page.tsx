/** Filters by what a message says. */
import { Button, Code, Group } from "@mantine/core";
import type { TextFilter } from "@switchyard/contract";
import { IconFlask, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { ChoiceFilter, ClientFilter, FilterBar, SearchFilter } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { countryName } from "../../../parts/place.tsx";
import { Status } from "../../../parts/status.tsx";
import { validQuery } from "../../../parts/valid-query.ts";
import { actionWords } from "../scope-fields.tsx";

const route = getRouteApi("/signed-in/firewall/text-filters");
const column = columnsOf<TextFilter>();

export const matchWords = { plain: "contains", word: "has the word", regex: "matches" } as const;

const columns = column.columns([
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original } }) => (
      <Link
        to="/firewall/text-filters/$filterId"
        params={{ filterId: String(original.id) }}
        search={true}
        className="quiet-link"
      >
        <b>{original.name}</b>
      </Link>
    ),
  }),
  column.accessor("pattern", {
    header: "Text",
    meta: { grow: true },
    cell: ({ row: { original } }) => (
      <>
        {matchWords[original.match]} <Code>{original.pattern}</Code>
        {!original.ignoreCase && ", letter case counts"}
      </>
    ),
  }),
  column.accessor("clientLogin", { header: "Client", cell: ({ getValue }) => getValue() ?? "Every client" }),
  column.accessor("country", {
    header: "Destination",
    meta: { wide: true },
    cell: ({ row: { original } }) => (original.country ? countryName(original.country) : "Any"),
  }),
  column.accessor("action", { header: "Action", cell: ({ row: { original } }) => actionWords[original.action] }),
  column.accessor("enabled", {
    header: "Status",
    cell: ({ getValue }) => (getValue() ? <Status tone="good">On</Status> : <Status tone="idle">Off</Status>),
  }),
]);

const actionOptions = Object.entries(actionWords).map(([value, label]) => ({ value, label }));

export function TextFiltersPage() {
  const { q, client, action, cursor } = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const mayChange = useMay("firewall.write");
  const asked = validQuery("listTextFilters", { search: q, clientId: client, action, cursor });
  const filters = useQuery(liveQuery("listTextFilters", { query: asked }, refreshMs.slow));
  const create = mayChange && (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="/firewall/text-filters/new" search={true} />}
    >
      Create filter
    </Button>
  );
  return (
    <>
      <FilterBar
        list={list}
        keys={["q", "client", "action"]}
        end={
          <Group gap="xs">
            <Button
              variant="default"
              leftSection={<IconFlask size={14} />}
              renderRoot={(props) => <Link {...props} to="/firewall/text-filters/try" search={true} />}
            >
              Try a text
            </Button>
            {create}
          </Group>
        }
      >
        <SearchFilter main list={list} label="Search filters" placeholder="Name, text or comment" />
        <ClientFilter list={list} />
        <ChoiceFilter list={list} name="action" label="Action" options={actionOptions} />
      </FilterBar>
      <DataTable
        label="Text filters"
        columns={columns}
        rows={filters.data?.items}
        error={filters.error}
        rowId={({ id }) => String(id)}
        list={list}
        onOpen={({ id }) =>
          void navigate({ to: "/firewall/text-filters/$filterId", params: { filterId: String(id) }, search: true })
        }
        footer={<Paging list={list} page={filters.data} noun="filters" />}
        empty={
          q || client || action ? (
            <EmptyState title="No filter fits">Clear the filters to see all of them.</EmptyState>
          ) : (
            <EmptyState title="No text filters yet" action={create}>
              A filter stops a message by a word, a part of its text or a regular expression, or has it wait for a
              person.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </>
  );
}
