/**
 * Rows of a tariff, whether prices of a client or costs of a supplier: an amount per part for a destination from one
 * moment to another. Rows may overlap; of several valid ones the one that began last counts, so that a new price needs
 * no edit of the old one. Only a row's end may change.
 */
import type { TariffState } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { countryOf, networkOf } from "@switchyard/sms";
import { microsOf } from "../history/columns.ts";
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { invalidField, notFound } from "../refusal.ts";

/** The two tables that hold tariffs, and how each is spoken of. Names come from here, never from a request. */
export const tariffTables = {
  prices: { owner: "client_id", amount: "price_micros", entity: "price", category: "prices", announces: "prices" },
  costs: { owner: "supplier_id", amount: "cost_micros", entity: "cost", category: "suppliers", announces: "costs" },
} as const;
export type TariffTable = keyof typeof tariffTables;

export interface TariffRow {
  readonly id: number;
  readonly ownerId: number;
  readonly country: string;
  readonly network: string | null;
  /** Only prices have one. */
  readonly billing: "submitted" | "delivered" | null;
  readonly amount: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly state: TariffState;
  readonly createdAt: string;
}

export interface TariffRowToCreate {
  readonly country: string;
  readonly network?: string | null | undefined;
  readonly billing?: "submitted" | "delivered" | undefined;
  readonly amount: string;
  readonly validFrom?: string | undefined;
  readonly validTo?: string | null | undefined;
}

