import type { ClientConfig, Pool as EnginePool } from "@switchyard/engine";
import type { Pool } from "pg";
import { type LinkSettings, readLink } from "./link-settings.ts";
import {
  type AddressList,
  type Row,
  readAddresses,
  readClient,
  readCredential,
  readPool,
  readSupplier,
  type SmppCredential,
  type SupplierSettings,
} from "./rows.ts";

/**
 * Reading configuration, whole or of one owner. Each function takes the owner's id, or undefined for everything, and
 * answers a map by owner; an owner with nothing left is not in it.
 */
type Owner = number | undefined;

async function select(pool: Pool, text: string, owner: Owner): Promise<Row[]> {
  const { rows } = await pool.query<Row>(text, [owner ?? null]);
  return rows;
}

function groupBy(rows: readonly Row[], column: string): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const key = row[column] as number;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const mapValues = <Value>(groups: Map<number, Row[]>, read: (rows: Row[]) => Value): Map<number, Value> =>
  new Map([...groups].map(([key, rows]) => [key, read(rows)]));

const byId = <Value>(rows: readonly Row[], read: (row: Row) => Value): Map<number, Value> =>
  new Map(rows.map((row) => [row.id as number, read(row)]));

export async function loadClients(pool: Pool, clientId: Owner): Promise<Map<number, ClientConfig>> {
  return byId(await select(pool, "select * from clients where $1::int is null or id = $1", clientId), readClient);
}

export async function loadAddresses(pool: Pool, clientId: Owner): Promise<Map<number, AddressList>> {
  const rows = await select(
    pool,
    `select c.id, c.smpp_any_address, array_remove(array_agg(a.network::text), null) as networks
     from clients c left join smpp_addresses a on a.client_id = c.id
     where $1::int is null or c.id = $1 group by c.id`,
    clientId,
  );
  return byId(rows, (row) => readAddresses(row.smpp_any_address, row.networks));
}

export async function loadCredentials(pool: Pool, clientId: Owner): Promise<Map<number, SmppCredential[]>> {
  const rows = await select(pool, "select * from smpp_credentials where $1::int is null or client_id = $1", clientId);
  return mapValues(groupBy(rows, "client_id"), (own) => own.map(readCredential));
}

export async function loadSuppliers(pool: Pool, supplierId: Owner): Promise<Map<number, SupplierSettings>> {
  return byId(await select(pool, "select * from suppliers where $1::int is null or id = $1", supplierId), readSupplier);
}

export async function loadLinks(pool: Pool, connectionId: Owner): Promise<Map<number, LinkSettings>> {
  return byId(await select(pool, "select * from connections where $1::int is null or id = $1", connectionId), readLink);
}

export async function loadPools(pool: Pool, poolId: Owner): Promise<Map<number, EnginePool>> {
  const pools = await select(pool, "select * from pools where $1::int is null or id = $1", poolId);
  const members = await select(
    pool,
    "select * from pool_members where $1::int is null or pool_id = $1 order by pool_id, position",
    poolId,
  );
  const byPool = groupBy(members, "pool_id");
  return byId(pools, (row) => readPool(row, byPool.get(row.id) ?? []));
}
