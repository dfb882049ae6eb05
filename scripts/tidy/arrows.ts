/** Who may import whom: between packages, and between the levels inside the server. */
import { builtinModules } from "node:module";
import { type Finding, type Import, isScript, isTest, type SourceFile } from "./source.ts";

/** What each package may import of ours. `smpp` and `sms` stand alone; nothing but the demo imports the simulator. */
const packageArrows: Readonly<Record<string, readonly string[]>> = {
  smpp: [],
  sms: [],
  engine: ["sms", "smpp"],
  contract: ["engine"],
  simulator: ["smpp", "sms"],
  server: ["smpp", "sms", "engine", "contract"],
  console: ["contract", "engine", "sms"],
};

/** packages/server/src from below: a file imports from its own folder and from lower levels. */
const serverLevels: readonly (readonly string[])[] = [
  ["database", "bus", "paperwork"],
  ["history"],
  ["ledger", "access", "mail"],
  ["clients", "suppliers", "catalogue", "routing"],
  ["firewall"],
  ["snapshot"],
  ["receipts", "incoming", "traffic"],
  ["finance", "reports", "campaigns"],
  ["gateways", "connections", "api", "jobs"],
  ["lookups"],
  ["demo"],
  ["core.ts"],
  ["traffic-metrics.ts", "ledger-metrics.ts", "welcome.ts"],
  ["main.ts"],
];
/** The loose files (config, clock, ids, log, …) are below all folders. */
const looseLevel = 0;

/** Steps aside on the same level that are meant. */
const asides = new Set(["receipts → traffic", "incoming → traffic", "incoming → receipts", "routing → catalogue"]);

/** Dependencies as the package.json files declare them: by package, and "" for the root. */
export type Declared = ReadonlyMap<string, ReadonlySet<string>>;

export function checkArrows(files: readonly SourceFile[], declared: Declared): Finding[] {
  return files.flatMap((file) =>
    file.imports.flatMap((wanted) => {
      const says = wanted.isBare ? checkBare(file.path, wanted, declared) : checkOwn(file.path, wanted);
      return says ? [{ file: file.path, line: wanted.line, says }] : [];
    }),
  );
}

function checkBare(from: string, wanted: Import, declared: Declared): string | undefined {
  const name = /^(@[^/]+\/)?[^/]+/.exec(wanted.to)?.[0] ?? wanted.to;
  if (wanted.to.startsWith("node:")) return undefined;
  if (builtinModules.includes(name)) return `imports ${name} without the node: prefix`;
  const own = packageOf(from);
  const isFree = own === undefined || isTest(from) || isScript(from);
  const ours = name.startsWith("@switchyard/") ? name.slice("@switchyard/".length) : undefined;
  if (ours !== undefined) return isFree ? undefined : checkPackageArrow(from, own, ours);
  const places = isFree ? [own ?? "server", "", "server"] : [own];
  if (places.some((place) => declared.get(place)?.has(name))) return undefined;
  return `imports ${name}, which ${isFree ? "package.json" : `packages/${own}/package.json`} does not declare`;
}

function checkPackageArrow(from: string, own: string, ours: string): string | undefined {
  if (packageArrows[own]?.includes(ours)) return undefined;
  if (own === "server" && ours === "simulator") {
    return from.startsWith("packages/server/src/demo/") ? undefined : "imports the simulator outside of src/demo";
  }
  return `${own} must not import ${ours}`;
}

function checkOwn(from: string, { to }: Import): string | undefined {
  const [own, other] = [packageOf(from), packageOf(to)];
  if (own === undefined || isTest(from) || isScript(from)) return undefined;
  if (own !== other) return `imports ${to} by its path; other packages are imported by their name`;
  if (/\/test\//.test(to) || isTest(to)) return `imports ${to}, which belongs to the tests`;
  return own === "server" ? checkLevels(from, to) : undefined;
}

function checkLevels(from: string, to: string): string | undefined {
  const [own, other] = [serverFolder(from), serverFolder(to)];
  if (own === undefined || other === undefined || own === other || asides.has(`${own} → ${other}`)) return undefined;
  const [level, below] = [levelOf(own), levelOf(other)];
  if (level === undefined) return `${own} has no level: give it one in scripts/tidy/arrows.ts`;
  if (below === undefined) return `${other} has no level: give it one in scripts/tidy/arrows.ts`;
  if (below < level || (level === looseLevel && below === looseLevel)) return undefined;
  return `${own} (level ${level}) must not import ${other} (level ${below})`;
}

function levelOf(folder: string): number | undefined {
  const index = serverLevels.findIndex((level) => level.includes(folder));
  if (index >= 0) return index + 1;
  return folder.endsWith(".ts") ? looseLevel : undefined;
}

/** The folder right under packages/server/src, or the name of a loose file. */
function serverFolder(file: string): string | undefined {
  return /^packages\/server\/src\/([^/]+)/.exec(file)?.[1];
}

function packageOf(file: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(file)?.[1];
}
