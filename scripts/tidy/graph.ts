/** What follows from all imports together: cycles, and files that nobody imports. */
import { type Finding, isScript, isTest, type SourceFile } from "./source.ts";

/** Each import cycle once; imports of types alone do not count. */
export function checkCycles(files: readonly SourceFile[]): Finding[] {
  const known = new Map(files.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const findings: Finding[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0) {
      findings.push({ file, says: `is in an import cycle: ${[...trail.slice(at), file].join(" → ")}` });
      return;
    }
    if (finished.has(file)) return;
    for (const { to, isBare, isType } of known.get(file)?.imports ?? []) {
      if (!isBare && !isType && known.has(to)) visit(to, [...trail, file]);
    }
    finished.add(file);
  };
  for (const file of known.keys()) visit(file, []);
  return findings;
}

/** Files that something outside of the imports starts. */
const entries = [
  /^packages\/[^/]+\/src\/(index\.ts|main\.tsx?)$/,
  /^packages\/simulator\/src\/commands\/[^/]+\.ts$/,
  /^packages\/simulator\/bin\/[^/]+\.mjs$/,
  /^packages\/[^/]+\/test\//,
  /^packages\/[^/]+\/public\//,
  /^e2e\//,
  /\.worker\.ts$/,
  /\.d\.m?ts$/,
  /\.(sql|test\.tsx?)$/,
];

/** A file that nobody imports, or only its own test, is dead. */
export function checkDead(files: readonly SourceFile[]): Finding[] {
  const imported = new Set<string>();
  for (const { path, imports } of files) {
    for (const { to } of imports) if (!isTest(path) || baseOf(path) !== baseOf(to)) imported.add(to);
  }
  return files
    .filter(({ path }) => !imported.has(path) && !isScript(path) && !entries.some((entry) => entry.test(path)))
    .map(({ path }) => ({ file: path, says: "is imported by nobody" }));
}

/** The path without what makes a test of it: x.ts, x.test.ts and x.property.test.ts are one. */
function baseOf(file: string): string {
  return file.replace(/(\.property)?(\.test)?\.tsx?$/, "");
}
