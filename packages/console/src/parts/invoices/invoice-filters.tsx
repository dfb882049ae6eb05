/** The filters over a list of invoices. */
import type { ReactNode } from "react";
import { ChoiceFilter, ClientFilter, CurrencyFilter, DayFilter, FilterBar } from "../filters.tsx";
import type { ListState } from "../list-state.ts";
import { clientInvoiceFilterKeys, invoiceFilterKeys } from "./invoice-search.ts";
import { invoiceStatusOptions } from "./invoice-status.tsx";

interface InvoiceFiltersProps {
  list: ListState;
  /** Of one client only: what names the client or its currency is left out. */
  ofClient?: boolean;
  end?: ReactNode;
}

export function InvoiceFilters({ list, ofClient = false, end }: InvoiceFiltersProps) {
  return (
    <FilterBar list={list} keys={ofClient ? clientInvoiceFilterKeys : invoiceFilterKeys} end={end}>
      {!ofClient && <ClientFilter list={list} />}
      <ChoiceFilter list={list} name="status" label="Status" options={invoiceStatusOptions} width={130} />
      {!ofClient && <CurrencyFilter list={list} />}
      <DayFilter list={list} name="from" label="From" />
      <DayFilter list={list} name="to" label="To" />
    </FilterBar>
  );
}
