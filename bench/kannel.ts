/**
 * Kannel as it comes from Debian, draining the same kind of load to the same SMSC simulator: mtbatch hands messages to
 * bearerbox, bearerbox submits them over SMPP and takes the receipts. Kannel keeps queue and receipts in memory and has
 * no prices; the switch keeps everything in PostgreSQL. It is here as a yardstick on the same machine.
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

const stallMs = 10_000;

export const kannel: Figure<Drained> = {
  key: "kannel",
  says: "Kannel's bearerbox draining messages from mtbatch to the same SMSC simulator, receipts back",
  missing: () => (findPeer("kannel") === undefined ? "Debian's kannel is not installed" : undefined),
  async run({ quick }) {
    const count = quick ? 5_000 : 30_000;
    const smsc = await startSmscProcess(["--quiet", "--receipt-latency", "10"]);
    const box = await startKannel({
      port: smsc.port,
      system_id: "kannel",
      password: "secret",
      windowMax: 1_000,
      instances: 2,
    });
    const folder = await mkdtemp(path.join(tmpdir(), "switchyard-mtbatch-"));
    try {
      const random = createRandom(1);
      const numbers = Array.from({ length: count }, () => `${drawMobileNumber("DE", random)}\n`).join("");
      await writeFile(path.join(folder, "text"), "Your code is 123456. It expires in five minutes.");
      await writeFile(path.join(folder, "numbers"), numbers);
      const args = [
        "-p",
        String(box.smsboxPort),
        "-f",
        "Switchyard",
        "-D",
        "3",
        "-u",
        "http://127.0.0.1:9/",
        "text",
        "numbers",
      ];
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
  },
  rows: (result) => [
    ["messages a second, receipts included", thousands(result.messagesPerSecond)],
    ["accepted, receipts", `${thousands(result.accepted)}, ${thousands(result.receipts)}`],
  ],
};

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
