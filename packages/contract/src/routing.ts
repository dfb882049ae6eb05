import { z } from "zod";
import { clientParams } from "./clients.ts";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import {
  count,
  country,
  hasCountry,
  id,
  idParam,
  isPeriod,
  moment,
  momentInput,
  network,
  note,
  pageOf,
  pageQuery,
  periodError,
} from "./values.ts";

const tag = "Routing";

const routeSettings = z.strictObject({
  country: country.nullable().describe("null: any destination."),
  network: network.nullable().describe("null: the whole country."),
  poolId: id,
  priority: z.int().min(0).max(10_000).describe("Lower is tried first."),
  enabled: z.boolean(),
  comment: note,
  validFrom: momentInput.nullable(),
  validTo: momentInput.nullable(),
});

const placeError = { path: ["country"], error: "is needed with a network" };

export const routeCreate = routeSettings
  .partial()
  .extend({ poolId: id })
  .refine(isPeriod, periodError)
  .refine(hasCountry, placeError);
export const routePatch = routeSettings.partial();
export type RouteCreate = z.input<typeof routeCreate>;
export type RoutePatch = z.input<typeof routePatch>;

export const route = z
  .object({
    id,
    clientId: id.nullable().describe("null: a platform route, tried after the client's own."),
    ...routeSettings.shape,
    poolName: z.string(),
    validFrom: moment.nullable(),
    validTo: moment.nullable(),
    createdAt: moment,
  })
  .meta({ id: "Route" });
export type Route = z.output<typeof route>;

export const poolMember = z
  .object({
    connectionId: id,
    connectionName: z.string(),
    supplierName: z.string(),
    percent: z.int().min(0).max(100),
  })
  .meta({ id: "PoolMember" });

export const pool = z
  .object({
    id,
    name: z.string(),
    strategy: z.enum(["percentage", "priority"]),
    comment: z.string(),
    members: z.array(poolMember).describe("In order; a priority pool tries them so."),
    routes: count.describe("How many routes lead here."),
    createdAt: moment,
  })
  .meta({ id: "Pool" });
export type Pool = z.output<typeof pool>;

const members = z
  .array(z.strictObject({ connectionId: id, percent: z.int().min(0).max(100).default(0) }))
  .min(1)
  .max(limits.poolMembersMax)
  .refine(
    (list) => new Set(list.map((member) => member.connectionId)).size === list.length,
    "must not name a connection twice",
  );

const name = z.string().trim().min(1).max(limits.nameCharsMax);
const strategy = z.enum(["percentage", "priority"]);

export const poolCreate = z
  .strictObject({ name, strategy: strategy.default("percentage"), comment: note.optional(), members })
  .refine((given) => sharesAddUp(given.strategy, given.members), {
    path: ["members"],
    error: "must have percentages that add up to 100",
  });
export const poolPatch = z.strictObject({ name, strategy, comment: note, members }).partial();
export type PoolCreate = z.input<typeof poolCreate>;
export type PoolPatch = z.input<typeof poolPatch>;

/** Whether the shares of a pool are complete; a priority pool has none. */
export function sharesAddUp(by: Pool["strategy"], list: readonly { readonly percent: number }[]): boolean {
  return by === "priority" || list.reduce((sum, member) => sum + member.percent, 0) === 100;
}

const clientRouteParams = clientParams.extend({ routeId: idParam });
const routeParams = z.object({ routeId: idParam });
const poolParams = z.object({ poolId: idParam });
const routeQuery = z.strictObject({
  country: country.optional(),
  poolId: idParam.optional(),
  ...pageQuery,
});

/** The same four endpoints for the platform's routes and for one client's. */
const platformRoutes = {
  listRoutes: endpoint({
    method: "GET",
    path: "/routes",
    tag,
    summary: "Platform routes in the order they are tried",
    query: routeQuery,
    response: pageOf(route),
    permission: "routing.read",
  }),
  createRoute: endpoint({
    method: "POST",
    path: "/routes",
    tag,
    summary: "Create a platform route",
    body: routeCreate,
    response: route,
    created: true,
    permission: "routing.write",
  }),
  updateRoute: endpoint({
    method: "PATCH",
    path: "/routes/:routeId",
    tag,
    summary: "Change a platform route",
    params: routeParams,
    body: routePatch,
    response: route,
    permission: "routing.write",
  }),
  deleteRoute: endpoint({
    method: "DELETE",
    path: "/routes/:routeId",
    tag,
    summary: "Delete a platform route",
    params: routeParams,
    permission: "routing.write",
  }),
};

const clientRoutes = {
  listClientRoutes: endpoint({
    ...platformRoutes.listRoutes,
    path: "/clients/:clientId/routes",
    summary: "A client's own routes, tried before the platform's",
    params: clientParams,
  }),
  createClientRoute: endpoint({
    ...platformRoutes.createRoute,
    path: "/clients/:clientId/routes",
    summary: "Create a route for one client",
    params: clientParams,
  }),
  updateClientRoute: endpoint({
    ...platformRoutes.updateRoute,
    path: "/clients/:clientId/routes/:routeId",
    summary: "Change a client's route",
    params: clientRouteParams,
  }),
  deleteClientRoute: endpoint({
    ...platformRoutes.deleteRoute,
    path: "/clients/:clientId/routes/:routeId",
    summary: "Delete a client's route",
    params: clientRouteParams,
  }),
};

const pools = {
  listPools: endpoint({
    method: "GET",
    path: "/pools",
    tag,
    summary: "Pools with their members",
    query: z.strictObject(pageQuery),
    response: pageOf(pool),
    permission: "routing.read",
  }),
  getPool: endpoint({
    method: "GET",
    path: "/pools/:poolId",
    tag,
    summary: "A pool with its members",
    params: poolParams,
    response: pool,
    permission: "routing.read",
  }),
  createPool: endpoint({
    method: "POST",
    path: "/pools",
    tag,
    summary: "Create a pool",
    body: poolCreate,
    response: pool,
    created: true,
    errors: ["name_taken"],
    permission: "routing.write",
  }),
  updatePool: endpoint({
    method: "PATCH",
    path: "/pools/:poolId",
    tag,
    summary: "Change a pool; members, where given, replace the present ones",
    params: poolParams,
    body: poolPatch,
    response: pool,
    errors: ["name_taken"],
    permission: "routing.write",
  }),
  deletePool: endpoint({
    method: "DELETE",
    path: "/pools/:poolId",
    tag,
    summary: "Delete a pool that no route leads to",
    params: poolParams,
    errors: ["in_use"],
    permission: "routing.write",
  }),
};

export const routingEndpoints = { ...platformRoutes, ...clientRoutes, ...pools };
