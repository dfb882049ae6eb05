/** Writes packages/server/src/database/tables.ts from the migrations, with a PostgreSQL of its own. */
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { clientConfig } from "../packages/server/src/database/connect.ts";
import { startEmbedded } from "../packages/server/src/database/embedded.ts";
import { migrate } from "../packages/server/src/database/migrate.ts";
import { createLog } from "../packages/server/src/log.ts";
import { tableTypes } from "./table-types.ts";

const file = fileURLToPath(new URL("../packages/server/src/database/tables.ts", import.meta.url));
const log = createLog({ level: "warn", pretty: true });
const dataDir = await mkdtemp("/tmp/switchyard-tables-");
// PostgreSQL may run as another account than ours.
await chmod(dataDir, 0o711);
const server = await startEmbedded({
  dataDir,
  log,
  settings: { fsync: "off" },
});
try {
  await migrate(server.connection, createLog({ level: "error" }));
  const client = new pg.Client(clientConfig(server.connection, "tables"));
  await client.connect();
  await writeFile(file, await tableTypes(client));
  await client.end();
  console.log(`wrote ${path.relative(process.cwd(), file)}`);
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
