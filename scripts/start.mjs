/** `npm start`: installs what is missing, builds what is stale, runs the switch. Arguments go to the switch. */
import { ensureBuilt, serverBundle, serverFlags } from "./build.mjs";
import { runAndFollow } from "./child.mjs";
import { ensureInstalled } from "./install.mjs";

ensureInstalled();
await ensureBuilt().catch((err) => {
  console.error(`The build failed: ${err instanceof Error ? err.message : err}`);
  process.exit(1);
});

runAndFollow(process.execPath, [...serverFlags, serverBundle, ...process.argv.slice(2)], { leashed: true });
