import type { Pool } from "pg";
import { createSecrets, type Secrets } from "../src/secrets.ts";

/** The books a message needs, written straight into the tables: what the admin API does is tested elsewhere. */
export const testSecrets: Secrets = createSecrets(Buffer.alloc(32, 7));

export interface SeedOptions {
  readonly smscPort: number;
  /** Per part, in micros. */
  readonly priceMicros?: bigint;
  readonly billing?: "submitted" | "delivered";
  readonly balanceMicros?: bigint;
  readonly systemId?: string;
  readonly credential?: Readonly<Record<string, unknown>>;
  readonly connection?: Readonly<Record<string, unknown>>;
  readonly client?: Readonly<Record<string, unknown>>;
}

export interface Seeded {
  readonly clientId: number;
  readonly credentialId: number;
  readonly supplierId: number;
  readonly connectionId: number;
  readonly poolId: number;
  readonly systemId: string;
  readonly password: string;
}

/** One client with money and a credential, one supplier with a connection, a pool, a route, a price and a cost. */
export async function seed(pool: Pool, options: SeedOptions): Promise<Seeded> {
  const systemId = options.systemId ?? "acme";
  const password = "secret12";
  const insert = async (table: string, values: Readonly<Record<string, unknown>>): Promise<number> => {
    const names = Object.keys(values);
    const { rows } = await pool.query<{ id: number }>(
      `insert into ${table} (${names.join(", ")}) values (${names.map((_, i) => `$${i + 1}`).join(", ")}) returning *`,
      Object.values(values),
    );
    return rows[0]?.id ?? 0;
  };
  const clientId = await insert("clients", {
    login: systemId,
    currency: "EUR",
    smpp_any_address: true,
    ...options.client,
  });
  await insert("client_funds", { client_id: clientId, balance_micros: options.balanceMicros ?? 1_000_000_000_000n });
  const credentialId = await insert("smpp_credentials", {
    client_id: clientId,
    system_id: systemId,
    password_hash: testSecrets.hash(password),
    tps: 100_000,
    window_max: 10_000,
    sessions_max: 100,
    ...options.credential,
  });
  const supplierId = await insert("suppliers", { name: `supplier of ${systemId}`, currency: "EUR" });
  const connectionId = await insert("connections", {
    supplier_id: supplierId,
    name: `link of ${systemId}`,
    host: "127.0.0.1",
    port: options.smscPort,
    system_id: "switch",
    password_sealed: testSecrets.seal("pass"),
    tps: 100_000,
    window_max: 1_000,
    reconnect_min_s: 1,
    reconnect_max_s: 1,
    ...options.connection,
  });
  const poolId = await insert("pools", { name: `pool of ${systemId}` });
  await insert("pool_members", { pool_id: poolId, connection_id: connectionId, percent: 100, position: 1 });
  await insert("routes", { client_id: clientId, pool_id: poolId });
  for (const country of ["DE", "GB", "FR", "ES", "US", "TR", "SA", "CN", "IN", "RU", "IT", "PL"]) {
    await insert("tariff_rows", {
      client_id: clientId,
      country,
      billing: options.billing ?? "submitted",
      amount_micros: options.priceMicros ?? 12_500n,
      valid_from: "2026-01-01",
    });
    await insert("tariff_rows", { supplier_id: supplierId, country, amount_micros: 8_000n, valid_from: "2026-01-01" });
  }
  return { clientId, credentialId, supplierId, connectionId, poolId, systemId, password };
}
