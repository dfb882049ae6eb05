/** The process that installation.ts starts: DATA_DIR SYSTEM_DIR; prints one line of JSON when ready, stops on SIGTERM. */
import { startEmbedded } from "../../src/database/embedded.ts";
import type { Log } from "../../src/log.ts";

const [dataDir = "", systemDir = ""] = process.argv.slice(2);
const write = (first: unknown, second?: unknown) => console.error(typeof first === "string" ? first : second);
const quiet = () => undefined;
const log = { debug: quiet, info: write, warn: write, error: write } as unknown as Log;

try {
  const { pid, home, connection, stop } = await startEmbedded({ dataDir, systemDir, log, previousSwitchWaitMs: 300 });
  process.once("SIGTERM", () => void stop());
  console.log(JSON.stringify({ postmaster: pid, home, connection }));
} catch (err) {
  console.error(String(err));
  process.exitCode = 1;
}
