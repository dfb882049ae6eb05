/** Look-ups that suppliers were asked for, and what they cost. */
import { adminPath, lookupOutcomes } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { liveQuery, refreshMs } from "../../../api.ts";
import { CsvLink } from "../../../parts/csv-link.tsx";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import {
  ChoiceFilter,
  ClientFilter,
  ConnectionFilter,
  CountryFilter,
  FilterBar,
  MomentFilter,
  SearchFilter,
} from "../../../parts/filters.tsx";
import { type ListState, useListState } from "../../../parts/list-state.ts";
import { Section } from "../../../parts/page.tsx";
import { formatMoment } from "../../../parts/time.tsx";
import { madeLookupFilterKeys, madeLookupsQuery } from "../filters.ts";
import { madeColumns } from "./made-columns.tsx";
import { outcomes } from "./outcomes.ts";

const route = getRouteApi("/signed-in/destinations/lookups/made");

const outcomeOptions = lookupOutcomes.map((value) => ({ value, label: outcomes[value].word }));

export function MadeLookups() {
  const search = route.useSearch();
  const list = useListState();
  const asked = { ...madeLookupsQuery(search), ...(search.cursor && { cursor: search.cursor }) };
  const made = useQuery(liveQuery("listLookupLog", { query: asked }, search.cursor ? refreshMs.slow : refreshMs.usual));
  const isFiltered = madeLookupFilterKeys.some((key) => search[key]);
  return (
    <Section
      title="Look-ups made"
      says="Every time a supplier was asked, newest first. Whose message asked first pays, once; a failed look-up costs nothing."
    >
      <MadeFilters list={list} />
      <DataTable
        label="Look-ups made"
        columns={madeColumns}
        rows={made.data?.items}
        error={made.error}
        rowId={({ id }) => String(id)}
        list={list}
        footer={<Paging list={list} page={made.data} noun="look-ups" />}
        empty={
          isFiltered ? (
            <NothingFits searchedTo={made.data?.searchedTo} />
          ) : (
            <EmptyState title="No supplier was asked yet">
              Set a country to look its numbers up, and let an HLR route lead to a connection of a look-up API.
            </EmptyState>
          )
        }
      />
    </Section>
  );
}

function NothingFits({ searchedTo }: { searchedTo: string | null | undefined }) {
  return (
    <EmptyState title="No look-up fits">
      {searchedTo
        ? `Looked back to ${formatMoment(searchedTo)}. Go on with Next, or narrow the search.`
        : "Change or clear a filter to see others."}
    </EmptyState>
  );
}

function MadeFilters({ list }: { list: ListState }) {
  const search = route.useSearch();
  return (
    <FilterBar
      list={list}
      keys={madeLookupFilterKeys}
      end={<CsvLink href={adminPath("exportLookupLog", { query: madeLookupsQuery(search) })} />}
    >
      <SearchFilter main list={list} name="number" label="Number" placeholder="Whole number" width={170} />
      <ClientFilter list={list} />
      <ChoiceFilter list={list} name="outcome" label="Outcome" options={outcomeOptions} />
      <ConnectionFilter list={list} />
      <CountryFilter list={list} width={150} />
      <MomentFilter list={list} name="from" label="From" />
      <MomentFilter list={list} name="to" label="To" />
    </FilterBar>
  );
}
