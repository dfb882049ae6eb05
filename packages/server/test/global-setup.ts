/** One PostgreSQL for the whole test run, with a migrated template that each test file clones. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { clientConfig } from "../src/database/connect.ts";
import { type SocketConnection, startEmbedded } from "../src/database/embedded.ts";
import { migrate } from "../src/database/migrate.ts";
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
  await migrate({ ...server.connection, database: templateDatabase }, createLog({ level: "error" }));
  project.provide("testServer", server.connection);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
