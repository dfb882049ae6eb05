import { expect, test } from "vitest";
import { checkArrows } from "./tidy/arrows.ts";
import { checkCycles, checkDead } from "./tidy/graph.ts";
import { checkShape } from "./tidy/shape.ts";
import { parseFile } from "./tidy/source.ts";
import { tidy } from "./tidy.ts";

const declared = new Map([
  ["", new Set(["vitest"])],
  ["server", new Set(["pg"])],
  ["engine", new Set(["re2js"])],
]);

/** Files from their paths and texts. */
function tree(files: Readonly<Record<string, string>>) {
  return Object.entries(files).map(([path, text]) => parseFile(path, text));
}

function arrows(path: string, text: string): string[] {
  const findings = checkArrows(tree({ [path]: text }), declared);
  return findings.map((finding) => finding.says.replace(/level \d+/g, "level N"));
}

test("the arrows between packages point one way", () => {
  expect(arrows("packages/engine/src/a.ts", 'import { x } from "@switchyard/sms";')).toEqual([]);
  expect(arrows("packages/engine/src/a.ts", 'import { x } from "@switchyard/server";')).toEqual([
    "engine must not import server",
  ]);
  expect(arrows("packages/smpp/src/a.ts", 'export type { X } from "@switchyard/sms";')).toEqual([
    "smpp must not import sms",
  ]);
  expect(arrows("packages/console/src/a.ts", 'await import("@switchyard/smpp");')).toEqual([
    "console must not import smpp",
  ]);
});

test("the server knows the simulator in its demo alone, and its tests may", () => {
  const text = 'import { smsc } from "@switchyard/simulator";';
  expect(arrows("packages/server/src/demo/traffic.ts", text)).toEqual([]);
  expect(arrows("packages/server/test/traffic/submit.test.ts", text)).toEqual([]);
  expect(arrows("packages/server/src/traffic/accept.ts", text)).toEqual(["imports the simulator outside of src/demo"]);
});

test("inside the server a file imports from its own folder and from below", () => {
  const from = "packages/server/src/ledger/charge.ts";
  expect(arrows(from, 'import "./post.ts"; import "../database/pool.ts"; import "../ids.ts";')).toEqual([]);
  expect(arrows(from, 'import "../traffic/accept.ts";')).toEqual([
    "ledger (level N) must not import traffic (level N)",
  ]);
  expect(arrows(from, 'import type { A } from "../access/access.ts";')).toEqual([
    "ledger (level N) must not import access (level N)",
  ]);
  expect(arrows("packages/server/src/ids.ts", 'import "./database/pool.ts";')).toEqual([
    "ids.ts (level N) must not import database (level N)",
  ]);
  expect(arrows("packages/server/src/receipts/match.ts", 'import "../traffic/message.ts";')).toEqual([]);
  expect(arrows("packages/server/src/traffic/message.ts", 'import "../receipts/match.ts";')).toHaveLength(1);
  expect(arrows("packages/server/src/novelty/a.ts", 'import "../ids.ts";')).toEqual([
    "novelty has no level: give it one in scripts/tidy/arrows.ts",
  ]);
});

test("imports are declared, and other packages are entered by their name", () => {
  expect(arrows("packages/engine/src/a.ts", 'import { RE2JS } from "re2js"; import "node:fs";')).toEqual([]);
  expect(arrows("packages/engine/src/a.ts", 'import pg from "pg";')).toEqual([
    "imports pg, which packages/engine/package.json does not declare",
  ]);
  expect(arrows("packages/engine/src/a.ts", 'import fs from "fs";')).toEqual(["imports fs without the node: prefix"]);
  expect(arrows("packages/engine/src/a.ts", 'import "../../sms/src/udh.ts";')).toHaveLength(1);
  expect(arrows("packages/engine/src/a.test.ts", 'import { test } from "vitest";')).toEqual([]);
});

