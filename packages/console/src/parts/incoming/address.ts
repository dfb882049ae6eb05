/** What the log of incoming messages keeps in its URL, and what it asks of the API. */
import { type ListSearch, listSearch } from "../list-state.ts";
import { validQuery } from "../valid-query.ts";

export const incomingFilterKeys = ["number", "sender", "client", "status", "from", "to"] as const;
export const incomingSearch = listSearch(...incomingFilterKeys, "whose");

type IncomingSearch = ListSearch<(typeof incomingFilterKeys)[number] | "whose">;

/** But for the page. Of one client, whatever the URL says, where one is named. */
export function incomingQuery({ number, sender, client, status, from, to, whose }: IncomingSearch, clientId?: number) {
  return validQuery("exportIncoming", {
    number: digitsOf(number),
    sender: digitsOf(sender),
    clientId: clientId === undefined ? client : String(clientId),
    status,
    from,
    to,
    ...(whose === "nobody" && { unassigned: "true" }),
  });
}

/** A number as it may be typed: with blanks and a plus sign. */
const digitsOf = (typed: string | undefined): string | undefined => typed?.replaceAll(/[\s+]/g, "") || undefined;
