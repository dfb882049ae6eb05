/** Reading routes, of one owner or of a whole scope. */
import { buildRouteTable, type Route, type RouteTable } from "@switchyard/engine";
import type { Pool } from "pg";
import type { Scope } from "./configuration.ts";

type RouteScope = Exclude<Scope, "supplier">;

/** Which routes a scope has, and whose each is; the platform's stand under 0. */
const owners: Readonly<Record<RouteScope, { readonly condition: string; readonly owner: string }>> = {
  platform: { condition: "client_id is null and product_id is null", owner: "0" },
  client: { condition: "client_id is not null", owner: "client_id" },
  product: { condition: "product_id is not null", owner: "product_id" },
};

/** Enabled routes in force or to come, compiled, by owner. */
export async function loadRoutes(
  pool: Pool,
  scope: RouteScope,
  ownerId: number | undefined,
): Promise<Map<number, RouteTable>> {
  const { condition, owner } = owners[scope];
  const { rows } = await pool.query<Route & { owner: number }>(
    `select ${owner} as owner, id, type, country, network, pool_id as "poolId", priority, senders, recipients,
            text_match as "textMatch", text_pattern as "textPattern",
            (extract(epoch from valid_from) * 1000)::float8 as "fromMs", (extract(epoch from valid_to) * 1000)::float8 as "toMs"
     from routes
     where ${condition} and enabled and (valid_to is null or valid_to > now()) and ($1::int is null or ${owner} = $1)`,
    [ownerId ?? null],
  );
  const byOwner = new Map<number, Route[]>();
  for (const { owner: id, ...route } of rows) {
    const own = byOwner.get(id);
    if (own) own.push(route);
    else byOwner.set(id, [route]);
  }
  return new Map([...byOwner].map(([id, own]) => [id, buildRouteTable(own)]));
}
