/** What a file can be told on its own: sizes, names, words and calls. */
import { type Finding, isScript, isTest, type SourceFile } from "./source.ts";

export const fileLinesMax = 400;
export const functionLinesMax = 70;

/** Functions that were longer when the rule came, with their lines: they may shrink, never grow. */
export type Ratchet = Readonly<Record<string, number>>;

export function checkShape(files: readonly SourceFile[], ratchet: Ratchet): Finding[] {
  const rules = [checkName, checkFileLength, checkCalls, checkWords];
  const alone = files.flatMap((file) => rules.flatMap((rule) => rule(file)));
  return [...alone, ...checkFunctions(files, ratchet)];
}

/** Long functions as the ratchet would record them. */
export function longFunctions(files: readonly SourceFile[]): Ratchet {
  const long = files
    .filter((file) => !isTest(file.path))
    .flatMap(({ path, functions }) => functions.map(({ name, lines }) => [`${path} ${name}`, lines] as const))
    .filter(([, lines]) => lines > functionLinesMax);
  return Object.fromEntries(long.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function checkFunctions(files: readonly SourceFile[], ratchet: Ratchet): Finding[] {
  const long = longFunctions(files);
  const findings: Finding[] = [];
  for (const [place, lines] of Object.entries(long)) {
    const [file = "", ...name] = place.split(" ");
    const allowed = ratchet[place] ?? functionLinesMax;
    if (lines > allowed) findings.push({ file, says: `${name.join(" ")} has ${lines} lines; at most ${allowed}` });
  }
  for (const [place, lines] of Object.entries(ratchet)) {
    const now = long[place] ?? 0;
    if (now >= lines) continue;
    const [file = ""] = place.split(" ");
    findings.push({
      file,
      says: `${place} has shrunk: npx tsx scripts/tidy.ts --tighten lowers its entry in the ratchet`,
    });
  }
  return findings;
}

/** Tables of data are as long as their data: what is generated, and folders named data. */
const tables = /\.gen\.ts$|\/data\//;

function checkFileLength({ path, lineCount }: SourceFile): Finding[] {
  if (lineCount <= fileLinesMax || tables.test(path) || /\.(sql|css)$/.test(path) || isTest(path)) return [];
  return [{ file: path, says: `has ${lineCount} lines; at most ${fileLinesMax}` }];
}

const drawers = new Set([
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "lib",
  "managers",
  "manager",
  "services",
  "service",
]);

function checkName({ path }: SourceFile): Finding[] {
  const names = path.split("/").map((part) => part.replace(/\..*$/, ""));
  const drawer = names.find((name) => drawers.has(name.split("-").at(-1) ?? ""));
  return drawer ? [{ file: path, says: `"${drawer}" does not say what it is; name it after its noun` }] : [];
}

const timeAndChance = new Set(["Date.now()", "new Date()", "Math.random()"]);
/** The edges, where the clock is read and chance is wanted. */
const edges = [/^packages\/server\/src\/(clock|main)\.ts$/, /^packages\/(simulator|console)\//];

function checkCalls({ path, calls }: SourceFile): Finding[] {
  if (isTest(path) || isScript(path) || edges.some((edge) => edge.test(path))) return [];
  return calls
    .filter(({ name }) => timeAndChance.has(name))
    .map(({ name, line }) => ({ file: path, line, says: `${name}: time and chance are parameters (clock.ts)` }));
}

/** Written in pieces, so that this file does not find itself. */
const unfinished = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "HA" + "CK", "X" + "XX"].join("|")})\\b`);

function checkWords({ path, text }: SourceFile): Finding[] {
  return text.split("\n").flatMap((line, index) => {
    const word = unfinished.exec(line)?.[1];
    return word ? [{ file: path, line: index + 1, says: `${word}: do it, or write an issue` }] : [];
  });
}
