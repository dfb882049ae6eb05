/** The filters of the clients list: what stands in the URL, and what is asked of the API. */
import { type ClientListQuery, clientListQuery } from "@switchyard/contract";
import { type ListSearch, listSearch } from "../../parts/list-state.ts";

export const clientFilterKeys = ["q", "block", "currency", "manager", "product"] as const;
export const clientsSearch = listSearch(...clientFilterKeys);

type ClientsSearch = ListSearch<(typeof clientFilterKeys)[number]>;

/** What the URL asks for; a value the API would refuse (a mistyped URL) is left out. */
export function clientsQuery(search: ClientsSearch): ClientListQuery {
  const { sort = "", q, block, currency, manager, product, cursor } = search;
  const asked: Record<string, string | undefined> = {
    search: q,
    block,
    currency,
    managerId: manager,
    productId: product,
    cursor,
    sort: sort.replace(/^-/, "") || undefined,
    direction: sort.startsWith("-") ? "desc" : undefined,
  };
  const shape: Record<string, { safeParse: (value: unknown) => { success: boolean } }> = clientListQuery.shape;
  const valid = Object.entries(asked).filter(
    ([key, value]) => value !== undefined && shape[key]?.safeParse(value).success,
  );
  return Object.fromEntries(valid) as ClientListQuery;
}

/** Without the place in the list: for the export, which holds all pages. */
export function clientsExportQuery(search: ClientsSearch) {
  const { cursor: _, ...filters } = clientsQuery(search);
  return filters;
}
