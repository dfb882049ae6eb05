/**
 * Brings node_modules in line with package-lock.json, by `npm ci` if need be. Plain JavaScript without dependencies,
 * because it runs before anything is installed.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

const nodeMin = [20, 19];

/** Ends the process with a plain sentence on a Node.js that is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > nodeMin[0] || (major === nodeMin[0] && minor >= nodeMin[1])) return;
  console.error(`Switchyard needs Node.js ${nodeMin.join(".")} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Installs what package-lock.json names, if that is not what is installed. Ends the process when it fails. */
export function ensureInstalled() {
  checkNode();
  const lock = readFileSync(path.join(root, "package-lock.json"), "utf8");
  const stamp = path.join(root, "node_modules/.switchyard-installed");
  const checksum = createHash("sha256").update(lock).digest("hex");
  if (readIfThere(stamp) === checksum) return;
  if (!isInstalled(JSON.parse(lock))) {
    console.log("Installing what is missing (npm ci) …");
    runNpmCi();
  }
  try {
    writeFileSync(stamp, checksum);
  } catch {
    // Another user's installation that we may only read: it is compared anew each time.
  }
}

/** Whether npm's own record of what it installed agrees with the lock file; optional parts may be missing. */
function isInstalled(lock) {
  const record = readIfThere(path.join(root, "node_modules/.package-lock.json"));
  if (!record) return false;
  const installed = JSON.parse(record).packages;
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (!place.startsWith("node_modules/") && !place.includes("/node_modules/")) return true;
    const found = installed[place];
    if (found) return found.version === wanted.version && (wanted.optional || existsSync(path.join(root, place)));
    return wanted.optional || wanted.devOptional || wanted.peer;
  });
}

function runNpmCi() {
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  // Under `npm start` npm tells where it is, which holds on machines where it is not on the PATH.
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const { status, error } = spawnSync(command, [...first, ...args], { cwd: root, stdio: "inherit" });
  if (status === 0) return;
  console.error(`The installation failed${error ? `: ${error.message}` : ""}. It needs npm and its registry.`);
  process.exit(1);
}

function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
