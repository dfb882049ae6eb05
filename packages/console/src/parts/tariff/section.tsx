/**
 * A tariff on the page of its owner: the list of its rows, what can be done with it, and its drawers. One for the prices
 * of clients and products and the costs of suppliers.
 */
import { type TariffRow, tariffName } from "@switchyard/contract";
import { messageTypes } from "@switchyard/engine";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { liveQuery, refreshMs } from "../../api.ts";
import { DataTable } from "../data-table/data-table.tsx";
import { Paging } from "../data-table/paging.tsx";
import { useSelection } from "../data-table/selection.tsx";
import { EmptyState } from "../empty-state.tsx";
import { ChoiceFilter, CountryFilter, FilterBar } from "../filters.tsx";
import { type ListState, useListState } from "../list-state.ts";
import { Section } from "../page.tsx";
import { tariffFilterKeys, tariffFilters, withDrawer } from "./address.ts";
import { tariffColumns } from "./columns.tsx";
import { TariffDrawers } from "./drawers.tsx";
import { typeNames } from "./marks.tsx";
import { TariffMenu } from "./menu.tsx";
import { TariffSelectionBar } from "./selection-bar.tsx";
import { tariffStateOptions } from "./states.ts";
import { headingOf, type Tariff, tariffParam, useMayChange } from "./tariff.ts";

interface TariffSectionProps extends Tariff {
  /** What this tariff is, in a sentence or two. */
  says: ReactNode;
  /** What stands where it has no rows. */
  empty?: ReactNode;
}

const noRows: readonly TariffRow[] = [];

/** What is ticked in one tariff must never be changed in another: each has its own list. */
export function TariffSection(props: TariffSectionProps) {
  return <TariffList key={tariffName(props.tariff)} {...props} />;
}

function TariffList({ says, empty, ...tariff }: TariffSectionProps) {
  const { noun } = tariff;
  const list = useListState();
  const navigate = useNavigate();
  const mayChange = useMayChange(tariff.tariff);
  const selection = useSelection<TariffRow>();
  const filters = tariffFilters(list.search);
  const { cursor } = list.search;
  const call = { params: tariffParam(tariff), query: { ...filters, ...(cursor && { cursor }) } };
  const page = useQuery(liveQuery("listTariffRows", call, refreshMs.slow));
  const rows = page.data?.items;
  const columns = useMemo(
    () => tariffColumns(noun, mayChange ? selection : undefined, rows ?? noRows),
    [noun, mayChange, selection, rows],
  );
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Section
      title={headingOf(noun)}
      says={says}
      actions={<TariffMenu tariff={tariff} filters={filters} mayChange={mayChange} />}
    >
      <TariffFilters list={list} noun={noun} />
      {selection.rows.length > 0 && <TariffSelectionBar noun={noun} selection={selection} />}
      <DataTable
        label={headingOf(noun)}
        columns={columns}
        rows={rows}
        error={page.error}
        rowId={({ id }) => String(id)}
        list={list}
        onOpen={({ id }) => void navigate({ to: ".", search: withDrawer({ row: id }), resetScroll: false })}
        footer={<Paging list={list} page={page.data} noun={`${noun}s`} />}
        empty={isFiltered ? <NoneOfThese noun={noun} /> : (empty ?? <NoRows noun={noun} />)}
      />
      <TariffDrawers tariff={tariff} mayChange={mayChange} selection={selection} />
    </Section>
  );
}

const typeOptions = messageTypes.map((value) => ({ value, label: typeNames[value] }));
const marginOptions = [{ value: "true", label: "Below cost" }];

function TariffFilters({ list, noun }: { list: ListState; noun: Tariff["noun"] }) {
  return (
    <FilterBar list={list} keys={tariffFilterKeys}>
      <CountryFilter list={list} />
      <ChoiceFilter list={list} name="state" label="State" options={tariffStateOptions} />
      <ChoiceFilter list={list} name="type" label="Type" options={typeOptions} width={110} />
      {noun === "price" && <ChoiceFilter list={list} name="below" label="Margin" options={marginOptions} />}
    </FilterBar>
  );
}

function NoneOfThese({ noun }: { noun: Tariff["noun"] }) {
  return (
    <EmptyState title={`No such ${noun}s`}>None passes all the filters. Clear one of them to see more.</EmptyState>
  );
}

const emptyWords: Readonly<Record<Tariff["noun"], { title: string; says: string }>> = {
  price: {
    title: "No prices yet",
    says: "Add destinations one by one, import a price list, or have prices made from the costs of your suppliers.",
  },
  cost: {
    title: "No costs yet",
    says: "Add destinations one by one, or import the supplier's price list. Without a cost nothing is sent there through this supplier.",
  },
};

function NoRows({ noun }: { noun: Tariff["noun"] }) {
  return <EmptyState title={emptyWords[noun].title}>{emptyWords[noun].says}</EmptyState>;
}
