/** The tree as the rules of tidy see it: every source file with its imports, functions and calls. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "vite";

export type Import = {
  /** A file of ours as a path from the root, or the bare name as it was written. */
  readonly to: string;
  readonly isBare: boolean;
  /** Types alone: gone once compiled. */
  readonly isType: boolean;
  readonly line: number;
};

export type FunctionSpan = { readonly name: string; readonly line: number; readonly lines: number };

export type SourceFile = {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly lineCount: number;
  readonly imports: readonly Import[];
  readonly functions: readonly FunctionSpan[];
  /** `Date.now()`, `new Date()`, …: calls by the name they are made with. */
  readonly calls: readonly { readonly name: string; readonly line: number }[];
};

export type Finding = { readonly file: string; readonly line?: number; readonly says: string };

const roots = ["packages", "scripts", "bench", "e2e", "vitest.config.ts"];
const skipped = new Set(["node_modules", "dist", "data", "coverage", ".cache"]);
const scripts = /\.(ts|tsx|mts|mjs)$/;
/** Read for their words alone. */
const others = /\.(sql|css)$/;

/** Every source file under the root. */
export function readTree(root: string): SourceFile[] {
  return roots
    .flatMap((place) => filesUnder(root, place))
    .map((file) => parseFile(file, readFileSync(path.join(root, file), "utf8")));
}

function filesUnder(root: string, place: string): string[] {
  if (scripts.test(place) || others.test(place)) return [place];
  try {
    const entries = readdirSync(path.join(root, place), { withFileTypes: true });
    return entries
      .filter((entry) => !skipped.has(entry.name) || (entry.name === "data" && place.includes("/src")))
      .filter((entry) => entry.isDirectory() || scripts.test(entry.name) || others.test(entry.name))
      .flatMap((entry) =>
        entry.isDirectory() ? filesUnder(root, `${place}/${entry.name}`) : [`${place}/${entry.name}`],
      );
  } catch {
    return [];
  }
}

/** Parses one file; `file` is its path from the root. */
export function parseFile(file: string, text: string): SourceFile {
  const lineAt = lineFinder(text);
  const plain = { path: file, text, lineCount: text.split("\n").length - 1, imports: [], functions: [], calls: [] };
  if (!scripts.test(file) || file.endsWith(".d.mts")) return plain;
  const { program, module } = parseSync(file, text);
  const imports: Import[] = [];
  const add = (name: string, isType: boolean, at: number) =>
    imports.push({ ...target(file, name), isType, line: lineAt(at) });
  for (const { moduleRequest, entries, start } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType), start);
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType, start } of entries) if (moduleRequest) add(moduleRequest.value, isType, start);
  }
  const functions: FunctionSpan[] = [];
  const calls: { name: string; line: number }[] = [];
  walk(program, [], (node, parents) => {
    const line = lineAt(node.start);
    if (isNode(node.body) && node.body.type === "BlockStatement" && functionTypes.has(node.type)) {
      functions.push({ name: nameOf(node, parents), line, lines: lineAt(node.end) - line + 1 });
    }
    const called = callName(node, text);
    if (called) calls.push({ name: called, line });
    const opened = openedFile(node);
    if (opened) add(opened, false, node.start);
  });
  return { ...plain, imports, functions, calls };
}

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown };

const functionTypes = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

function walk(value: unknown, parents: readonly Node[], visit: (node: Node, parents: readonly Node[]) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, parents, visit);
    return;
  }
  if (!isNode(value)) return;
  visit(value, parents);
  const inside = [...parents, value];
  for (const child of Object.values(value)) if (typeof child === "object") walk(child, inside, visit);
}

/** Its own name, or that of the variable or key that it is given to. */
function nameOf(node: Node, parents: readonly Node[]): string {
  const parent = parents.at(-1);
  for (const named of [node.id, parent?.id, parent?.key, parent?.left]) {
    if (isNode(named) && typeof named.name === "string") return named.name;
  }
  const outer = parents.findLast((candidate) => isNode(candidate.id) && typeof candidate.id.name === "string");
  return `function in ${isNode(outer?.id) ? outer.id.name : "the module"}`;
}

/** `Date.now()` and the like; `new Date` only without arguments, when it asks for the time. */
function callName(node: Node, text: string): string | undefined {
  if (!isNode(node.callee)) return undefined;
  const name = text.slice(node.callee.start, node.callee.end);
  if (node.type === "CallExpression") return `${name}()`;
  const isEmpty = Array.isArray(node.arguments) && node.arguments.length === 0;
  return node.type === "NewExpression" && isEmpty ? `new ${name}()` : undefined;
}

/** The file named in `import("./x.ts")` or `new URL("./x.worker.ts", …)`. */
function openedFile(node: Node): string | undefined {
  const isUrl = node.type === "NewExpression" && isNode(node.callee) && node.callee.name === "URL";
  const named = isUrl ? (node.arguments as unknown[])[0] : node.type === "ImportExpression" ? node.source : undefined;
  const value = isNode(named) ? named.value : undefined;
  return typeof value === "string" && (!isUrl || scripts.test(value)) ? value : undefined;
}

function target(from: string, name: string): { to: string; isBare: boolean } {
  if (!name.startsWith(".")) return { to: name, isBare: true };
  return { to: path.posix.join(path.posix.dirname(from), name.replace(/\?.*$/, "")), isBare: false };
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

/** Tests and what they alone use. */
export function isTest(file: string): boolean {
  return /\.test\.tsx?$|^packages\/[^/]+\/test\/|^e2e\//.test(file);
}

/** Programs for developers, which are no part of the product. */
export function isScript(file: string): boolean {
  return /^(packages\/[^/]+\/)?(scripts|bench)\/|\.config\.ts$/.test(file);
}
