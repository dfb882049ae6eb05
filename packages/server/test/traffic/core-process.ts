/** A switch to be killed: starts a core on the database at DATABASE_URL, says its SMPP port, and runs until it is ended. */
import { startCore } from "../../src/core.ts";
import { openDatabase } from "../../src/database/database.ts";
import { createLog } from "../../src/log.ts";
import { testSecrets } from "../seed.ts";

const log = createLog({ level: "fatal" });
const database = await openDatabase({ source: { url: process.env.DATABASE_URL ?? "" }, log });
const core = await startCore({
  database,
  secrets: testSecrets,
  clock: { now: () => Date.now() },
  random: Math.random,
  log,
  publicUrl: "http://switch.test",
  smpp: { port: 0, host: "127.0.0.1" },
});
process.stdout.write(`${core.smppPort}\n`);
