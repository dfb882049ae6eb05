/**
 * One switch per data folder. The lock is a file that names its holder; it is taken by `link`, which succeeds for one
 * process only, and a holder that is gone (kill -9, power cut, restarted container) does not count.
 * PostgreSQL's own lock in the cluster stands behind it.
 */
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../../log.ts";
import { processBirth, processState } from "./processes.ts";

export type FolderLock = { release(): Promise<void> };

type Holder = { readonly pid: number; readonly birth?: string };

/** The data folder belongs to another living process. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";
  readonly pid: number;

  constructor(home: string, pid: number) {
    const advice = "Stop it first, or give this one another SWITCHYARD_DATA_DIR.";
    super(`Another switch (process ${pid}) works on the database in ${home}. ${advice}`);
    this.pid = pid;
  }
}

/** Takes the lock of `home`, waiting `waitMs` for a holder that may be stopping. Throws FolderInUseError. */
export async function lockFolder(home: string, waitMs: number, log: Log): Promise<FolderLock> {
  const file = path.join(home, "switch.lock");
  const mine = `${file}.${process.pid}`;
  const self: Holder = { pid: process.pid, ...birthOf(await processBirth(process.pid)) };
  await writeFile(mine, JSON.stringify(self));
  try {
    for (let waitedMs = 0; !(await linked(mine, file)); waitedMs += 50) {
      const holder = await livingHolder(home);
      if (!holder) await removeStale(file);
      else if (waitedMs >= waitMs) throw new FolderInUseError(home, holder.pid);
      else {
        if (waitedMs === 0)
          log.info(`process ${holder.pid} works on ${home}; waiting ${waitMs / 1000} s for it to stop`);
        await pause(50);
      }
    }
  } finally {
    await rm(mine, { force: true });
  }
  return { release: () => rm(file, { force: true }) };
}

/** Who holds the lock of `home` and is alive. */
export async function livingHolder(home: string): Promise<Holder | undefined> {
  const text = await readFile(path.join(home, "switch.lock"), "utf8").catch(() => undefined);
  const holder = text === undefined ? undefined : parseHolder(text);
  if (!holder || (await processState(holder.pid)) !== "alive") return undefined;
  const birth = await processBirth(holder.pid);
  return birth === undefined || holder.birth === undefined || birth === holder.birth ? holder : undefined;
}

function parseHolder(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

function birthOf(birth: string | undefined) {
  return birth === undefined ? {} : { birth };
}

async function linked(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    (err: NodeJS.ErrnoException) => {
      if (err.code === "EEXIST") return false;
      throw err;
    },
  );
}

/** Takes the file out of the way under a name of our own, so that two starters cannot both remove "the stale one". */
async function removeStale(file: string): Promise<void> {
  const stale = `${file}.stale-${process.pid}`;
  await rename(file, stale).catch(() => undefined);
  const moved = await readFile(stale, "utf8").catch(() => undefined);
  const holder = moved === undefined ? undefined : parseHolder(moved);
  const isFresh =
    holder !== undefined &&
    (await processState(holder.pid)) === "alive" &&
    holder.birth === (await processBirth(holder.pid));
  if (isFresh) await link(stale, file).catch(() => undefined);
  await rm(stale, { force: true });
}
