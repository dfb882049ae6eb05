/**
 * Whom the embedded PostgreSQL runs as. It refuses to run as root, so root hands it to an account that every system
 * has; an ordinary user runs it as themselves.
 */
import { execFile } from "node:child_process";
import { chown, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { postgresEnvironment } from "./settings.ts";

export type Owner = {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  /** Set when programs must be started under another identity than ours. */
  readonly isDropped: boolean;
};

/** `postgres` where the system has that account, else `nobody`. initdb needs the account to have a passwd entry. */
export async function chooseOwner(): Promise<Owner> {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  if (uid !== 0) return { uid, gid, name: `uid ${uid}`, isDropped: false };
  const accounts = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const name of ["postgres", "_postgres", "nobody"]) {
    const account = accounts.find((fields) => fields[0] === name);
    // macOS writes nobody's ids as -2, an unsigned 32-bit number to the kernel.
    if (account) return { uid: Number(account[2]) >>> 0, gid: Number(account[3]) >>> 0, name, isDropped: true };
  }
  throw new Error("PostgreSQL does not run as root, and neither postgres nor nobody is in /etc/passwd.");
}

/** Options for node:child_process that start a program as the owner. */
export function asOwner(owner: Owner) {
  const identity = owner.isDropped ? { uid: owner.uid, gid: owner.gid } : {};
  // The owner may not be able to enter our working directory, and PostgreSQL asks where it is.
  return { ...identity, cwd: "/", env: postgresEnvironment };
}

/** Gives a file or folder that we made to the owner. */
export async function giveTo(owner: Owner, target: string): Promise<void> {
  if (owner.isDropped) await chown(target, owner.uid, owner.gid);
}

/** Whether the owner may pass through every folder on the way to `target` (absolute), `target` itself included. */
export async function canEnter(owner: Owner, target: string): Promise<boolean> {
  if (!owner.isDropped) return true;
  for (let dir = target; ; dir = path.dirname(dir)) {
    const { mode, uid, gid } = await stat(dir);
    const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (dir === path.dirname(dir)) return true;
  }
}

/** Whether the owner can run `program` (with its libraries): asks it for its version. */
export async function canRun(owner: Owner, program: string): Promise<boolean> {
  const run = promisify(execFile);
  return run(program, ["--version"], asOwner(owner)).then(
    () => true,
    () => false,
  );
}
