import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TestDatabase } from "../database.ts";

/** A switch as a process of its own, which dies without a word. */
export async function startProcess(database: TestDatabase): Promise<{ port: number; kill(): Promise<void> }> {
  const file = fileURLToPath(new URL("./core-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=@switchyard/source", file], {
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return {
    port: Number(line.toString()),
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}
