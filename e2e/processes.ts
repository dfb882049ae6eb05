/** What the tests and benchmarks need to know of processes: who is whose child, how much time and memory they took. */
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** Clock ticks a second in /proc; fixed at 100 for user space on Linux. */
const ticksPerSecond = 100;
const pageOctets = 4_096;

export interface Usage {
  readonly cpuSeconds: number;
  readonly residentOctets: number;
}

/** A process and all that descend from it, at this moment. Empty where there is no /proc or the process is gone. */
export async function familyOf(pid: number): Promise<number[]> {
  const children = new Map<number, number[]>();
  for (const name of await readdir("/proc").catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readStat(Number(name));
    if (stat === undefined) continue;
    const siblings = children.get(stat.parent);
    if (siblings === undefined) children.set(stat.parent, [Number(name)]);
    else siblings.push(Number(name));
  }
  const family = (await readStat(pid)) === undefined ? [] : [pid];
  for (const member of family) family.push(...(children.get(member) ?? []));
  return family;
}

/** Processor time so far, with that of children already ended, and memory now. Pages shared by PostgreSQL's processes count once. */
export async function usageOf(pids: readonly number[]): Promise<Usage> {
  let ticks = 0;
  let residentOctets = 0;
  for (const pid of pids) {
    const stat = await readStat(pid);
    if (stat === undefined) continue;
    ticks += stat.ticks;
    residentOctets += (await proportionalOctets(pid)) ?? stat.residentPages * pageOctets;
  }
  return { cpuSeconds: ticks / ticksPerSecond, residentOctets };
}

interface Stat {
  readonly parent: number;
  readonly ticks: number;
  readonly residentPages: number;
}

/** /proc/PID/stat behind the name in parentheses: state, parent, … utime, stime, cutime, cstime (proc(5)). */
async function readStat(pid: number): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const number = (index: number): number => Number(fields[index] ?? 0);
  return { parent: number(1), ticks: number(11) + number(12) + number(13) + number(14), residentPages: number(21) };
}

async function proportionalOctets(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
}

/** A TCP port that is free at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("a listening socket has no port");
  return address.port;
}

/** Asks again and again until there is an answer other than undefined or false; throws with `what` when time is up. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 30_000,
): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  let lastError: unknown;
  while (performance.now() < deadlineMs) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      lastError = error;
    }
    await pause(25);
  }
  const because = lastError instanceof Error ? `: ${lastError.message}` : "";
  throw new Error(`${what} did not happen within ${timeoutMs} ms${because}`);
}
