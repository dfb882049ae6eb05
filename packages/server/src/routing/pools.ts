import { type AdminParsed, type Pool, poolFaults } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { type Columns, insertRow, microsOf, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { invalidField, notFound, Refusal } from "../refusal.ts";

type PoolCreate = AdminParsed<"createPool">["body"];
type PoolPatch = AdminParsed<"updatePool">["body"];
type Members = PoolCreate["members"];

/** A pool without what only its running links know. */
export type StoredPool = Omit<Pool, "members"> & { readonly members: Omit<Pool["members"][number], "state">[] };

const columns: Columns<"name" | "strategy" | "rerouteMax" | "comment"> = {
  name: "name",
  strategy: "strategy",
  rerouteMax: "reroute_max",
  comment: "comment",
};

/** A pool's columns for what was given; the ceiling has two. */
function writtenPool({ costCeiling, ...given }: PoolPatch): Map<string, unknown> {
  const values = written(columns, given);
  if (costCeiling === undefined) return values;
  return values
    .set("cost_ceiling_micros", costCeiling === null ? null : microsOf(costCeiling.amount))
    .set("cost_ceiling_currency", costCeiling?.currency ?? null);
}

export async function listPools(db: Queryable, query: AdminParsed<"listPools">["query"]): Promise<Page<StoredPool>> {
  const after = readCursor(query.cursor, 1);
  const pools = await select(
    db,
    `where ($1::text is null or p.name > $1) and ($2::text is null or position(lower($2) in lower(p.name)) > 0)
       and ($3::int is null or exists (select from pool_members where pool_id = p.id and connection_id = $3))
     order by p.name limit $4`,
    [after?.[0] ?? null, query.search || null, query.connectionId ?? null, query.limit + 1],
  );
  return pageOfRows(
    pools,
    query.limit,
    (pool) => [pool.name],
    (pool) => pool,
  );
}

export async function createPool(tx: Queryable, author: Author, given: PoolCreate): Promise<StoredPool> {
  const poolId = await insertRow(tx, "pools", writtenPool(given));
  await writeMembers(tx, poolId, given.members);
  const pool = await readPool(tx, poolId);
  await record(tx, author, "create", null, pool);
  return pool;
}

export async function updatePool(tx: Queryable, author: Author, poolId: number, given: PoolPatch): Promise<StoredPool> {
  const before = await readPool(tx, poolId, "for update of p");
  const [fault] = poolFaults({
    strategy: given.strategy ?? before.strategy,
    members: given.members ?? before.members,
    costCeiling: given.costCeiling === undefined ? before.costCeiling : given.costCeiling,
  });
  if (fault) throw invalidField(`body.${fault.field}`, fault.says);
  await updateRow(tx, "pools", poolId, writtenPool(given));
  if (given.members) {
    await tx.query("delete from pool_members where pool_id = $1", [poolId]);
    await writeMembers(tx, poolId, given.members);
  }
  const after = await readPool(tx, poolId);
  if (!isSame(factsOf(before), factsOf(after))) await record(tx, author, "update", before, after);
  return after;
}

/** Deletes a pool; refused while routes lead to it. */
export async function deletePool(tx: Queryable, author: Author, poolId: number): Promise<void> {
  const before = await readPool(tx, poolId, "for update of p");
  if (before.routes > 0) {
    throw new Refusal("in_use", `${before.routes} routes lead to ${before.name}. Change or delete them first.`);
  }
  await tx.query("delete from pools where id = $1", [poolId]);
  await record(tx, author, "delete", before, null);
}

async function writeMembers(tx: Queryable, poolId: number, members: Members): Promise<void> {
  await tx.query(
    `insert into pool_members (pool_id, connection_id, percent, position)
     select $1, u.connection_id, u.percent, u.position
     from unnest($2::int[], $3::smallint[]) with ordinality u(connection_id, percent, position)`,
    [poolId, members.map((member) => member.connectionId), members.map((member) => member.percent)],
  );
}

interface PoolRow {
  readonly id: number;
  readonly name: string;
  readonly strategy: Pool["strategy"];
  readonly cost_ceiling_micros: bigint | null;
  readonly cost_ceiling_currency: string | null;
  readonly reroute_max: number;
  readonly comment: string;
  readonly members: StoredPool["members"];
  readonly routes: bigint;
  readonly created_at: Date;
}

export async function readPool(db: Queryable, poolId: number, lock = ""): Promise<StoredPool> {
  const [found] = await select(db, `where p.id = $1 ${lock}`, [poolId]);
  if (!found) throw notFound("pool", poolId);
  return found;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<StoredPool[]> {
  const { rows } = await db.query<PoolRow>(
    `select p.*, (select count(*) from routes where pool_id = p.id) as routes,
            (select coalesce(json_agg(json_build_object('connectionId', c.id, 'connectionName', c.name,
                                                        'supplierId', s.id, 'supplierName', s.name,
                                                        'percent', m.percent)
                                      order by m.position), '[]')
             from pool_members m join connections c on c.id = m.connection_id join suppliers s on s.id = c.supplier_id
             where m.pool_id = p.id) as members
     from pools p ${tail}`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    strategy: row.strategy,
    costCeiling:
      row.cost_ceiling_micros === null || row.cost_ceiling_currency === null
        ? null
        : { amount: formatMicros(row.cost_ceiling_micros), currency: row.cost_ceiling_currency },
    rerouteMax: row.reroute_max,
    comment: row.comment,
    members: row.members,
    routes: Number(row.routes),
    createdAt: row.created_at.toISOString(),
  }));
}

async function record(
  tx: Queryable,
  author: Author,
  action: string,
  before: StoredPool | null,
  after: StoredPool | null,
): Promise<void> {
  const poolId = (after ?? before)?.id ?? 0;
  await recordChange(tx, author, {
    clientId: null,
    category: "routing",
    entity: "pool",
    entityId: poolId,
    action,
    before: before && factsOf(before),
    after: after && factsOf(after),
    announce: [`pool:${poolId}`],
  });
}

function factsOf({ name, strategy, costCeiling, rerouteMax, comment, members }: StoredPool) {
  // Only a pool by percentage has shares; the others prefer, or break a tie, by order.
  const list = members.map(({ connectionName, percent }) =>
    strategy === "percentage" ? `${connectionName} ${percent} %` : connectionName,
  );
  return { name, strategy, costCeiling, rerouteMax, comment, members: list };
}
