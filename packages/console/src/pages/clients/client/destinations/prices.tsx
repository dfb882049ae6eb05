/** The prices of a client by destination: past, present and future. */
import { Button } from "@mantine/core";
import type { Price } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../../../api.ts";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../../parts/data-table/features.ts";
import { Paging } from "../../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { ChoiceFilter, CountryFilter, FilterBar } from "../../../../parts/filters.tsx";
import { useListState } from "../../../../parts/list-state.ts";
import { Money } from "../../../../parts/money.tsx";
import { Section } from "../../../../parts/page.tsx";
import { Place } from "../../../../parts/place.tsx";
import { Status } from "../../../../parts/status.tsx";
import { tariffFilterKeys, tariffQuery, tariffStateOptions } from "../../../../parts/tariff/state-filter.ts";
import { Time } from "../../../../parts/time.tsx";
import { tariffLooks } from "../../../../parts/tones.ts";
import { useClientId } from "../current.ts";

const route = getRouteApi("/signed-in/clients/$clientId/destinations");

const column = columnsOf<Price>();

const columns = column.columns([
  column.accessor("country", {
    header: "Destination",
    cell: ({ row: { original } }) => (
      <Link
        to="/clients/$clientId/destinations/prices/$priceId"
        params={{ clientId: String(original.clientId), priceId: String(original.id) }}
        search={true}
        resetScroll={false}
        className="quiet-link"
      >
        <Place country={original.country} network={original.network} />
      </Link>
    ),
  }),
  column.accessor("price", {
    header: "Price per part",
    meta: { right: true },
    cell: ({ row: { original } }) => <Money amount={original.price} currency={original.currency} />,
  }),
  column.accessor("billing", { header: "Charged", meta: { wide: true }, cell: ({ getValue }) => `by ${getValue()}` }),
  column.accessor("state", {
    header: "State",
    cell: ({ getValue }) => {
      const look = tariffLooks[getValue()];
      return (
        <Status tone={look.tone} says={look.says}>
          {look.word}
        </Status>
      );
    },
  }),
  column.accessor("validFrom", {
    header: "From",
    meta: { wide: true },
    cell: ({ getValue }) => <Time at={getValue()} as="day" />,
  }),
  column.accessor("validTo", {
    header: "To",
    meta: { wide: true, grow: true },
    cell: ({ getValue }) => <Time at={getValue()} as="day" none="open" />,
  }),
]);

/** The prices that the URL's filters ask for. */
export function usePrices() {
  const clientId = useClientId();
  const search = route.useSearch();
  return useQuery(liveQuery("listPrices", { params: { clientId }, query: tariffQuery(search) }, refreshMs.slow));
}

export function Prices() {
  const list = useListState();
  const mayPrice = useMay("prices.write");
  const prices = usePrices();
  const clientId = String(useClientId());
  const add = mayPrice && (
    <Button
      variant="default"
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => (
        <Link
          {...props}
          to="/clients/$clientId/destinations/prices/new"
          params={{ clientId }}
          search={true}
          resetScroll={false}
        />
      )}
    >
      Add prices
    </Button>
  );
  return (
    <Section
      title="Prices"
      says="Per part, in the client's currency. A network's price beats its country's. Without a price a message is blocked."
      actions={add}
    >
      <FilterBar list={list} keys={tariffFilterKeys}>
        <CountryFilter list={list} />
        <ChoiceFilter list={list} name="state" label="State" options={tariffStateOptions} />
      </FilterBar>
      <DataTable
        label="Prices"
        columns={columns}
        rows={prices.data?.items}
        error={prices.error}
        rowId={(price) => String(price.id)}
        list={list}
        footer={<Paging list={list} page={prices.data} noun="prices" />}
        empty={
          <EmptyState title="No prices" action={add}>
            Without a price for a destination its messages are blocked with <i>no client price</i>. Add the destinations
            this client buys.
          </EmptyState>
        }
      />
    </Section>
  );
}
