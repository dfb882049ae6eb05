import type { libraryEndpoints, messageEndpoints } from "@switchyard/contract";
import { listCountries, listCurrencies, listNetworks, listTimeZones } from "../../catalogue/libraries.ts";
import { readMessage } from "../../reports/message.ts";
import { searchMessages } from "../../reports/message-search.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function reportHandlers({
  db,
  clock,
}: ApiParts): Handlers<keyof typeof messageEndpoints | keyof typeof libraryEndpoints> {
  return {
    searchMessages: ({ query }) => searchMessages(db, query),
    getMessage: ({ params }) => readMessage(db, params.messageId),
    listCountries: async () => ({ items: await listCountries(db) }),
    listNetworks: async ({ params }) => ({ items: await listNetworks(db, params.country) }),
    listCurrencies: async () => ({ items: listCurrencies() }),
    listTimeZones: async () => ({ items: listTimeZones(clock.now()) }),
  };
}
