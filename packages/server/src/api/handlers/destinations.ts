import type { destinationEndpoints } from "@switchyard/contract";
import { listDestinations, readDestination, updateDestination } from "../../catalogue/places/countries.ts";
import {
  createNetwork,
  deleteNetwork,
  listDestinationNetworks,
  readNetwork,
  updateNetwork,
} from "../../catalogue/places/networks.ts";
import { findNumber } from "../../catalogue/places/number.ts";
import { importNumberingPlan, previewNumberingPlan } from "../../catalogue/places/plan.ts";
import {
  createPrefix,
  deletePrefix,
  exportPrefixes,
  listPrefixes,
  readPrefix,
  updatePrefix,
} from "../../catalogue/places/prefixes.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function destinationHandlers({
  db,
  transact,
  paperwork,
  clock,
}: ApiParts): Handlers<keyof typeof destinationEndpoints> {
  const parts = { db, transact, paperwork };
  return {
    listDestinations: ({ query }) => listDestinations(db, query),
    getDestination: ({ params }) => readDestination(db, params.country),
    updateDestination: ({ params, body, author }) =>
      transact((tx) => updateDestination(tx, author, params.country, body)),
    listDestinationNetworks: ({ params, query }) => listDestinationNetworks(db, params.country, query),
    createNetwork: ({ params, body, author }) => transact((tx) => createNetwork(tx, author, params.country, body)),
    getNetwork: ({ params }) => readNetwork(db, params.network),
    updateNetwork: ({ params, body, author }) => transact((tx) => updateNetwork(tx, author, params.network, body)),
    async deleteNetwork({ params, author }) {
      await transact((tx) => deleteNetwork(tx, author, params.network));
      return undefined;
    },
    listPrefixes: ({ query }) => listPrefixes(db, query),
    getPrefix: ({ params }) => readPrefix(db, params.digits),
    createPrefix: ({ body, author }) => transact((tx) => createPrefix(tx, author, body)),
    updatePrefix: ({ params, body, author }) => transact((tx) => updatePrefix(tx, author, params.digits, body)),
    async deletePrefix({ params, author }) {
      await transact((tx) => deletePrefix(tx, author, params.digits));
      return undefined;
    },
    exportPrefixes: async ({ query }) => exportPrefixes(db, query),
    previewNumberingPlan: ({ query, upload }) => previewNumberingPlan(parts, { octets: upload, settings: query }),
    importNumberingPlan: ({ query, upload, author }) =>
      importNumberingPlan(parts, author, { octets: upload, settings: query }),
    findNumber: ({ query }) => findNumber(db, query.number, clock.now()),
  };
}
