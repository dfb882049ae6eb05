/**
 * Builds what is stale: the server's bundle (packages/server/dist) and the console (packages/console/dist). What was
 * built from is remembered as a checksum over the names, sizes and times of the sources, so finding out that nothing
 * changed takes some milliseconds.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./install.mjs";

const serverPackages = ["smpp", "sms", "engine", "contract", "simulator", "server"];
const consolePackages = ["smpp", "sms", "engine", "contract", "console"];

/** Where `npm start` finds the server. */
export const serverBundle = path.join(root, "packages/server/dist/main.js");

/**
 * How Node.js runs it. Messages live for some round trips: in a small young generation each would be copied several
 * times. The leash stops the switch in good order when whoever started it is gone.
 */
export const serverFlags = [
  "--max-semi-space-size=64",
  "--enable-source-maps",
  "--import",
  pathToFileURL(path.join(root, "scripts/leash.mjs")).href,
];

/** Builds what is stale, both at once; says what it builds. Throws when a build fails. */
export async function ensureBuilt() {
  const shared = ["package-lock.json", "scripts/build.mjs"];
  const server = sourcesOf(serverPackages, ["src", "package.json"], shared);
  const console_ = sourcesOf(
    consolePackages,
    ["src", "public", "index.html", "vite.config.ts", "package.json"],
    shared,
  );
  const hasConsole = existsSync(path.join(root, "packages/console/vite.config.ts"));
  const simulator = sourcesOf(["smpp", "sms", "simulator"], ["src", "package.json"], shared);
  await Promise.all([
    ifStale("server", server, buildServer),
    ifStale("simulator", simulator, buildSimulator),
    hasConsole ? ifStale("console", console_, buildConsole) : undefined,
  ]);
}

function sourcesOf(packages, parts, shared) {
  return [...packages.flatMap((name) => parts.map((part) => `packages/${name}/${part}`)), ...shared];
}

async function ifStale(name, sources, build) {
  const dist = path.join(root, "packages", name, "dist");
  const stamp = path.join(dist, ".built-from");
  const checksum = checksumOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === checksum) return;
  const started = performance.now();
  rmSync(stamp, { force: true });
  await build(dist);
  mkdirSync(dist, { recursive: true });
  writeFileSync(stamp, checksum);
  console.error(`Built the ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

function checksumOf(sources) {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of filesUnder(path.join(root, source))) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest("hex");
}

function filesUnder(place) {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  const entries = readdirSync(place, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name)).sort();
}

/** One file for the server and one for each worker. */
async function buildServer(dist) {
  const src = path.join(root, "packages/server/src");
  const workers = filesUnder(src).filter((file) => file.endsWith(".worker.ts"));
  rmSync(dist, { recursive: true, force: true });
  await bundle([path.join(src, "main.ts"), ...workers], dist);
  cpSync(path.join(src, "database/migrations"), path.join(dist, "migrations"), { recursive: true });
}

/** The simulator's commands, where its package.json says they are. */
async function buildSimulator(dist) {
  const commands = ["smsc", "esme"].map((name) => path.join(root, `packages/simulator/src/commands/${name}.ts`));
  const outdir = path.join(dist, "commands");
  await bundle(commands, outdir);
  for (const name of ["smsc.js", "esme.js"]) chmodSync(path.join(outdir, name), 0o755);
}

/** Our own packages go into the bundle, those from npm stay outside. */
async function bundle(entryPoints, outdir) {
  const esbuild = await import("esbuild");
  await esbuild.build({
    entryPoints,
    entryNames: "[name]",
    outdir,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    conditions: ["@switchyard/source"],
    sourcemap: true,
    sourcesContent: false,
    logLevel: "warning",
    plugins: [ourPackagesOnly, workersBeside],
  });
}

/** Leaves every import of an npm package as it is. */
const ourPackagesOnly = {
  name: "our-packages-only",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, (args) => {
      if (args.kind === "entry-point" || args.path.startsWith("@switchyard/")) return undefined;
      return { external: true };
    });
  },
};

/** In the bundle all files lie in one folder: `new URL("../x.worker.ts", import.meta.url)` becomes "./x.worker.js". */
const workersBeside = {
  name: "workers-beside",
  setup(build) {
    build.onLoad({ filter: /packages\/server\/src\/.*\.ts$/ }, ({ path: file }) => {
      const source = readFileSync(file, "utf8");
      if (!source.includes(".worker.ts")) return undefined;
      const contents = source.replace(/(["'`])\.[^"'`]*?([^/"'`]+)\.worker\.ts\1/g, "$1./$2.worker.js$1");
      return { contents, loader: "ts" };
    });
  },
};

function buildConsole() {
  const vite = path.join(root, "node_modules/vite/bin/vite.js");
  const args = [vite, "build", "--logLevel", "warn"];
  const child = spawn(process.execPath, args, { cwd: path.join(root, "packages/console"), stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error("the console could not be built"))));
  });
}