test("a cycle is found once, with its way; one of types alone is none", () => {
  const cyclic = tree({ "packages/a/src/x.ts": 'import "./y.ts";', "packages/a/src/y.ts": 'import "./x.ts";' });
  expect(checkCycles(cyclic).map((finding) => finding.says)).toEqual([
    "is in an import cycle: packages/a/src/x.ts → packages/a/src/y.ts → packages/a/src/x.ts",
  ]);
  const typed = {
    "packages/a/src/x.ts": 'import "./y.ts";',
    "packages/a/src/y.ts": 'import type { X } from "./x.ts";',
  };
  expect(checkCycles(tree(typed))).toEqual([]);
});

test("a file that only its own test imports is dead; a worker and what the front door shows are not", () => {
  const files = tree({
    "packages/a/src/index.ts": 'export { x } from "./x.ts";',
    "packages/a/src/x.ts": 'new Worker(new URL("./sums.worker.ts", import.meta.url));',
    "packages/a/src/sums.worker.ts": "",
    "packages/a/src/dead.ts": "",
    "packages/a/src/dead.property.test.ts": 'import "./dead.ts";',
  });
  expect(checkDead(files)).toEqual([{ file: "packages/a/src/dead.ts", says: "is imported by nobody" }]);
});

test("functions over 70 lines are refused, unless the ratchet holds them, and it must be tight", () => {
  const long = (lines: number) =>
    tree({ "packages/a/src/x.ts": `const f = () => {\n${"g();\n".repeat(lines - 2)}};\n` });
  const place = "packages/a/src/x.ts f";
  expect(checkShape(long(70), {})).toEqual([]);
  expect(checkShape(long(71), {}).map((finding) => finding.says)).toEqual(["f has 71 lines; at most 70"]);
  expect(checkShape(long(90), { [place]: 90 })).toEqual([]);
  expect(checkShape(long(91), { [place]: 90 })).toHaveLength(1);
  expect(checkShape(long(80), { [place]: 90 })[0]?.says).toContain("has shrunk");
  expect(checkShape(long(10), { [place]: 90 })[0]?.says).toContain("has shrunk");
});

test("files over 400 lines are refused, tables of data are not", () => {
  const text = "a();\n".repeat(401);
  expect(checkShape(tree({ "packages/a/src/x.ts": text }), {})).toHaveLength(1);
  expect(checkShape(tree({ "packages/a/src/x.gen.ts": text, "packages/a/src/x.test.ts": text }), {})).toEqual([]);
});

test("drawers, unfinished words and hidden clocks are refused", () => {
  const says = (path: string, text: string) => checkShape(tree({ [path]: text }), {}).map((finding) => finding.says);
  expect(says("packages/a/src/utils/text.ts", "")[0]).toContain('"utils"');
  expect(says("packages/a/src/session-manager.ts", "")[0]).toContain('"session-manager"');
  expect(says("packages/a/src/service-type.ts", "")).toEqual([]);
  expect(says("packages/a/src/x.ts", `// ${"TO"}DO: later`)).toHaveLength(1);
  expect(says("packages/server/src/database/migrations/0001-a.sql", `-- ${"FIX"}ME`)).toHaveLength(1);
  expect(says("packages/a/src/x.ts", "Date.now(); new Date(); Math.random();")).toHaveLength(3);
  expect(says("packages/a/src/x.ts", "new Date(0); clock.now();")).toEqual([]);
  expect(says("packages/server/src/clock.ts", "Date.now();")).toEqual([]);
  expect(says("packages/a/src/x.test.ts", "Date.now();")).toEqual([]);
});

test("all rules run together", () => {
  const files = tree({ "packages/engine/src/helpers.ts": 'import "./helpers.ts"; import pg from "pg"; Date.now();' });
  const says = tidy(files, declared, {})
    .map((finding) => finding.says)
    .join("\n");
  for (const part of ["pg", "cycle", "helpers", "Date.now()"]) expect(says).toContain(part);
});
