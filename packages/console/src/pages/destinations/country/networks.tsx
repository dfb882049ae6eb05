/** The networks of a country, also those not on the air. */
import { Button } from "@mantine/core";
import type { MobileNetwork } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { ChoiceFilter, FilterBar, SearchFilter } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { validQuery } from "../../../parts/valid-query.ts";
import { networkFilterKeys } from "../filters.ts";
import { NetworkStatus } from "../words.tsx";
import { useCountryCode } from "./current.ts";

const route = getRouteApi("/signed-in/destinations/$country/networks");
const column = columnsOf<MobileNetwork>();

const columns = column.columns([
  column.accessor("name", {
    header: "Network",
    cell: ({ row: { original } }) => (
      <Link
        to="/destinations/$country/networks/$network"
        params={{ country: original.country, network: original.network }}
        search={true}
        className="quiet-link"
      >
        <b>{original.name}</b>
      </Link>
    ),
  }),
  column.accessor("network", {
    header: "MCC MNC",
    cell: ({ getValue }) => `${getValue().slice(0, 3)} ${getValue().slice(3)}`,
  }),
  column.accessor("closed", {
    header: "Status",
    meta: { grow: true },
    cell: ({ row: { original } }) => <NetworkStatus of={original} />,
  }),
  column.accessor("prefixes", {
    header: "Prefixes",
    meta: { right: true },
    cell: ({ row: { original }, getValue }) => (
      <Link
        to="/destinations/$country/prefixes"
        params={{ country: original.country }}
        search={{ network: original.network }}
        className="text-link"
      >
        {formatCount(getValue())}
      </Link>
    ),
  }),
]);

const statusOptions = [
  { value: "open", label: "Open" },
  { value: "closed", label: "Closed" },
  { value: "off", label: "Off the air" },
];
const statusQueries: Readonly<Record<string, { closed?: boolean; operational?: boolean }>> = {
  open: { closed: false, operational: true },
  closed: { closed: true },
  off: { operational: false },
};

export function CountryNetworks() {
  const country = useCountryCode();
  const { q, status = "", cursor } = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const mayChange = useMay("destinations.write");
  const asked = { ...validQuery("listDestinationNetworks", { search: q, cursor }), ...statusQueries[status] };
  const networks = useQuery(
    liveQuery("listDestinationNetworks", { params: { country }, query: asked }, refreshMs.slow),
  );
  const create = mayChange && (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => (
        <Link {...props} to="/destinations/$country/networks/new" params={{ country }} search={true} />
      )}
    >
      Create network
    </Button>
  );
  return (
    <>
      <FilterBar list={list} keys={networkFilterKeys} end={create}>
        <SearchFilter main list={list} label="Search networks" placeholder="Name, MCC and MNC" width={200} />
        <ChoiceFilter list={list} name="status" label="Status" options={statusOptions} />
      </FilterBar>
      <DataTable
        label="Networks"
        columns={columns}
        rows={networks.data?.items}
        error={networks.error}
        rowId={({ network }) => network}
        list={list}
        onOpen={({ network }) =>
          void navigate({
            to: "/destinations/$country/networks/$network",
            params: { country, network },
            search: true,
          })
        }
        footer={<Paging list={list} page={networks.data} noun="networks" />}
        empty={
          q || status ? (
            <EmptyState title="No such network">Change or clear a filter to see others.</EmptyState>
          ) : (
            <EmptyState title="No networks" action={create}>
              Prices, costs and routes can be for the country as a whole; create a network to have them for it alone.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </>
  );
}
