/**
 * Rules that lead messages to pools: a client's own, its product's, and the platform's. What is written here counts at
 * once, with one announcement for whose routes changed.
 */
import {
  type AdminParsed,
  contractLimits,
  type Route,
  type RouteRef,
  routeFault,
  routeScopeName,
} from "@switchyard/contract";
import { requirePlace } from "../catalogue/tariff.ts";
import { type Columns, insertRow, updateRow, updateRows, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { invalidField, notFound, Refusal } from "../refusal.ts";
import { readRoute, readRoutes } from "./route-list.ts";
import { ownerColumns, requireOwner, routesAnnouncement } from "./route-owner.ts";

type RouteCreate = AdminParsed<"createRoute">["body"];
type RoutePatch = AdminParsed<"updateRoute">["body"];
type RoutesPatch = AdminParsed<"updateRoutes">["body"];

const columns: Columns<keyof RouteCreate> = {
  type: "type",
  country: "country",
  network: "network",
  poolId: "pool_id",
  senders: "senders",
  recipients: "recipients",
  textMatch: "text_match",
  textPattern: "text_pattern",
  priority: "priority",
  enabled: "enabled",
  comment: "comment",
  validFrom: "valid_from",
  validTo: "valid_to",
};

export async function createRoute(
  tx: Queryable,
  author: Author,
  ref: RouteRef,
  { nowMs, ...given }: RouteCreate & { readonly nowMs: number },
): Promise<Route> {
  await requireSound(tx, ref, given);
  await requireOwner(tx, ref, "for share");
  await requireRoom(tx, ref, 1);
  const values = written(columns, given).set("created_at", new Date(nowMs));
  for (const [column, ownerId] of Object.entries(ownerColumns(ref))) values.set(column, ownerId);
  const routeId = await insertRow(tx, "routes", values);
  const route = await readRoute(tx, ref, { routeId, nowMs });
  await record(tx, author, ref, { action: "create", before: null, after: route, isAnnounced: true });
  return route;
}

export async function updateRoute(
  tx: Queryable,
  author: Author,
  ref: RouteRef,
  { routeId, nowMs, ...given }: RoutePatch & { readonly routeId: number; readonly nowMs: number },
): Promise<Route> {
  const before = await readRoute(tx, ref, { routeId, nowMs, lock: "for update of r" });
  // What a change of some fields makes of the whole must still be a route.
  const changed = Object.entries(given).filter(([, value]) => value !== undefined);
  await requireSound(tx, ref, { ...before, ...(Object.fromEntries(changed) as Partial<Route>) });
  await updateRow(tx, "routes", routeId, written(columns, given));
  const after = await readRoute(tx, ref, { routeId, nowMs });
  if (!isSame(factsOf(before), factsOf(after))) {
    await record(tx, author, ref, { action: "update", before, after, isAnnounced: true });
  }
  return after;
}

/** Changes these routes alike, or none when one of them is not this owner's; answers how many were not so before. */
export async function updateRoutes(
  tx: Queryable,
  author: Author,
  ref: RouteRef,
  { routeIds, nowMs, ...given }: RoutesPatch & { readonly nowMs: number },
): Promise<number> {
  const routes = await readRoutes(tx, ref, { routeIds, nowMs, lock: "for update of r" });
  requireAll(routes, routeIds);
  await updateRows(tx, "routes", routeIds, written(columns, given));
  const outcome = new Map((await readRoutes(tx, ref, { routeIds, nowMs })).map((route) => [route.id, route]));
  const changes = routes.flatMap((before) => {
    const after = outcome.get(before.id);
    return after && !isSame(factsOf(before), factsOf(after)) ? [{ before, after }] : [];
  });
  for (const [index, change] of changes.entries()) {
    await record(tx, author, ref, { action: "update", ...change, isAnnounced: index === 0 });
  }
  return changes.length;
}

/** Deletes these routes, or none when one of them is not this owner's. */
export async function deleteRoutes(
  tx: Queryable,
  author: Author,
  ref: RouteRef,
  { routeIds, nowMs }: { readonly routeIds: readonly number[]; readonly nowMs: number },
): Promise<number> {
  const routes = await readRoutes(tx, ref, { routeIds, nowMs, lock: "for update of r" });
  requireAll(routes, routeIds);
  await tx.query("delete from routes where id = any($1::int[])", [routeIds]);
  for (const [index, before] of routes.entries()) {
    // One announcement for all: an owner's routes are read anew as a whole.
    await record(tx, author, ref, { action: "delete", before, after: null, isAnnounced: index === 0 });
  }
  return routes.length;
}

/** Copies routes to another owner: these, or all that have not ended. Answers the copies in the order they are tried. */
export async function copyRoutes(
  tx: Queryable,
  author: Author,
  from: RouteRef,
  {
    to,
    routeIds,
    nowMs,
  }: { readonly to: RouteRef; readonly routeIds?: readonly number[] | undefined; readonly nowMs: number },
): Promise<Route[]> {
  if (routeScopeName(from) === routeScopeName(to))
    throw invalidField("body.to", "must be another owner than the routes have");
  await requireOwner(tx, from);
  if (to.scope !== "platform") await requireTarget(tx, to);
  const wanted = routeIds ?? (await selectLasting(tx, from, nowMs));
  const found = await readRoutes(tx, from, { routeIds: wanted, nowMs });
  if (routeIds) requireAll(found, routeIds);
  // Look-ups are the platform's affair alone.
  const routes = to.scope === "platform" ? found : found.filter(({ type }) => type !== "hlr");
  await requireRoom(tx, to, routes.length);
  const owner = ownerColumns(to);
  const { rows } = await tx.query<{ id: number }>(
    `insert into routes (client_id, product_id, type, country, network, pool_id, senders, recipients, text_match,
                         text_pattern, priority, enabled, comment, valid_from, valid_to, created_at)
     select $1, $2, r.type, r.country, r.network, r.pool_id, r.senders, r.recipients, r.text_match, r.text_pattern,
            r.priority, r.enabled, r.comment, r.valid_from, r.valid_to, $4
     from unnest($3::int[]) with ordinality u(id, place) join routes r on r.id = u.id order by u.place returning id`,
    [owner.client_id, owner.product_id, routes.map(({ id }) => id), new Date(nowMs)],
  );
  const copies = await readRoutes(tx, to, { routeIds: rows.map(({ id }) => id), nowMs });
  for (const [index, after] of copies.entries()) {
    await record(tx, author, to, { action: "copy", before: null, after, isAnnounced: index === 0 });
  }
  return copies;
}

async function requireTarget(tx: Queryable, to: RouteRef): Promise<void> {
  await requireOwner(tx, to, "for share").catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    throw invalidField("body.to", `names no ${to.scope}`);
  });
}

