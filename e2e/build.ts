/** How the switch is started: the bundle that `npm start` runs, built if it is stale. */
import { existsSync } from "node:fs";
import { mkdir, rmdir, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ensureBuilt, serverBundle, serverFlags } from "../scripts/build.mjs";

const lock = path.join(tmpdir(), "switchyard-e2e-build.lock");
/** A lock older than this was left behind by a build that was killed. */
const lockMaxAgeMs = 120_000;

let command: Promise<readonly [program: string, ...args: string[]]> | undefined;

/** Program and arguments; built once for each test process, and by one process at a time. */
export function serverCommand(): Promise<readonly [program: string, ...args: string[]]> {
  command ??= build();
  return command;
}

async function build(): Promise<readonly [program: string, ...args: string[]]> {
  await takeLock();
  try {
    await ensureBuilt();
  } finally {
    await rmdir(lock);
  }
  if (!existsSync(serverBundle)) throw new Error(`${serverBundle} is missing although it was built`);
  return [process.execPath, ...serverFlags, serverBundle];
}

async function takeLock(): Promise<void> {
  for (;;) {
    const isMine = await mkdir(lock).then(
      () => true,
      () => false,
    );
    if (isMine) return;
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > lockMaxAgeMs) await rmdir(lock).catch(() => undefined);
    await pause(100);
  }
}
