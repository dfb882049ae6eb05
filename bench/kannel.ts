/**
 * Kannel as it comes from Debian, draining the same kind of load to the same SMSC simulator: mtbatch hands messages to
 * bearerbox, bearerbox submits them over SMPP and takes the receipts. With its spool Kannel keeps each message on disk
 * until it is sent; who waits for which receipt it keeps in memory, and it has no prices. It is here as a yardstick.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createRandom, drawMobileNumber } from "@switchyard/simulator";
import { startKannel } from "../e2e/peers/kannel.ts";
import { findPeer } from "../scripts/peers.mjs";
import { type Figure, thousands } from "./figure.ts";
import { type SmscProcess, startSmscProcess } from "./simulators.ts";

interface Drained {
  /** From the first submit to the last receipt taken. */
  readonly messagesPerSecond: number;
  readonly accepted: number;
  readonly receipts: number;
}

interface Both {
  /** With store-type = spool. */
  readonly spool: Drained;
  /** Nothing on disk. */
  readonly memory: Drained;
}

const stallMs = 10_000;

export const kannel: Figure<Both> = {
  key: "kannel",
  says: "Kannel's bearerbox draining messages from mtbatch to the same SMSC simulator, receipts back",
  missing: () => (findPeer("kannel") === undefined ? "Debian's kannel is not installed" : undefined),
  async run({ quick }) {
    const count = quick ? 5_000 : 30_000;
    return { spool: await measure(count, true), memory: await measure(count, false) };
  },
  rows: ({ spool, memory }) => [
    ["messages a second, receipts included, with its spool", thousands(spool.messagesPerSecond)],
    ["messages a second, receipts included, in memory", thousands(memory.messagesPerSecond)],
    ["receipts", `${thousands(spool.receipts)}, ${thousands(memory.receipts)}`],
  ],
};

async function measure(count: number, isDurable: boolean): Promise<Drained> {
  const smsc = await startSmscProcess(["--quiet", "--receipt-latency", "10"]);
  const bind = { port: smsc.port, system_id: "kannel", password: "secret", windowMax: 1_000, instances: 2 };
  const box = await startKannel({ ...bind, isDurable });
  const folder = await mkdtemp(path.join(tmpdir(), "switchyard-mtbatch-"));
  try {
    const random = createRandom(1);
    const numbers = Array.from({ length: count }, () => `${drawMobileNumber("DE", random)}\n`).join("");
    await writeFile(path.join(folder, "text"), "Your code is 123456. It expires in five minutes.");
    await writeFile(path.join(folder, "numbers"), numbers);
    const port = String(box.smsboxPort);
    const args = ["-p", port, "-f", "Switchyard", "-D", "3", "-u", "http://127.0.0.1:9/", "text", "numbers"];
    const batch = spawn("mtbatch", args, { cwd: folder, stdio: "ignore" });
    try {
      return await drain(smsc, count);
    } finally {
      batch.kill("SIGKILL");
    }
  } finally {
    await box.stop();
    await smsc.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Watches the SMSC's counters until all receipts are taken, or nothing moves any more. */
async function drain(smsc: SmscProcess, count: number): Promise<Drained> {
  let startedAtMs: number | undefined;
  let last = { taken: 0, submits: 0, atMs: performance.now() };
  for (;;) {
    const { submits, accepted, deliveriesTaken } = await smsc.counters();
    const nowMs = performance.now();
    if (submits > 0) startedAtMs ??= nowMs;
    if (submits !== last.submits || deliveriesTaken !== last.taken)
      last = { taken: deliveriesTaken, submits, atMs: nowMs };
    if (deliveriesTaken >= count || nowMs - last.atMs > stallMs) {
      const tookMs = last.atMs - (startedAtMs ?? last.atMs);
      return {
        messagesPerSecond: tookMs > 0 ? Math.round((deliveriesTaken * 1_000) / tookMs) : 0,
        accepted,
        receipts: deliveriesTaken,
      };
    }
    await pause(50);
  }
}
