/**
 * `npm test`: installs what is missing, builds the product, says what cannot run here, runs every test. Arguments go to
 * vitest. With CI=true nothing may be missing or skipped. The last line is `N passed, N failed`.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureBuilt } from "./build.mjs";
import { ensureInstalled, root } from "./install.mjs";
import { findPeer, peers } from "./peers.mjs";

const isComplete = ["1", "true"].includes(process.env.CI ?? "");

ensureInstalled();
const missing = Object.keys(peers).filter((name) => findPeer(name) === undefined);
for (const name of missing) {
  const { means, get } = peers[name];
  console.log(`${name} is not on this machine: ${means} ${isComplete ? "fail" : "are skipped"}. To have them: ${get}.`);
}
const isBuilt = await ensureBuilt().then(
  () => true,
  (err) => {
    console.error(`The build failed: ${err instanceof Error ? err.message : err}`);
    return false;
  },
);
const outcome = await runVitest(process.argv.slice(2));
if (outcome.skipped > 0) console.log(`${outcome.skipped} skipped${isComplete ? ", which CI does not allow" : ""}`);
const failed = outcome.failed + (isBuilt ? 0 : 1) + (isComplete ? missing.length + outcome.skipped : 0);
process.exitCode = failed > 0 ? 1 : 0;
console.log(`${outcome.passed} passed, ${failed} failed`);

/** Runs vitest on our terminal and counts from its report, so that a run that breaks off counts as a failure. */
async function runVitest(args) {
  const dir = mkdtempSync(path.join(os.tmpdir(), "switchyard-report-"));
  const report = path.join(dir, "report.json");
  const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const child = spawn(process.execPath, [vitest, "run", ...reporters, ...args], { cwd: root, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", resolve);
  });
  const counted = count(report);
  rmSync(dir, { recursive: true, force: true });
  // Errors outside of any test make vitest fail without a failed test.
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

function count(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    // A file that cannot even be loaded has no test that could fail.
    const broken = testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    );
    return { passed: numPassedTests, failed: numFailedTests + broken.length, skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
