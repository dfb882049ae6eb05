/** One PostgreSQL for the whole test run, with a migrated template that each test file clones. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import pg from "pg";
import type { TestProject } from "vitest/node";
// By its path: the setup runs before the names of our packages lead to their sources.
import { loadDestinations } from "../../sms/src/number/destinations.ts";
import { seedPlaces } from "../src/catalogue/places/seed.ts";
import { clientConfig } from "../src/database/connect.ts";
import { type SocketConnection, startEmbedded } from "../src/database/embedded.ts";
import { migrate } from "../src/database/migrate.ts";
import { transaction } from "../src/database/transaction.ts";
import { createLog } from "../src/log.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: SocketConnection;
  }
}

export const templateDatabase = "switchyard_template";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp("/tmp/switchyard-test-");
  // PostgreSQL may run as another account than ours.
  await chmod(dataDir, 0o711);
  const log = createLog({ level: "warn", pretty: true });
  // Nothing here has to survive a power cut, nor lives long enough to be vacuumed; the tests about that start their own.
  const settings = {
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: "100",
    autovacuum: "off",
  };
  const server = await startEmbedded({ dataDir, systemDir: `${dataDir}/system`, log, settings });
  const client = new pg.Client(clientConfig(server.connection, "test setup"));
  await client.connect();
  await client.query(`create database ${templateDatabase}`);
  await client.end();
  const template = { ...server.connection, database: templateDatabase };
  await migrate(template, createLog({ level: "error" }));
  await fillPlaces(template);
  project.provide("testServer", server.connection);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** Countries, networks and prefixes, as every start fills them in. */
async function fillPlaces(template: SocketConnection): Promise<void> {
  const pool = new pg.Pool({ ...clientConfig(template, "test setup"), max: 1 });
  await seedPlaces((work) => transaction(pool, work), loadDestinations());
  // A template is cloned only while nobody is connected to it.
  await pool.end();
}
