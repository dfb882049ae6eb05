import type { Pool, poolEndpoints, routeEndpoints } from "@switchyard/contract";
import { createPool, deletePool, listPools, readPool, type StoredPool, updatePool } from "../../routing/pools.ts";
import { listRoutes, readRoute } from "../../routing/route-list.ts";
import { listRouteOwners } from "../../routing/route-owner.ts";
import { copyRoutes, createRoute, deleteRoutes, updateRoute, updateRoutes } from "../../routing/routes.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function routingHandlers(parts: ApiParts): Handlers<keyof typeof poolEndpoints | keyof typeof routeEndpoints> {
  return { ...poolHandlers(parts), ...routeHandlers(parts) };
}

function routeHandlers({ db, transact, clock }: ApiParts): Handlers<keyof typeof routeEndpoints> {
  return {
    listRouteOwners: ({ query }) => listRouteOwners(db, query),
    listRoutes: ({ params: { scope }, query }) => listRoutes(db, scope, { ...query, nowMs: clock.now() }),
    getRoute: ({ params: { scope, routeId } }) => readRoute(db, scope, { routeId, nowMs: clock.now() }),
    createRoute: ({ params: { scope }, body, author }) =>
      transact((tx) => createRoute(tx, author, scope, { ...body, nowMs: clock.now() })),
    updateRoute: ({ params: { scope, routeId }, body, author }) =>
      transact((tx) => updateRoute(tx, author, scope, { ...body, routeId, nowMs: clock.now() })),
    async deleteRoute({ params: { scope, routeId }, author }) {
      await transact((tx) => deleteRoutes(tx, author, scope, { routeIds: [routeId], nowMs: clock.now() }));
      return undefined;
    },
    deleteRoutes: ({ params: { scope }, body: { routeIds }, author }) =>
      transact(async (tx) => ({ deleted: await deleteRoutes(tx, author, scope, { routeIds, nowMs: clock.now() }) })),
    updateRoutes: ({ params: { scope }, body, author }) =>
      transact(async (tx) => ({ changed: await updateRoutes(tx, author, scope, { ...body, nowMs: clock.now() }) })),
    copyRoutes: ({ params: { scope }, body, author }) =>
      transact(async (tx) => ({ items: await copyRoutes(tx, author, scope, { ...body, nowMs: clock.now() }) })),
  };
}

function poolHandlers({ db, transact, live }: ApiParts): Handlers<keyof typeof poolEndpoints> {
  const withLive = (stored: readonly StoredPool[]): Pool[] => {
    const states = new Map(live.connections().map(({ id, state }) => [id, state]));
    return stored.map((pool) => ({
      ...pool,
      members: pool.members.map((member) => ({ ...member, state: states.get(member.connectionId) ?? null })),
    }));
  };
  const oneWithLive = (stored: StoredPool): Pool => {
    const [pool] = withLive([stored]);
    if (!pool) throw new Error("one pool went in and none came out");
    return pool;
  };
  return {
    async listPools({ query }) {
      const page = await listPools(db, query);
      return { ...page, items: withLive(page.items) };
    },
    getPool: async ({ params }) => oneWithLive(await readPool(db, params.poolId)),
    createPool: async ({ body, author }) => oneWithLive(await transact((tx) => createPool(tx, author, body))),
    updatePool: async ({ params, body, author }) =>
      oneWithLive(await transact((tx) => updatePool(tx, author, params.poolId, body))),
    async deletePool({ params, author }) {
      await transact((tx) => deletePool(tx, author, params.poolId));
      return undefined;
    },
  };
}
