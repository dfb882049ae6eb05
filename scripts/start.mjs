/** `npm start`: installs what is missing, builds what is stale, runs the switch. Arguments go to the switch. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuilt, serverBundle } from "./build.mjs";
import { runAndFollow } from "./child.mjs";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
await ensureBuilt().catch((err) => {
  console.error(`The build failed: ${err instanceof Error ? err.message : err}`);
  process.exit(1);
});

const leash = pathToFileURL(path.join(root, "scripts/leash.mjs")).href;
// Messages live for some round trips: in a small young generation each would be copied several times.
const flags = ["--max-semi-space-size=64", "--enable-source-maps", "--import", leash];
runAndFollow(process.execPath, [...flags, serverBundle, ...process.argv.slice(2)], { leashed: true });
