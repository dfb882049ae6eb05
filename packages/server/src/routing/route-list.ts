/** Routes as the admin API shows them: one, or an owner's in the order they are tried. */
import { type AdminParsed, type Route, type RouteRef, type RouteState, routeScopeName } from "@switchyard/contract";
import type { Queryable } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { notFound } from "../refusal.ts";
import { ownerColumns, ownerOf, requireOwner } from "./route-owner.ts";

const breadth = "case when r.network is not null then 0 when r.country is not null then 1 else 2 end";

/** SQL: the LIKE pattern of what a route names, with `*` for any run of characters. */
const likeOf = (text: string) => {
  const escaped = ["\\", "%", "_"].reduce((sql, sign) => `replace(${sql}, '${sign}', '\\${sign}')`, `lower(${text})`);
  return `replace(${escaped}, '*', '%')`;
};

const namesSender = `exists (select from unnest(r.senders) n(sender)
  where lower($9) like ${likeOf("n.sender")} or position(lower($9) in lower(n.sender)) > 0)`;
const namesRecipient = `exists (select from unnest(r.recipients) n(digits)
  where starts_with($10, n.digits) or starts_with(n.digits, $10))`;
const isFound = `position(lower($11) in lower(concat_ws(E'\\n', r.comment, p.name, r.text_pattern,
  array_to_string(r.senders, E'\\n'), array_to_string(r.recipients, E'\\n')))) > 0`;
/** $1 is the moment. */
const stateSql = `case when r.valid_to <= $1 then 'ended' when r.valid_from > $1 then 'future' else 'current' end`;

/** In the order they are tried: by priority, then the narrower destination, then the older. */
export async function listRoutes(
  db: Queryable,
  ref: RouteRef,
  { nowMs, ...query }: AdminParsed<"listRoutes">["query"] & { readonly nowMs: number },
): Promise<Page<Route>> {
  await requireOwner(db, ref);
  const owner = ownerColumns(ref);
  const rows = await select(
    db,
    `where r.client_id is not distinct from $2 and r.product_id is not distinct from $3
       and ($4::text is null or r.country = $4)
       and ($5::text is null or ($5 = 'none' and r.network is null) or r.network = $5)
       and ($6::int is null or r.pool_id = $6)
       and ($7::text is null or r.type = $7)
       and ($8::boolean is null or r.enabled = $8)
       and ($9::text is null or ${namesSender})
       and ($10::text is null or ${namesRecipient})
       and ($11::text is null or ${isFound})
       and ($12::text[] is null or ${stateSql} = any($12))
       and ($13::int is null or (r.priority, ${breadth}, r.id) > ($13, $14::int, $15::int))
     order by r.priority, ${breadth}, r.id limit $16`,
    [
      new Date(nowMs),
      owner.client_id,
      owner.product_id,
      query.country ?? null,
      query.network ?? null,
      query.poolId ?? null,
      query.type ?? null,
      query.enabled ?? null,
      query.sender || null,
      query.recipient ?? null,
      query.search || null,
      query.state ?? null,
      ...(readCursor(query.cursor, 3) ?? [null, null, null]),
      query.limit + 1,
    ],
  );
  return pageOfRows(
    rows,
    query.limit,
    (row) => [row.priority, row.network !== null ? 0 : row.country !== null ? 1 : 2, row.id],
    routeOf,
  );
}

/** A route of this owner; one of another is not found. */
export async function readRoute(
  db: Queryable,
  ref: RouteRef,
  { routeId, nowMs, lock = "" }: { readonly routeId: number; readonly nowMs: number; readonly lock?: string },
): Promise<Route> {
  const [found] = await readRoutes(db, ref, { routeIds: [routeId], nowMs, lock });
  if (!found) throw notFound("route", routeId);
  return found;
}

/** Those of these routes that are this owner's, in the order they are tried. */
export async function readRoutes(
  db: Queryable,
  ref: RouteRef,
  {
    routeIds,
    nowMs,
    lock = "",
  }: { readonly routeIds: readonly number[]; readonly nowMs: number; readonly lock?: string },
): Promise<Route[]> {
  const owner = ownerColumns(ref);
  const rows = await select(
    db,
    `where r.client_id is not distinct from $2 and r.product_id is not distinct from $3 and r.id = any($4::int[])
     order by r.priority, ${breadth}, r.id ${lock}`,
    [new Date(nowMs), owner.client_id, owner.product_id, routeIds],
  );
  return rows.map(routeOf);
}

interface RouteRow {
  readonly id: number;
  readonly client_id: number | null;
  readonly product_id: number | null;
  readonly type: Route["type"];
  readonly country: string | null;
  readonly network: string | null;
  readonly pool_id: number;
  readonly pool_name: string;
  readonly senders: string[];
  readonly recipients: string[];
  readonly text_match: Route["textMatch"];
  readonly text_pattern: string;
  readonly priority: number;
  readonly enabled: boolean;
  readonly comment: string;
  readonly valid_from: Date | null;
  readonly valid_to: Date | null;
  readonly state: RouteState;
  readonly created_at: Date;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<RouteRow[]> {
  const { rows } = await db.query<RouteRow>(
    `select r.*, ${stateSql} as state, p.name as pool_name from routes r join pools p on p.id = r.pool_id ${tail}`,
    values,
  );
  return rows;
}

function routeOf(row: RouteRow): Route {
  return {
    id: row.id,
    scope: routeScopeName(ownerOf(row)),
    type: row.type,
    country: row.country,
    network: row.network,
    poolId: row.pool_id,
    poolName: row.pool_name,
    senders: row.senders,
    recipients: row.recipients,
    textMatch: row.text_match,
    textPattern: row.text_pattern,
    priority: row.priority,
    enabled: row.enabled,
    comment: row.comment,
    validFrom: row.valid_from?.toISOString() ?? null,
    validTo: row.valid_to?.toISOString() ?? null,
    state: row.state,
    createdAt: row.created_at.toISOString(),
  };
}
