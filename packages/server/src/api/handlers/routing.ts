import type { routingEndpoints } from "@switchyard/contract";
import { requireClient } from "../../clients/profile.ts";
import { createPool, deletePool, listPools, readPool, updatePool } from "../../routing/pools.ts";
import { createRoute, deleteRoute, listRoutes, updateRoute } from "../../routing/routes.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function routingHandlers({ db, transact }: ApiParts): Handlers<keyof typeof routingEndpoints> {
  return {
    listRoutes: ({ query }) => listRoutes(db, null, query),
    createRoute: ({ body, author }) => transact((tx) => createRoute(tx, author, null, body)),
    updateRoute: ({ params: { routeId }, body, author }) =>
      transact((tx) => updateRoute(tx, author, { clientId: null, routeId }, body)),
    async deleteRoute({ params: { routeId }, author }) {
      await transact((tx) => deleteRoute(tx, author, { clientId: null, routeId }));
      return undefined;
    },
    async listClientRoutes({ params, query }) {
      await requireClient(db, params.clientId);
      return listRoutes(db, params.clientId, query);
    },
    createClientRoute: ({ params, body, author }) =>
      transact(async (tx) => {
        await requireClient(tx, params.clientId);
        return createRoute(tx, author, params.clientId, body);
      }),
    updateClientRoute: ({ params, body, author }) => transact((tx) => updateRoute(tx, author, params, body)),
    async deleteClientRoute({ params, author }) {
      await transact((tx) => deleteRoute(tx, author, params));
      return undefined;
    },
    listPools: ({ query }) => listPools(db, query),
    getPool: ({ params }) => readPool(db, params.poolId),
    createPool: ({ body, author }) => transact((tx) => createPool(tx, author, body)),
    updatePool: ({ params, body, author }) => transact((tx) => updatePool(tx, author, params.poolId, body)),
    async deletePool({ params, author }) {
      await transact((tx) => deletePool(tx, author, params.poolId));
      return undefined;
    },
  };
}
