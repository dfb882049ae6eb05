/**
 * Where the embedded PostgreSQL lives.
 *
 *   <data folder>/postgres/          its home: a folder, or a link to one in a system folder
 *     cluster/                       PostgreSQL's own files (0700, the owner's)
 *     socket/                        its socket (0700, the owner's)
 *     origin                         in a system folder only: the data folder it belongs to
 *     switch.lock                    the process that works on it
 *
 * When root starts the switch, PostgreSQL runs under another account, and that account may not be able to enter the
 * data folder (a checkout under /root, or a file system that does not let us hand folders over). Then the home is a
 * system folder named after the data folder's path. A data folder that was moved keeps its home; one that was deleted
 * or made afresh does not get the old database back, which is set aside.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Log } from "../../log.ts";
import { embeddedLimits } from "./limits.ts";
import { FolderInUseError, livingHolder } from "./lock.ts";
import { canEnter, giveTo, type Owner } from "./owner.ts";
import { embeddedPort } from "./settings.ts";

/** The home for the data folder, made if need be. `systemDir` is where homes go that the owner could not reach here. */
export async function provideHome(dataDir: string, owner: Owner, systemDir: string, log: Log): Promise<string> {
  const isNew = (await mkdir(dataDir, { recursive: true })) !== undefined;
  // A strict umask would shut the owner out of a folder that we have just made; its secrets have modes of their own.
  if (isNew && owner.isDropped) await chmod(dataDir, 0o711);
  const home = path.join(dataDir, "postgres");
  const linked = await readlink(home).catch(() => undefined);
  if (linked !== undefined) return linkedHome(home, linked, dataDir, systemDir, log);
  if (existsSync(path.join(home, "cluster")) || (await canLiveIn(home, owner))) return home;
  log.info(`${owner.name}, as whom PostgreSQL runs, cannot work in ${dataDir}; its files go to ${systemDir}`);
  await rm(home, { recursive: true, force: true });
  return freshSystemHome(home, dataDir, systemDir, log);
}

/** Makes the home in place and reports whether the owner can reach it and be given folders in it. */
async function canLiveIn(home: string, owner: Owner): Promise<boolean> {
  await mkdir(home, { recursive: true });
  if (!owner.isDropped) return true;
  await chmod(home, 0o711);
  if (!(await canEnter(owner, home))) return false;
  const trial = await mkdtemp(path.join(home, "trial-"));
  const isGiven = await giveTo(owner, trial).then(
    () => true,
    () => false,
  );
  await rm(trial, { recursive: true });
  return isGiven;
}

/** Follows the link, unless the data folder is a copy whose original still uses that home. */
async function linkedHome(link: string, target: string, dataDir: string, systemDir: string, log: Log): Promise<string> {
  const origin = await readFile(path.join(target, "origin"), "utf8").catch(() => undefined);
  if (origin === dataDir) return target;
  const originLink = origin === undefined ? undefined : await readlink(path.join(origin, "postgres")).catch(() => "");
  if (origin !== undefined && originLink !== target) {
    await writeFile(path.join(target, "origin"), dataDir);
    log.info(`the data folder moved from ${origin} to ${dataDir}; its database stays in ${target}`);
    return target;
  }
  log.warn(`${link} points to ${target}, which belongs to ${origin ?? "nobody any more"}; starting an empty database`);
  await rm(link);
  return freshSystemHome(link, dataDir, systemDir, log);
}

async function freshSystemHome(link: string, dataDir: string, systemDir: string, log: Log): Promise<string> {
  const name = `data-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`;
  const target = path.join(systemDir, name);
  if (existsSync(target)) await setAside(target, log);
  await mkdir(target, { recursive: true, mode: 0o755 });
  await chmod(target, 0o711);
  await writeFile(path.join(target, "origin"), dataDir);
  await symlink(target, link);
  log.info(`the database of ${dataDir} lives in ${target}`);
  return target;
}

/** The data folder was deleted, its database was not: kept under another name, since only a person may delete it. */
async function setAside(target: string, log: Log): Promise<void> {
  const holder = await livingHolder(target);
  if (holder) throw new FolderInUseError(target, holder.pid);
  for (let number = 1; ; number += 1) {
    const aside = `${target}.old-${number}`;
    if (existsSync(aside)) continue;
    await rename(target, aside);
    log.warn(`an earlier database of this data folder was set aside as ${aside}; delete it if it is not needed`);
    return;
  }
}

/** A folder that only the owner can enter. An existing one is taken over as it is. */
export async function privateDir(dir: string, owner: Owner): Promise<string> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await chmod(dir, 0o700);
  await giveTo(owner, dir);
  return dir;
}

/** The socket's folder: in the home, or a short one under /tmp when the path would be too long for a socket. */
export async function provideSocketDir(home: string, owner: Owner): Promise<string> {
  const preferred = path.join(home, "socket");
  const octets = Buffer.byteLength(`${preferred}/.s.PGSQL.${embeddedPort}`);
  if (octets <= embeddedLimits.socketPathOctetsMax) return privateDir(preferred, owner);
  return privateDir(await mkdtemp("/tmp/switchyard-"), owner);
}

/** Removes the socket's folder if it is one under /tmp. */
export async function removeSocketDir(home: string, socketDir: string): Promise<void> {
  if (!socketDir.startsWith(`${home}/`)) await rm(socketDir, { recursive: true, force: true });
}
