/** Runs a program as if this process were it: same terminal, same signals, same end. */
import { spawn } from "node:child_process";

/**
 * The child has a process group of its own, so that each signal reaches it once, through us, whether a terminal, a
 * supervisor or npm sent it. `leashed` adds a channel by which the child learns that we are gone (see leash.mjs).
 */
export function runAndFollow(command, args, { leashed = false, ...options } = {}) {
  const stdio = leashed ? ["inherit", "inherit", "inherit", "ipc"] : "inherit";
  const child = spawn(command, args, { ...options, stdio, detached: true });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  // A closed terminal is no reason for an abrupt end.
  process.on("SIGHUP", () => child.kill("SIGTERM"));
  child.once("error", (err) => {
    console.error(`${command} cannot be run: ${err.message}`);
    process.exit(1);
  });
  child.once("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
