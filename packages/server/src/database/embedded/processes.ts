/** What the system says about other processes: whether they live, and which folder they work in. */
import { readFile, readlink } from "node:fs/promises";

/** `zombie`: dead, but its parent has not taken notice, so its number still looks taken. */
export type ProcessState = "alive" | "zombie" | "gone";

export async function processState(pid: number): Promise<ProcessState> {
  try {
    process.kill(pid, 0);
  } catch (err) {
    // Without permission to signal it, it is somebody else's, and alive.
    return (err as NodeJS.ErrnoException).code === "EPERM" ? "alive" : "gone";
  }
  const fields = await statFields(pid);
  return fields?.[0] === "Z" || fields?.[0] === "X" ? "zombie" : "alive";
}

/**
 * Tells apart two processes that had the same number one after the other: when it started, in ticks since boot.
 * Undefined where the system does not say (no /proc).
 */
export async function processBirth(pid: number): Promise<string | undefined> {
  return (await statFields(pid))?.[19];
}

/** The folder the process works in, as far as the system tells us. */
export function processFolder(pid: number): Promise<string | undefined> {
  return readlink(`/proc/${pid}/cwd`).catch(() => undefined);
}

/** The fields of /proc/PID/stat after the name, which may itself hold spaces and brackets: state first. */
async function statFields(pid: number): Promise<string[] | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  return line?.slice(line.lastIndexOf(")") + 2).split(" ");
}
