import { type ListSearch, listSearch } from "../../parts/list-state.ts";
import { validQuery } from "../../parts/valid-query.ts";

export const destinationFilterKeys = ["q", "closed", "portability"] as const;
/** `number` is what stands in the box that finds a number's destination. */
export const destinationsSearch = listSearch(...destinationFilterKeys, "number");
export const networkFilterKeys = ["q", "status"] as const;
export const networksSearch = listSearch(...networkFilterKeys);
export const prefixFilterKeys = ["q", "network"] as const;
export const prefixesSearch = listSearch(...prefixFilterKeys);
export const lookupsSearch = listSearch("q");
export const madeLookupFilterKeys = ["number", "client", "outcome", "connection", "country", "from", "to"] as const;
export const madeLookupsSearch = listSearch(...madeLookupFilterKeys);

/** What the URL asks of the log of look-ups, but for the page. */
export function madeLookupsQuery(search: ListSearch<(typeof madeLookupFilterKeys)[number]>) {
  const { number, client, outcome, connection, country, from, to } = search;
  const digits = number?.replaceAll(/\D/g, "") || undefined;
  const asked = { number: digits, clientId: client, outcome, connectionId: connection, country, from, to };
  return validQuery("exportLookupLog", asked);
}
