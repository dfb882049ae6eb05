/** The number prefixes of a country. */
import { Button, Group } from "@mantine/core";
import { adminPath, type NumberPrefix } from "@switchyard/contract";
import { IconFileImport, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, query, refreshMs, useMay } from "../../../api.ts";
import { CsvLink } from "../../../parts/csv-link.tsx";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { ChoiceFilter, FilterBar, SearchFilter } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { validQuery } from "../../../parts/valid-query.ts";
import { prefixFilterKeys } from "../filters.ts";
import { networkOptions } from "../network-options.ts";
import { useCountryCode } from "./current.ts";

const route = getRouteApi("/signed-in/destinations/$country/prefixes");
const column = columnsOf<NumberPrefix>();

const columns = column.columns([
  column.accessor("digits", {
    header: "Prefix",
    cell: ({ row: { original } }) => (
      <Link
        to="/destinations/$country/prefixes/$digits"
        params={{ country: original.country, digits: original.digits }}
        search={true}
        className="quiet-link"
      >
        <b className="figures">+{original.digits}</b>
      </Link>
    ),
  }),
  column.accessor("network", {
    header: "Network",
    meta: { grow: true },
    cell: ({ row: { original } }) =>
      original.network ? `${original.networkName ?? ""} (${original.network})` : "not told by the prefix",
  }),
  column.accessor("edited", { header: "Data", cell: ({ getValue }) => (getValue() ? "edited" : "as shipped") }),
]);

export function CountryPrefixes() {
  const country = useCountryCode();
  const { q, network, cursor } = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const networks = useQuery(query("listNetworks", { params: { country } }));
  const digits = q?.replaceAll(/\D/g, "");
  const filters = { country, ...validQuery("exportPrefixes", { search: digits || undefined, network }) };
  const prefixes = useQuery(
    liveQuery("listPrefixes", { query: { ...filters, limit: 100, ...(cursor && { cursor }) } }, refreshMs.slow),
  );
  const options = [
    { value: "none", label: "Told by no prefix" },
    ...networkOptions(networks.data?.items, network === "none" ? undefined : network),
  ];
  return (
    <>
      <FilterBar
        list={list}
        keys={prefixFilterKeys}
        end={<Actions country={country} csv={adminPath("exportPrefixes", { query: filters })} />}
      >
        <SearchFilter main list={list} label="Search prefixes" placeholder="First digits" width={180} />
        <ChoiceFilter list={list} name="network" label="Network" options={options} width={240} searchable />
      </FilterBar>
      <DataTable
        label="Prefixes"
        columns={columns}
        rows={prefixes.data?.items}
        error={prefixes.error}
        rowId={({ digits: id }) => id}
        list={list}
        onOpen={({ digits: id }) =>
          void navigate({
            to: "/destinations/$country/prefixes/$digits",
            params: { country, digits: id },
            search: true,
          })
        }
        footer={<Paging list={list} page={prefixes.data} noun="prefixes" />}
        empty={
          <EmptyState title="No such prefix">
            Of several prefixes that a number begins with, the longest counts. Without any, its messages are blocked.
          </EmptyState>
        }
      />
      <Outlet />
    </>
  );
}

function Actions({ country, csv }: { country: string; csv: string }) {
  const mayChange = useMay("destinations.write");
  return (
    <Group gap="xs">
      <CsvLink href={csv} name={`prefixes ${country}.csv`} />
      {mayChange && (
        <>
          <Button
            variant="default"
            leftSection={<IconFileImport size={14} />}
            renderRoot={(props) => (
              <Link {...props} to="/destinations/$country/prefixes/import" params={{ country }} search={true} />
            )}
          >
            Import
          </Button>
          <Button
            leftSection={<IconPlus size={14} />}
            renderRoot={(props) => (
              <Link {...props} to="/destinations/$country/prefixes/new" params={{ country }} search={true} />
            )}
          >
            Create prefix
          </Button>
        </>
      )}
    </Group>
  );
}
