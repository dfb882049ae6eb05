/** PostgreSQL's own folder: made once by initdb, and cleared of what a run that ended badly left behind. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { open, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import type { Log } from "../../log.ts";
import type { Binaries } from "./binaries.ts";
import { embeddedLimits } from "./limits.ts";
import { asOwner, type Owner } from "./owner.ts";
import { privateDir } from "./places.ts";
import { processFolder, processState } from "./processes.ts";
import { embeddedDatabase, initdbArguments } from "./settings.ts";

const run = promisify(execFile);

/** The cluster of `home`, made on the first start. `isDurable` false skips its fsync, for tests. */
export async function provideCluster(
  home: string,
  binaries: Binaries,
  owner: Owner,
  isDurable: boolean,
): Promise<string> {
  const cluster = path.join(home, "cluster");
  await removeUnfinished(home);
  if (existsSync(cluster)) {
    await checkMajorVersion(cluster, binaries, owner);
    return cluster;
  }
  // Made under another name: an initdb cut short must not look like a database.
  const unfinished = await privateDir(path.join(home, "cluster.unfinished"), owner);
  const args = [...initdbArguments(unfinished), ...(isDurable ? [] : ["--no-sync"])];
  await run(binaries.initdb, args, asOwner(owner)).catch((cause: Error & { stderr?: string }) => {
    throw new Error(`PostgreSQL's folder ${cluster} could not be made: ${cause.stderr ?? cause.message}`, { cause });
  });
  await createDatabase(unfinished, binaries, owner);
  await rename(unfinished, cluster);
  await syncFolder(home);
  return cluster;
}

/** PostgreSQL's single-user mode takes statements from its input and needs no server. */
async function createDatabase(cluster: string, binaries: Binaries, owner: Owner): Promise<void> {
  const single = run(binaries.postgres, ["--single", "-j", "-D", cluster, "template1"], asOwner(owner));
  single.child.stdin?.end(`create database ${embeddedDatabase};\n\n`);
  const { stderr } = await single;
  if (stderr.includes("ERROR:")) throw new Error(`The database ${embeddedDatabase} could not be made:\n${stderr}`);
}

async function removeUnfinished(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (name === "cluster.unfinished") await rm(path.join(home, name), { recursive: true, force: true });
  }
}

async function checkMajorVersion(cluster: string, binaries: Binaries, owner: Owner): Promise<void> {
  const [found, version] = await Promise.all([
    readFile(path.join(cluster, "PG_VERSION"), "utf8"),
    run(binaries.postgres, ["--version"], asOwner(owner)),
  ]);
  const major = /\s(\d+)\./.exec(version.stdout)?.[1];
  if (found.trim() === major) return;
  const advice = "Move its contents with pg_dump and pg_restore, or start the Switchyard that made it.";
  throw new Error(
    `The database in ${cluster} is of PostgreSQL ${found.trim()}; this is PostgreSQL ${major}. ${advice}`,
  );
}

async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, "r");
  await handle.sync().finally(() => handle.close());
}

/**
 * Clears the way for a start, given that we hold the folder's lock: a PostgreSQL of this cluster that is still there
 * has lost its switch and is on its way out, or is told to go; a postmaster.pid without one is removed, because its
 * number may by now belong to a stranger (in a container it soon does) and PostgreSQL would then refuse to start.
 */
export async function clearRemains(cluster: string, log: Log): Promise<void> {
  const pid = await postmasterPid(cluster);
  if (pid === undefined) return;
  const isOver = await waitUntilOver(cluster, pid, log);
  if (!isOver) throw new Error(`PostgreSQL (process ${pid}) still works on ${cluster} and does not stop.`);
  await rm(path.join(cluster, "postmaster.pid"), { force: true });
}

async function waitUntilOver(cluster: string, pid: number, log: Log): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < embeddedLimits.leftoverWaitMs; waitedMs += embeddedLimits.pollMs) {
    const state = await processState(pid);
    if (state === "gone") return true;
    if (state === "zombie" && waitedMs >= embeddedLimits.zombieWaitMs) return true;
    if (state === "alive" && (await isStranger(pid, cluster))) return true;
    if (waitedMs === 0) log.info(`waiting for an earlier PostgreSQL (process ${pid}) to finish`);
    // One that lost its guard has nobody to stop it.
    if (state === "alive" && waitedMs === askAfterMs) process.kill(pid, "SIGINT");
    await pause(embeddedLimits.pollMs);
  }
  return false;
}

const askAfterMs = 500;

/** A PostgreSQL works in its cluster's folder; where the system does not tell, it counts as ours. */
async function isStranger(pid: number, cluster: string): Promise<boolean> {
  const folder = await processFolder(pid);
  return folder !== undefined && folder !== cluster;
}

/** The first line of postmaster.pid. */
async function postmasterPid(cluster: string): Promise<number | undefined> {
  const lines = await postmasterLines(cluster);
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

/** Whether the PostgreSQL with this number says in postmaster.pid (line 8) that it takes connections. */
export async function isReady(cluster: string, pid: number): Promise<boolean> {
  const lines = await postmasterLines(cluster);
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

async function postmasterLines(cluster: string): Promise<string[]> {
  const text = await readFile(path.join(cluster, "postmaster.pid"), "utf8").catch(() => "");
  return text.split("\n");
}
