/** The filters of the history: what stands in the URL, and what is asked of the API. */
import { type HistoryCategory, historyCategories } from "@switchyard/contract";
import { type ListSearch, listSearch } from "../list-state.ts";

export const historyFilterKeys = ["category", "actor", "from", "to"] as const;
export const historySearch = listSearch(...historyFilterKeys);

type HistorySearch = ListSearch<(typeof historyFilterKeys)[number]>;

export const categoryOptions = Object.entries(historyCategories).map(([value, label]) => ({ value, label }));

export function historyQuery({ category, actor, from, to, cursor }: HistorySearch) {
  return {
    ...(category && category in historyCategories && { category: [category as HistoryCategory] }),
    ...(actor && { actor }),
    ...(from && { from }),
    ...(to && { to }),
    ...(cursor && { cursor }),
  };
}
