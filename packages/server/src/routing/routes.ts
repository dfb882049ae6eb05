/** Rules that lead messages to pools: a client's own, and the platform's, which belong to no client. */
import type { AdminParsed, Route } from "@switchyard/contract";
import { requirePlace } from "../catalogue/tariff.ts";
import { type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { invalidField, notFound } from "../refusal.ts";

type RouteCreate = AdminParsed<"createRoute">["body"];
type RoutePatch = AdminParsed<"updateRoute">["body"];

/** null for the platform's own routes. */
type Owner = number | null;

const columns: Columns<keyof RouteCreate> = {
  country: "country",
  network: "network",
  poolId: "pool_id",
  priority: "priority",
  enabled: "enabled",
  comment: "comment",
  validFrom: "valid_from",
  validTo: "valid_to",
};

/** In the order they are tried: by priority, then the narrower destination, then the older. */
export async function listRoutes(
  db: Queryable,
  clientId: Owner,
  query: AdminParsed<"listRoutes">["query"],
): Promise<Page<Route>> {
  const after = readCursor(query.cursor, 3);
  const rows = await select(
    db,
    `where r.client_id is not distinct from $1 and ($2::text is null or r.country = $2)
       and ($3::int is null or r.pool_id = $3)
       and ($4::int is null or (r.priority, ${breadth}, r.id) > ($4, $5::int, $6::int))
     order by r.priority, ${breadth}, r.id limit $7`,
    [clientId, query.country ?? null, query.poolId ?? null, ...(after ?? [null, null, null]), query.limit + 1],
  );
  return pageOfRows(
    rows,
    query.limit,
    (row) => [row.priority, row.network !== null ? 0 : row.country !== null ? 1 : 2, row.id],
    (row) => row,
  );
}

const breadth = "case when r.network is not null then 0 when r.country is not null then 1 else 2 end";

export async function createRoute(tx: Queryable, author: Author, clientId: Owner, given: RouteCreate): Promise<Route> {
  const { country, network } = given;
  if (country) requirePlace({ country, network }, "body");
  const routeId = await insertRow(tx, "routes", written(columns, given).set("client_id", clientId));
  const route = await readRoute(tx, clientId, routeId);
  await record(tx, author, "create", null, route);
  return route;
}

export async function updateRoute(
  tx: Queryable,
  author: Author,
  target: { clientId: Owner; routeId: number },
  given: RoutePatch,
): Promise<Route> {
  const { clientId, routeId } = target;
  const before = await readRoute(tx, clientId, routeId, "for update of r");
  requireWhole({
    country: given.country === undefined ? before.country : given.country,
    network: given.network === undefined ? before.network : given.network,
    validFrom: given.validFrom === undefined ? before.validFrom : given.validFrom,
    validTo: given.validTo === undefined ? before.validTo : given.validTo,
  });
  await updateRow(tx, "routes", routeId, written(columns, given));
  const after = await readRoute(tx, clientId, routeId);
  if (!isSame(factsOf(before), factsOf(after))) await record(tx, author, "update", before, after);
  return after;
}

export async function deleteRoute(
  tx: Queryable,
  author: Author,
  { clientId, routeId }: { clientId: Owner; routeId: number },
): Promise<void> {
  const before = await readRoute(tx, clientId, routeId, "for update of r");
  await tx.query("delete from routes where id = $1", [routeId]);
  await record(tx, author, "delete", before, null);
}

/** What a change of some fields makes of the whole must still be a route. */
function requireWhole({
  country,
  network,
  validFrom,
  validTo,
}: Pick<Route, "country" | "network" | "validFrom" | "validTo">): void {
  if (network && !country) throw invalidField("body.country", "is needed with a network");
  if (country) requirePlace({ country, network }, "body");
  if (validFrom && validTo && Date.parse(validFrom) >= Date.parse(validTo)) {
    throw invalidField("body.validTo", "must be later than validFrom");
  }
}

interface RouteRow {
  readonly id: number;
  readonly client_id: number | null;
  readonly country: string | null;
  readonly network: string | null;
  readonly pool_id: number;
  readonly pool_name: string;
  readonly priority: number;
  readonly enabled: boolean;
  readonly comment: string;
  readonly valid_from: Date | null;
  readonly valid_to: Date | null;
  readonly created_at: Date;
}

/** A route of this owner; one of another client, or of the platform, is not found. */
async function readRoute(db: Queryable, clientId: Owner, routeId: number, lock = ""): Promise<Route> {
  const [found] = await select(db, `where r.client_id is not distinct from $1 and r.id = $2 ${lock}`, [
    clientId,
    routeId,
  ]);
  if (!found) throw notFound("route", routeId);
  return found;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<Route[]> {
  const { rows } = await db.query<RouteRow>(
    `select r.*, p.name as pool_name from routes r join pools p on p.id = r.pool_id ${tail}`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    clientId: row.client_id,
    country: row.country,
    network: row.network,
    poolId: row.pool_id,
    poolName: row.pool_name,
    priority: row.priority,
    enabled: row.enabled,
    comment: row.comment,
    validFrom: row.valid_from?.toISOString() ?? null,
    validTo: row.valid_to?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  }));
}

async function record(
  tx: Queryable,
  author: Author,
  action: string,
  before: Route | null,
  after: Route | null,
): Promise<void> {
  const route = after ?? before;
  if (!route) return;
  await recordChange(tx, author, {
    clientId: route.clientId,
    category: "routing",
    entity: "route",
    entityId: route.id,
    action,
    before: before && factsOf(before),
    after: after && factsOf(after),
    announce: [`routes:${route.clientId ?? 0}`],
  });
}

function factsOf({ id: _id, clientId: _client, createdAt: _at, poolId: _pool, ...facts }: Route) {
  return facts;
}
