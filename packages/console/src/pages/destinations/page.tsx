/** Countries: what is known of each, which are closed, and how the network of a number is told. */
import { Button } from "@mantine/core";
import { adminPath, type Destination } from "@switchyard/contract";
import { portabilities } from "@switchyard/engine";
import { IconFileImport } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../api.ts";
import { CsvLink } from "../../parts/csv-link.tsx";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../parts/data-table/features.ts";
import { Paging } from "../../parts/data-table/paging.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { formatCount } from "../../parts/figures.ts";
import { ChoiceFilter, FilterBar, SearchFilter } from "../../parts/filters.tsx";
import { useListState } from "../../parts/list-state.ts";
import { validQuery } from "../../parts/valid-query.ts";
import { destinationFilterKeys } from "./filters.ts";
import { FindNumber } from "./find-number.tsx";
import { DestinationsFrame } from "./frame.tsx";
import { DestinationStatus, portabilityWords } from "./words.tsx";

const route = getRouteApi("/signed-in/destinations");
const column = columnsOf<Destination>();

const columns = column.columns([
  column.accessor("name", {
    header: "Country",
    cell: ({ row: { original } }) => (
      <Link to="/destinations/$country" params={{ country: original.code }} className="quiet-link">
        <b>{original.name}</b>
      </Link>
    ),
  }),
  column.accessor("code", { header: "Code", meta: { wide: true } }),
  column.accessor("closed", {
    header: "Status",
    cell: ({ row: { original } }) => <DestinationStatus of={original} />,
  }),
  column.accessor("portability", {
    header: "Network of a number",
    cell: ({ getValue }) => portabilityWords[getValue()].label,
  }),
  column.accessor("callingCodes", {
    header: "Calling code",
    meta: { wide: true },
    cell: ({ getValue }) =>
      getValue()
        .map((code) => `+${code}`)
        .join(", "),
  }),
  column.accessor("mcc", {
    header: "MCC",
    meta: { wide: true, grow: true },
    cell: ({ getValue }) => getValue().join(", "),
  }),
  column.accessor("networks", {
    header: "Networks",
    meta: { right: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("prefixes", {
    header: "Prefixes",
    meta: { right: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
]);

const closedOptions = [
  { value: "false", label: "Open" },
  { value: "true", label: "Closed, or a network of it" },
];
const portabilityOptions = portabilities.map((value) => ({ value, label: portabilityWords[value].label }));

export function DestinationsPage() {
  const { q, closed, portability, cursor } = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const asked = validQuery("listDestinations", { search: q, closed, portability, cursor });
  const destinations = useQuery(liveQuery("listDestinations", { query: asked }, refreshMs.slow));
  return (
    <DestinationsFrame actions={<Actions />}>
      <FindNumber list={list} />
      <FilterBar list={list} keys={destinationFilterKeys}>
        <SearchFilter main list={list} label="Search countries" placeholder="Name, code, calling code, MCC" />
        <ChoiceFilter list={list} name="closed" label="Status" options={closedOptions} width={200} />
        <ChoiceFilter
          list={list}
          name="portability"
          label="Network of a number"
          options={portabilityOptions}
          width={190}
        />
      </FilterBar>
      <DataTable
        label="Countries"
        columns={columns}
        rows={destinations.data?.items}
        error={destinations.error}
        rowId={({ code }) => code}
        list={list}
        onOpen={({ code }) => void navigate({ to: "/destinations/$country", params: { country: code } })}
        footer={<Paging list={list} page={destinations.data} noun="countries" />}
        empty={<EmptyState title="No such country">Change or clear a filter to see others.</EmptyState>}
      />
      <Outlet />
    </DestinationsFrame>
  );
}

function Actions() {
  const mayChange = useMay("destinations.write");
  return (
    <>
      <CsvLink href={adminPath("exportPrefixes", {})} name="prefixes.csv" />
      {mayChange && (
        <Button
          variant="default"
          leftSection={<IconFileImport size={14} />}
          renderRoot={(props) => <Link {...props} to="/destinations/import" search={true} />}
        >
          Import prefixes
        </Button>
      )}
    </>
  );
}
