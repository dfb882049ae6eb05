/** Whose routes they are: the platform's, a product's or a client's. */
import { type AdminParsed, platformRoutes, type RouteOwner, type RouteRef, routeScopeName } from "@switchyard/contract";
import type { Queryable } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { notFound } from "../refusal.ts";

/** The two columns of routes that name the owner; both null for the platform. */
export const ownerColumns = ({
  scope,
  ownerId,
}: RouteRef): { client_id: number | null; product_id: number | null } => ({
  client_id: scope === "client" ? ownerId : null,
  product_id: scope === "product" ? ownerId : null,
});

export function ownerOf(row: { readonly client_id: number | null; readonly product_id: number | null }): RouteRef {
  if (row.client_id !== null) return { scope: "client", ownerId: row.client_id };
  return row.product_id === null ? platformRoutes : { scope: "product", ownerId: row.product_id };
}

const tables = { client: "clients", product: "products" } as const;

/** Refuses with not_found when there is no such client or product; with a lock it can't be deleted meanwhile. */
export async function requireOwner(
  db: Queryable,
  { scope, ownerId }: RouteRef,
  lock: "" | "for share" = "",
): Promise<void> {
  if (scope === "platform") return;
  const { rows } = await db.query(`select from ${tables[scope]} where id = $1 ${lock}`, [ownerId]);
  if (rows.length === 0) throw notFound(scope, ownerId);
}

/** What running nodes are told when an owner's routes changed. */
export const routesAnnouncement = ({ scope, ownerId }: RouteRef): string => `routes:${scope}:${ownerId}`;

interface OwnerRow {
  readonly rank: number;
  readonly client_id: number | null;
  readonly product_id: number | null;
  readonly name: string;
  readonly routes: number;
  readonly enabled: number;
}

/**
 * The platform, then products and then clients that have routes, by name, or only routes to one pool; by routes_client and
 * routes_product.
 */
export async function listRouteOwners(
  db: Queryable,
  { search, poolId, cursor, limit }: AdminParsed<"listRouteOwners">["query"],
): Promise<Page<RouteOwner>> {
  const after = readCursor(cursor, 2);
  const counted = "count(*)::int as routes, (count(*) filter (where r.enabled))::int as enabled";
  const { rows } = await db.query<OwnerRow>(
    `with r as not materialized (select client_id, product_id, enabled from routes where $1::int is null or pool_id = $1)
     select rank, client_id, product_id, name, routes, enabled from (
       select 0 as rank, null::int as client_id, null::int as product_id, 'Platform' as name, ${counted}
       from r where r.client_id is null and r.product_id is null
       union all
       select 1, null, p.id, p.name, ${counted} from r join products p on p.id = r.product_id group by p.id
       union all
       select 2, c.id, null, c.login, ${counted} from r join clients c on c.id = r.client_id group by c.id
     ) o
     where ($2::text is null or position(lower($2) in lower(name)) > 0)
       and ($3::int is null or (rank, name) > ($3, $4::text))
     order by rank, name limit $5`,
    [poolId ?? null, search || null, ...(after ?? [null, null]), limit + 1],
  );
  return pageOfRows(
    rows,
    limit,
    (row) => [row.rank, row.name],
    (row) => ({ scope: routeScopeName(ownerOf(row)), name: row.name, routes: row.routes, enabled: row.enabled }),
  );
}
