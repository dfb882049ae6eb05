/** What the supplier charges us, by destination: past, present and future. */
import { Button } from "@mantine/core";
import type { Cost } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { ChoiceFilter, CountryFilter, FilterBar } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { Money } from "../../../parts/money.tsx";
import { Section } from "../../../parts/page.tsx";
import { Place } from "../../../parts/place.tsx";
import { Status } from "../../../parts/status.tsx";
import { tariffFilterKeys, tariffQuery, tariffStateOptions } from "../../../parts/tariff/state-filter.ts";
import { Time } from "../../../parts/time.tsx";
import { tariffLooks } from "../../../parts/tones.ts";

const route = getRouteApi("/signed-in/suppliers/$supplierId");

const column = columnsOf<Cost>();

const columns = column.columns([
  column.accessor("country", {
    header: "Destination",
    cell: ({ row: { original } }) => (
      <Link
        to="/suppliers/$supplierId/costs/$costId"
        params={{ supplierId: String(original.supplierId), costId: String(original.id) }}
        search={true}
        resetScroll={false}
        className="quiet-link"
      >
        <Place country={original.country} network={original.network} />
      </Link>
    ),
  }),
  column.accessor("cost", {
    header: "Cost per part",
    meta: { right: true },
    cell: ({ row: { original } }) => <Money amount={original.cost} currency={original.currency} />,
  }),
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

/** The costs that the URL's filters ask for. */
export function useCosts() {
  const { supplierId } = route.useParams();
  const search = route.useSearch();
  return useQuery(liveQuery("listCosts", { params: { supplierId }, query: tariffQuery(search) }, refreshMs.slow));
}

export function Costs() {
  const { supplierId } = route.useParams();
  const list = useListState();
  const mayAdd = useMay("suppliers.write");
  const costs = useCosts();
  const add = mayAdd && (
    <Button
      variant="default"
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => (
        <Link
          {...props}
          to="/suppliers/$supplierId/costs/new"
          params={{ supplierId }}
          search={true}
          resetScroll={false}
        />
      )}
    >
      Add costs
    </Button>
  );
  return (
    <Section
      title="Costs"
      says="Per part, in the supplier's currency. A connection without a cost for a destination is skipped."
      actions={add}
    >
      <FilterBar list={list} keys={tariffFilterKeys}>
        <CountryFilter list={list} />
        <ChoiceFilter list={list} name="state" label="State" options={tariffStateOptions} />
      </FilterBar>
      <DataTable
        label="Costs"
        columns={columns}
        rows={costs.data?.items}
        error={costs.error}
        rowId={(cost) => String(cost.id)}
        list={list}
        footer={<Paging list={list} page={costs.data} noun="costs" />}
        empty={
          <EmptyState title="No costs" action={add}>
            Without a cost the switch can't know the margin, and sends nothing for that destination to this supplier.
          </EmptyState>
        }
      />
    </Section>
  );
}
