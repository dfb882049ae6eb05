/** The filters over a list of routes. */

import type { RouteRef } from "@switchyard/contract";
import { ChoiceFilter, CountryFilter, FilterBar, NetworkFilter, PoolFilter, SearchFilter } from "../filters.tsx";
import type { ListState } from "../list-state.ts";
import { routeFilterKeys } from "./address.ts";

const types = [
  { value: "sms", label: "Messages" },
  { value: "hlr", label: "Look-ups" },
];
const states = [
  { value: "current", label: "Valid now" },
  { value: "future", label: "Future" },
  { value: "ended", label: "Ended" },
];
const switches = [
  { value: "true", label: "On" },
  { value: "false", label: "Off" },
];

export function RouteFilters({ owner, list }: { owner: RouteRef; list: ListState }) {
  return (
    <FilterBar list={list} keys={routeFilterKeys}>
      <SearchFilter main list={list} label="Search routes" placeholder="Comment, pool, text" width={190} />
      <CountryFilter list={list} width={160} />
      <NetworkFilter list={list} />
      <PoolFilter list={list} />
      <SearchFilter list={list} name="sender" label="Sender" width={120} />
      <SearchFilter list={list} name="recipient" label="Recipient" width={130} />
      {/* Look-ups go by the platform's routes alone. */}
      {owner.scope === "platform" && <ChoiceFilter list={list} name="type" label="Type" options={types} width={110} />}
      <ChoiceFilter list={list} name="state" label="Time" options={states} width={110} />
      <ChoiceFilter list={list} name="on" label="On or off" options={switches} width={110} />
    </FilterBar>
  );
}
