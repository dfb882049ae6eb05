/** A database of its own for a test file, cloned from the migrated template in some tens of milliseconds. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { clientConfig } from "../src/database/connect.ts";
import type { SocketConnection } from "../src/database/embedded.ts";
import { templateDatabase } from "./global-setup.ts";

export type TestDatabase = {
  readonly source: SocketConnection;
  /** The same as an address, for what is started as a process. */
  readonly url: string;
  readonly pool: pg.Pool;
  /** Ends the pool and removes the database, whoever else is still connected. */
  drop(): Promise<void>;
};

/** `template` names another database to clone; `template0` gives an empty one. */
export async function createTestDatabase(template: string = templateDatabase): Promise<TestDatabase> {
  const server = inject("testServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin(server, `create database ${name} template ${template} strategy wal_log`);
  const source = { ...server, database: name };
  const pool = new pg.Pool({ ...clientConfig(source, "test"), max: 10 });
  pool.on("error", () => undefined);
  return {
    source,
    url: `postgres://${source.user}@localhost:${source.port}/${name}?host=${encodeURIComponent(source.host)}`,
    pool,
    async drop() {
      await pool.end();
      await asAdmin(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function asAdmin(server: SocketConnection, statement: string): Promise<void> {
  const client = new pg.Client(clientConfig(server, "test admin"));
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
