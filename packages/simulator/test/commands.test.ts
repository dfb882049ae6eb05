import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";

const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

function start(command: "smsc" | "esme", args: readonly string[]): { child: ChildProcess; output: () => string } {
  const file = fileURLToPath(new URL(`../src/commands/${command}.ts`, import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@switchyard/source", "--import", "tsx", file, ...args]);
  running.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return { child, output: () => output };
}

async function endOf(child: ChildProcess): Promise<number | null> {
  return child.exitCode ?? new Promise((resolve) => child.once("close", resolve));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

test("the two commands talk to each other, and the SMSC obeys its standard input", async () => {
  const smsc = start("smsc", [
    "--port",
    "0",
    "--outcomes",
    "DELIVRD=1,UNDELIV:011=1",
    "--seed",
    "3",
    "--account",
    "alpha:secret",
  ]);
  await until(() => /on 127\.0\.0\.1:\d+/.test(smsc.output()));
  const port = /on 127\.0\.0\.1:(\d+)/.exec(smsc.output())?.[1] ?? "";
  const bind = ["--port", port, "--system-id", "alpha", "--password"];
  const esme = start("esme", [...bind, "secret", "--count", "200", "--mix", "gsm7=1,ucs2=1", "--json"]);
  expect(await endOf(esme.child)).toBe(0);
  const report = JSON.parse(esme.output());
  expect(report).toMatchObject({ acknowledged: 200, receiptsMissing: 0 });
  expect(report.receipts.DELIVRD + report.receipts.UNDELIV).toBe(200);

  smsc.child.stdin?.write("errors 100% ESME_RINVDSTADR\nnonsense\ncounters\n");
  await until(() => smsc.output().includes('"submits":200'));
  expect(smsc.output()).toContain('"nonsense" is not understood');
  const refused = start("esme", [...bind, "secret", "--count", "10", "--csv"]);
  expect(await endOf(refused.child)).toBe(0);
  expect(refused.output()).toContain("rejected.ESME_RINVDSTADR");
  const stranger = start("esme", [...bind, "wrong", "--count", "1"]);
  expect(await endOf(stranger.child)).toBe(1);
  expect(stranger.output()).toContain("ESME_RINVPASWD");

  smsc.child.stdin?.write("stop\n");
  expect(await endOf(smsc.child)).toBe(0);
});

test.each(["smsc", "esme"] as const)(
  "%s --help shows every option, and a bad value is refused with what was expected",
  async (command) => {
    const help = start(command, ["--help"]);
    const wrong = start(command, ["--port", "many", "--system-id", "a", "--password", "b"]);
    expect(await endOf(help.child)).toBe(0);
    expect(help.output()).toContain("--port <number>");
    expect(await endOf(wrong.child)).toBe(1);
    expect(wrong.output()).toContain("A whole number is expected.");
  },
);
