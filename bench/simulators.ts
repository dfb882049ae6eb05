/** The simulator's commands as processes of their own, bundled as they would be installed. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import type { LoadReport, SmscCounters } from "@switchyard/simulator";
import { freePort } from "../e2e/processes.ts";
import { ensureBuilt } from "../scripts/build.mjs";

const simulator = path.resolve(import.meta.dirname, "../packages/simulator");
const dist = path.join(simulator, "dist");

export interface SmscProcess {
  readonly port: number;
  readonly pid: number;
  counters(): Promise<SmscCounters & { readonly receiptsPending: number }>;
  stop(): Promise<void>;
}

/** An SMSC simulator; `args` as on its command line. */
export async function startSmscProcess(args: readonly string[] = []): Promise<SmscProcess> {
  await ensureBuilt();
  const port = await freePort();
  const child = start("smsc", ["--port", String(port), ...args], "pipe");
  const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  await lines.next(); // "SMSC simulator on …": it listens
  return {
    port,
    pid: child.pid ?? 0,
    async counters() {
      child.stdin?.write("counters\n");
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error("the SMSC simulator ended");
        if (value.startsWith("{")) return JSON.parse(value);
      }
    },
    stop: () => {
      child.kill("SIGTERM");
      return exited(child);
    },
  };
}

/** Runs the load generator to its end; `args` as on its command line. */
export async function runEsmeProcess(args: readonly string[]): Promise<LoadReport> {
  await ensureBuilt();
  const child = start("esme", [...args, "--json"], "ignore");
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  await exited(child);
  if (output === "") throw new Error("the load generator printed no report");
  return JSON.parse(output) as LoadReport;
}

function start(command: "smsc" | "esme", args: readonly string[], stdin: "pipe" | "ignore"): ChildProcess {
  // The leash ends it when this process is gone.
  const leash = pathToFileURL(path.resolve(simulator, "../../scripts/leash.mjs")).href;
  const program = path.join(dist, "commands", `${command}.js`);
  return spawn(process.execPath, ["--import", leash, program, ...args], { stdio: [stdin, "pipe", "inherit", "ipc"] });
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("close", () => resolve()));
}
