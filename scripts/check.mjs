/**
 * `npm run check`: everything that can be said without running the product. One line for each part, the findings of
 * those that fail below it.
 */
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const bin = (name) => path.join(root, "node_modules/.bin", name);
const source = (script) => [bin("tsx"), "--conditions=@switchyard/source", path.join(root, "scripts", script)];
const packages = readdirSync(path.join(root, "packages")).map((name) => `packages/${name}`);
const projects = [...packages, "e2e", "bench", "."].filter((project) =>
  existsSync(path.join(root, project, "tsconfig.json")),
);
const typesSeen = (project) => path.join(root, "node_modules/.cache/types", `${project.replace(/\W/g, "-")}.json`);
const parts = [
  ...projects.map((project) => ({
    name: `types of ${project === "." ? "scripts" : project}`,
    // What did not change since the last check is not checked again.
    command: [bin("tsc"), "-p", project, "--incremental", "--tsBuildInfoFile", typesSeen(project)],
  })),
  { name: "lint and format", command: [bin("biome"), "check", "--reporter=summary", "."] },
  { name: "tidy", command: source("tidy.ts") },
  { name: "reference", command: [...source("reference.ts"), "--check"] },
];

const queue = [...parts];
const failures = [];
await Promise.all(Array.from({ length: Math.min(os.availableParallelism(), 4) }, work));
if (failures.length > 0) {
  console.log(`\n${failures.length} of ${parts.length} failed: ${failures.join(", ")}`);
  process.exitCode = 1;
}

async function work() {
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    const started = performance.now();
    const { code, output } = await run(part.command);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${code === 0 ? "ok    " : "FAILED"} ${part.name} (${seconds} s)`);
    if (code === 0) continue;
    failures.push(part.name);
    console.log(output.trimEnd().replaceAll(/^/gm, "       "));
  }
}

function run([command, ...args]) {
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => {
    child.once("error", (err) => resolve({ code: 1, output: err.message }));
    child.once("close", (code) => resolve({ code, output }));
  });
}
