/**
 * The style as a test: arrows between packages and levels, undeclared imports, cycles, dead files, sizes, names, words
 * and calls. `--tighten` lowers the ratchet of long functions to what they are now; it never raises it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { checkArrows, type Declared } from "./tidy/arrows.ts";
import { checkCycles, checkDead } from "./tidy/graph.ts";
import { checkShape, longFunctions, type Ratchet } from "./tidy/shape.ts";
import { type Finding, readTree, type SourceFile } from "./tidy/source.ts";

/** Everything that is wrong with these files. */
export function tidy(files: readonly SourceFile[], declared: Declared, ratchet: Ratchet): Finding[] {
  return [...checkArrows(files, declared), ...checkCycles(files), ...checkDead(files), ...checkShape(files, ratchet)];
}

/** What the package.json files under the root declare, by folder under packages and "" for the root. */
export function readDeclared(root: string): Declared {
  const names = readdirSync(path.join(root, "packages"));
  const places = ["", ...names].map(
    (name) => [name, path.join(root, name && "packages", name, "package.json")] as const,
  );
  return new Map(places.filter(([, file]) => existsSync(file)).map(([name, file]) => [name, dependenciesIn(file)]));
}

function dependenciesIn(file: string): Set<string> {
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, string> | undefined>;
  const groups = ["dependencies", "optionalDependencies", "devDependencies", "peerDependencies"];
  return new Set(groups.flatMap((group) => Object.keys(manifest[group] ?? {})));
}

function main(root: string): void {
  const files = readTree(root);
  const ratchetFile = path.join(root, "scripts/tidy/ratchet.json");
  const ratchet = JSON.parse(readFileSync(ratchetFile, "utf8")) as Ratchet;
  if (process.argv.includes("--tighten")) {
    const long = longFunctions(files);
    const kept = Object.entries(ratchet).filter(([place]) => long[place] !== undefined);
    const lowered = kept.map(([place, lines]) => [place, Math.min(lines, long[place] ?? lines)]);
    writeFileSync(ratchetFile, `${JSON.stringify(Object.fromEntries(lowered), undefined, 2)}\n`);
    return;
  }
  const findings = tidy(files, readDeclared(root), ratchet);
  for (const { file, line, says } of findings) console.log(`${file}${line ? `:${line}` : ""} ${says}`);
  if (findings.length === 0) return;
  console.log(`${findings.length} findings in ${files.length} files`);
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(fileURLToPath(new URL("..", import.meta.url)));