export interface TariffQuery {
  readonly country?: string | undefined;
  readonly network?: string | undefined;
  readonly state?: readonly TariffState[] | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Rows by country, network and start, the newest start first. */
export async function listTariff(
  db: Queryable,
  table: TariffTable,
  ownerId: number,
  query: TariffQuery & { nowMs: number },
): Promise<Page<TariffRow>> {
  const after = readCursor(query.cursor, 4);
  const rows = await select(
    db,
    table,
    `where owner_id = $2 and ($3::text is null or country = $3) and ($4::text is null or network = $4)
       and ($5::text[] is null or state = any($5))
       and ($6::text is null or (country, coalesce(network, ''), -extract(epoch from valid_from), -id)
                                > ($6, $7::text, $8::numeric, -$9::bigint))
     order by country, coalesce(network, ''), valid_from desc, id desc limit $10`,
    [
      new Date(query.nowMs),
      ownerId,
      query.country ?? null,
      query.network ?? null,
      query.state ?? null,
      ...(after ?? [null, null, null, null]),
      query.limit + 1,
    ],
  );
  return pageOfRows(rows, query.limit, positionOf, rowOf);
}

/** Creates all rows or none. `path` names the array in the request, for what is wrong in it. */
export async function createTariffRows(
  tx: Queryable,
  author: Author,
  table: TariffTable,
  ownerId: number,
  given: { readonly rows: readonly TariffRowToCreate[]; readonly path: string; readonly nowMs: number },
): Promise<TariffRow[]> {
  const { owner, amount } = tariffTables[table];
  const now = new Date(given.nowMs);
  for (const [index, row] of given.rows.entries()) requirePlace(row, `${given.path}.${index}`);
  const billing = table === "prices" ? ", billing" : "";
  const { rows } = await tx.query<{ id: number }>(
    `insert into ${table} (${owner}, country, network, ${amount}, valid_from, valid_to, created_at${billing})
     select $1, u.country, u.network, u.amount, u.valid_from, u.valid_to, $7${billing && ", u.billing"}
     from unnest($2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::timestamptz[]${billing && ", $8::text[]"})
       with ordinality u(country, network, amount, valid_from, valid_to${billing}, place)
     order by u.place returning id`,
    [
      ownerId,
      given.rows.map((row) => row.country),
      given.rows.map((row) => row.network ?? null),
      given.rows.map((row) => microsOf(row.amount)),
      given.rows.map((row) => row.validFrom ?? now.toISOString()),
      given.rows.map((row) => row.validTo ?? null),
      now,
      ...(billing ? [given.rows.map((row) => row.billing ?? "submitted")] : []),
    ],
  );
  const created = await readRows(
    tx,
    table,
    ownerId,
    rows.map((row) => row.id),
    given.nowMs,
  );
  for (const [index, row] of created.entries()) {
    // One announcement for all: the tariff is read anew as a whole.
    await record(tx, author, table, { action: "create", before: null, after: row, isAnnounced: index === 0 });
  }
  return created;
}

/** Sets or clears the end of a row. */
export async function endTariffRow(
  tx: Queryable,
  author: Author,
  table: TariffTable,
  target: { readonly ownerId: number; readonly rowId: number; readonly validTo: string | null; readonly nowMs: number },
): Promise<TariffRow> {
  const { ownerId, rowId, validTo, nowMs } = target;
  const before = await lockRow(tx, table, ownerId, rowId, nowMs);
  if (validTo !== null && Date.parse(validTo) <= Date.parse(before.validFrom)) {
    throw invalidField("body.validTo", `must be later than the start, ${before.validFrom}`);
  }
  await tx.query(`update ${table} set valid_to = $2 where id = $1`, [rowId, validTo]);
  const [after] = await readRows(tx, table, ownerId, [rowId], nowMs);
  if (!after) throw notFound(tariffTables[table].entity, rowId);
  if (before.validTo !== after.validTo) {
    await record(tx, author, table, { action: "update", before, after, isAnnounced: true });
  }
  return after;
}

export async function deleteTariffRow(
  tx: Queryable,
  author: Author,
  table: TariffTable,
  { ownerId, rowId, nowMs }: { readonly ownerId: number; readonly rowId: number; readonly nowMs: number },
): Promise<void> {
  const before = await lockRow(tx, table, ownerId, rowId, nowMs);
  await tx.query(`delete from ${table} where id = $1`, [rowId]);
  await record(tx, author, table, { action: "delete", before, after: null, isAnnounced: true });
}

/** Whether there is such a place; a network that belongs to another country would never match. */
export function requirePlace(place: { country: string; network?: string | null | undefined }, path: string): void {
  if (!countryOf(place.country)) throw invalidField(`${path}.country`, "is no country with mobile numbers");
  if (!place.network) return;
  const network = networkOf(place.network);
  if (!network) throw invalidField(`${path}.network`, "is no known mobile network");
  if (network.country !== place.country) {
    throw invalidField(`${path}.network`, `is a network of ${network.country}, not of ${place.country}`);
  }
}

interface Row {
  readonly id: number;
  readonly owner_id: number;
  readonly country: string;
  readonly network: string | null;
  readonly billing: TariffRow["billing"];
  readonly amount: bigint;
  readonly valid_from: Date;
  readonly valid_to: Date | null;
  readonly state: TariffState;
  readonly created_at: Date;
  readonly position: string;
}

/** $1 is the moment at which states are told; `tail` may name owner_id and state. */
async function select(db: Queryable, table: TariffTable, tail: string, values: unknown[]): Promise<Row[]> {
  const { owner, amount } = tariffTables[table];
  const billing = table === "prices" ? "r.billing" : "null";
  const { rows } = await db.query<Row>(
    `select *, (-extract(epoch from valid_from))::text as position from (
       select r.id, r.${owner} as owner_id, r.country, r.network, ${billing} as billing, r.${amount} as amount,
              r.valid_from, r.valid_to, r.created_at,
              case when r.valid_from > $1 then 'future'
                   when r.valid_to <= $1 then 'ended'
                   when exists (select from ${table} n
                                where n.${owner} = r.${owner} and n.country = r.country
                                  and n.network is not distinct from r.network
                                  and n.valid_from <= $1 and (n.valid_to is null or n.valid_to > $1)
                                  and (n.valid_from, n.id) > (r.valid_from, r.id)) then 'replaced'
                   else 'current' end as state
       from ${table} r
     ) t ${tail}`,
    values,
  );
  return rows;
}

const positionOf = (row: Row) => [row.country, row.network ?? "", row.position, row.id];

async function readRows(
  db: Queryable,
  table: TariffTable,
  ownerId: number,
  ids: readonly number[],
  nowMs: number,
): Promise<TariffRow[]> {
  const rows = await select(db, table, "where owner_id = $2 and id = any($3) order by id", [
    new Date(nowMs),
    ownerId,
    ids,
  ]);
  return rows.map(rowOf);
}

/** A row of this owner, locked; one of another owner is not found. */
async function lockRow(
  tx: Queryable,
  table: TariffTable,
  ownerId: number,
  rowId: number,
  nowMs: number,
): Promise<TariffRow> {
  const { owner, entity } = tariffTables[table];
  await tx.query(`select from ${table} where id = $1 and ${owner} = $2 for update`, [rowId, ownerId]);
  const [row] = await readRows(tx, table, ownerId, [rowId], nowMs);
  if (!row) throw notFound(entity, rowId);
  return row;
}

async function record(
  tx: Queryable,
  author: Author,
  table: TariffTable,
  change: { action: string; before: TariffRow | null; after: TariffRow | null; isAnnounced: boolean },
): Promise<void> {
  const { entity, category, announces } = tariffTables[table];
  const row = change.after ?? change.before;
  if (!row) return;
  await recordChange(tx, author, {
    clientId: table === "prices" ? row.ownerId : null,
    category,
    entity,
    entityId: row.id,
    action: change.action,
    before: change.before && factsOf(change.before, table),
    after: change.after && factsOf(change.after, table),
    announce: change.isAnnounced ? [`${announces}:${row.ownerId}`] : [],
  });
}

function factsOf(row: TariffRow, table: TariffTable): Record<string, unknown> {
  const { ownerId, country, network, billing, amount, validFrom, validTo } = row;
  const facts = { country, network, amount, validFrom, validTo };
  return table === "prices" ? { ...facts, billing } : { supplierId: ownerId, ...facts };
}

function rowOf(row: Row): TariffRow {
  return {
    id: row.id,
    ownerId: row.owner_id,
    country: row.country,
    network: row.network,
    billing: row.billing,
    amount: formatMicros(row.amount),
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to?.toISOString() ?? null,
    state: row.state,
    createdAt: row.created_at.toISOString(),
  };
}
