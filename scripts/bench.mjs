/** `npm run bench`: runs the benchmarks from their sources; arguments go to bench/bench.ts. */
import path from "node:path";
import { ensureBuilt } from "./build.mjs";
import { runAndFollow } from "./child.mjs";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
await ensureBuilt();
const tsx = path.join(root, "node_modules/tsx/dist/cli.mjs");
const bench = path.join(root, "bench/bench.ts");
runAndFollow(process.execPath, [tsx, "--conditions=@switchyard/source", bench, ...process.argv.slice(2)]);
