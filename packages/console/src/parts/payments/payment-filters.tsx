/** The filters over a list of payments. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { query } from "../../api.ts";
import { ChoiceFilter, ClientFilter, CurrencyFilter, DayFilter, FilterBar } from "../filters.tsx";
import type { ListState } from "../list-state.ts";
import { clientPaymentFilterKeys, paymentFilterKeys } from "./payment-search.ts";

const paidOptions = [
  { value: "true", label: "Paid" },
  { value: "false", label: "Unpaid" },
];

interface PaymentFiltersProps {
  list: ListState;
  /** Of one client only: what names the client or its currency is left out. */
  ofClient?: boolean;
  end?: ReactNode;
}

export function PaymentFilters({ list, ofClient = false, end }: PaymentFiltersProps) {
  const methods = useQuery(query("listPaymentMethods"));
  const options = (methods.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <FilterBar list={list} keys={ofClient ? clientPaymentFilterKeys : paymentFilterKeys} end={end}>
      {!ofClient && <ClientFilter list={list} />}
      <ChoiceFilter list={list} name="paid" label="Status" options={paidOptions} width={110} />
      <ChoiceFilter list={list} name="method" label="Method" options={options} width={150} />
      {!ofClient && <CurrencyFilter list={list} />}
      <DayFilter list={list} name="from" label="From" />
      <DayFilter list={list} name="to" label="To" />
    </FilterBar>
  );
}
