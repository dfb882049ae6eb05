/**
 * One run of PostgreSQL under a guard: a shell that holds a pipe from us and stops PostgreSQL when the pipe closes.
 * It closes when this process ends in whatever way, kill -9 included, so PostgreSQL never outlives it by more than a
 * shutdown; and when PostgreSQL ends by itself the guard ends with its exit code.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Log } from "../../log.ts";
import { embeddedLimits } from "./limits.ts";
import { asOwner, type Owner } from "./owner.ts";

export type GuardedRun = {
  /** The postmaster's process. */
  readonly pid: Promise<number>;
  /** Resolves when PostgreSQL has ended, with the last lines it logged. */
  readonly ended: Promise<{ code: number | null; lines: readonly string[] }>;
  /** Asks for a fast shutdown: sessions are ended, everything is written. */
  stop(): void;
};

/**
 * Descriptor 3 is our pipe. The watcher waits for its end, then interrupts PostgreSQL (SIGINT is a fast shutdown).
 * Once PostgreSQL has ended the watcher goes first, so it cannot signal a stranger who got the same number.
 */
const guard = `
"$@" </dev/null 3<&- & pid=$!
echo "$pid"
{ cat <&3 >/dev/null; kill -INT "$pid"; } 2>/dev/null & watcher=$!
exec 3<&-
wait "$pid"; code=$?
kill -KILL "$watcher" 2>/dev/null
exit "$code"
`;

export function runGuarded(program: string, args: readonly string[], owner: Owner, log: Log): GuardedRun {
  // A session of its own: Ctrl+C on our terminal must reach us alone, or PostgreSQL would be gone before we drained.
  const options = { ...asOwner(owner), detached: true, stdio: ["ignore", "pipe", "pipe", "pipe"] as const };
  const child = spawn("/bin/sh", ["-c", guard, "sh", program, ...args], { ...options, stdio: [...options.stdio] });
  const leash = child.stdio[3];
  leash?.on("error", () => undefined);
  const lines: string[] = [];
  if (child.stderr) createInterface(child.stderr).on("line", (line) => note(line, lines, log));
  const pid = new Promise<number>((resolve, reject) => {
    if (child.stdout) createInterface(child.stdout).once("line", (line) => resolve(Number(line)));
    child.once("error", reject);
  });
  pid.catch(() => undefined);
  const ended = new Promise<{ code: number | null; lines: readonly string[] }>((resolve) => {
    child.once("exit", (code) => {
      // The watcher's `cat` still waits for us, and the last lines may still be on their way.
      leash?.destroy();
      const done = () => resolve({ code, lines });
      child.once("close", done);
      setTimeout(done, embeddedLimits.lastLinesWaitMs).unref();
    });
    child.once("error", (err) => resolve({ code: null, lines: [...lines, String(err)] }));
  });
  return { pid, ended, stop: () => leash?.destroy() };
}

/** PostgreSQL's own words, under our levels. Errors in statements reach whoever sent them, so here they are details. */
function note(line: string, lines: string[], log: Log): void {
  lines.push(line);
  if (lines.length > embeddedLimits.logLinesKept) lines.shift();
  const severity = /^(\w+):/.exec(line)?.[1];
  if (severity === "PANIC") log.error(`PostgreSQL: ${line}`);
  else if (severity === "WARNING") log.warn(`PostgreSQL: ${line}`);
  else log.debug(`PostgreSQL: ${line}`);
}