/** Routes that have not ended, of which no more are copied at once than one owner may have. */
async function selectLasting(tx: Queryable, ref: RouteRef, nowMs: number): Promise<number[]> {
  const owner = ownerColumns(ref);
  const { rows } = await tx.query<{ id: number }>(
    `select id from routes where client_id is not distinct from $1 and product_id is not distinct from $2
       and (valid_to is null or valid_to > $3) limit $4`,
    [owner.client_id, owner.product_id, new Date(nowMs), contractLimits.routesMax + 1],
  );
  return rows.map(({ id }) => id);
}

/** All routes that were named must have been found. */
function requireAll(found: readonly Route[], routeIds: readonly number[]): void {
  const ids = new Set(found.map(({ id }) => id));
  const missing = routeIds.find((routeId) => !ids.has(routeId));
  if (missing !== undefined) throw notFound("route", missing);
}

async function requireRoom(tx: Queryable, ref: RouteRef, more: number): Promise<void> {
  const owner = ownerColumns(ref);
  const { rows } = await tx.query<{ routes: number }>(
    `select count(*)::int as routes from routes
     where client_id is not distinct from $1 and product_id is not distinct from $2`,
    [owner.client_id, owner.product_id],
  );
  const routes = rows[0]?.routes ?? 0;
  if (routes + more <= contractLimits.routesMax) return;
  throw new Refusal(
    "too_many",
    `There are ${routes} routes here already, and ${contractLimits.routesMax} is the most. Delete some first.`,
  );
}

type Whole = Parameters<typeof routeFault>[0];

async function requireSound(tx: Queryable, ref: RouteRef, route: Whole): Promise<void> {
  const fault = routeFault(route);
  if (fault) throw invalidField(`body.${fault.field}`, fault.says);
  // What a number's network is does not depend on who writes to it.
  if (route.type === "hlr" && ref.scope !== "platform") {
    throw invalidField("body.type", "must be sms: look-ups go by the platform's routes");
  }
  const { country, network } = route;
  if (country) await requirePlace(tx, { country, network }, "body");
}

async function record(
  tx: Queryable,
  author: Author,
  ref: RouteRef,
  change: { action: string; before: Route | null; after: Route | null; isAnnounced: boolean },
): Promise<void> {
  const route = change.after ?? change.before;
  if (!route) return;
  await recordChange(tx, author, {
    clientId: ref.scope === "client" ? ref.ownerId : null,
    category: "routing",
    entity: "route",
    entityId: route.id,
    action: change.action,
    before: change.before && factsOf(change.before),
    after: change.after && factsOf(change.after),
    announce: change.isAnnounced ? [routesAnnouncement(ref)] : [],
  });
}

function factsOf({ id: _id, createdAt: _at, poolId: _pool, state: _state, ...facts }: Route) {
  return facts;
}
