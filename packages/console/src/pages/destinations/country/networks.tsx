/** The networks of a country, also those not on the air. */
import { Button } from "@mantine/core";
import type { MobileNetwork } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { Section } from "../../../parts/page.tsx";
import { NetworkStatus } from "../words.tsx";
import { useCountryCode } from "./current.ts";

const column = columnsOf<MobileNetwork>();

const columns = column.columns([
  column.accessor("name", {
    header: "Network",
    cell: ({ row: { original } }) => (
      <Link
        to="/destinations/$country/networks/$network"
        params={{ country: original.country, network: original.network }}
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

export function CountryNetworks() {
  const country = useCountryCode();
  const navigate = useNavigate();
  const mayChange = useMay("destinations.write");
  const networks = useQuery(liveQuery("listDestinationNetworks", { params: { country } }, refreshMs.slow));
  const create = mayChange && (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="/destinations/$country/networks/new" params={{ country }} />}
    >
      Create network
    </Button>
  );
  return (
    <Section title="Networks" actions={create}>
      <DataTable
        label="Networks"
        columns={columns}
        rows={networks.data?.items}
        error={networks.error}
        rowId={({ network }) => network}
        onOpen={({ network }) =>
          void navigate({ to: "/destinations/$country/networks/$network", params: { country, network } })
        }
        empty={
          <EmptyState title="No networks" action={create}>
            Prices, costs and routes can be for the country as a whole; create a network to have them for it alone.
          </EmptyState>
        }
      />
      <Outlet />
    </Section>
  );
}
