/**
 * `npm run dev`: the server from its sources, restarted on every change, and the console from its sources with the
 * page updated in place, on http://localhost:5173 (its API calls go to the server).
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { runAndFollow } from "./child.mjs";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const port = process.env.SWITCHYARD_HTTP_PORT || "8080";
const console_ = path.join(root, "packages/console");
if (existsSync(path.join(console_, "vite.config.ts"))) {
  const { createServer } = await import("vite");
  const target = `http://127.0.0.1:${port}`;
  const server = await createServer({ root: console_, server: { proxy: { "/api": { target, ws: true } } } });
  await server.listen();
  server.printUrls();
}
const tsx = path.join(root, "node_modules/tsx/dist/cli.mjs");
const main = path.join(root, "packages/server/src/main.ts");
runAndFollow(process.execPath, [tsx, "watch", "--conditions=@switchyard/source", main, ...process.argv.slice(2)]);
