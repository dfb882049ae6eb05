import { afterEach, describe, expect, test } from "vitest";
import {
  createLoad,
  createSmscSimulator,
  runLoad,
  type SmscSimulator,
  type SmscSimulatorOptions,
} from "../src/index.ts";

const running: SmscSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop(200)));
});

async function startSmsc(options: SmscSimulatorOptions = {}): Promise<SmscSimulator> {
  const simulator = createSmscSimulator({ seed: 1, ...options });
  running.push(simulator);
  await simulator.listen();
  return simulator;
}

const account = { system_id: "alpha", password: "secret" };

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("a load through a simulated SMSC", () => {
  test("every message is acknowledged once and receipted once", async () => {
    const smsc = await startSmsc({ remember: 10_000 });
    const acknowledged = new Map<string, number>();
    const report = await runLoad({
      ...account,
      port: smsc.port,
      connections: 3,
      window: 20,
      count: 2_000,
      seed: 5,
      mix: { kinds: { gsm7: 5, ucs2: 3, payload: 1 }, countries: { DE: 1, CN: 1, US: 1 }, numbered: true },
      onAcknowledged: (id, index) => acknowledged.set(id, index),
    });
    expect(report).toMatchObject({
      messages: 2_000,
      acknowledged: 2_000,
      rejected: {},
      unanswered: 0,
      duplicateIds: 0,
      receipts: { DELIVRD: 2_000 },
      receiptsMissing: 0,
      duplicateReceipts: 0,
      unmatchedReceipts: 0,
      binds: 3,
    });
    expect(new Set(acknowledged.values()).size).toBe(2_000);
    expect(smsc.counters).toMatchObject({ submits: 2_000, accepted: 2_000, deliveriesTaken: 2_000 });
    expect(smsc.submits.every((submit) => acknowledged.has(submit.messageId))).toBe(true);
    expect(smsc.submits.every((submit) => submit.octets.toString("latin1").replaceAll("\0", "").startsWith("#"))).toBe(
      true,
    );
  });

  test("parts of a long message carry headers of one reference, in order, and each gets its own id", async () => {
    const smsc = await startSmsc({ remember: 100 });
    const report = await runLoad({
      ...account,
      port: smsc.port,
      count: 3,
      window: 1,
      seed: 2,
      mix: { kinds: { concatenated: 1 } },
    });
    expect(report.acknowledged).toBe(smsc.submits.length);
    expect(report.acknowledged).toBeGreaterThan(6);
    expect(smsc.submits.slice(0, 3).map((submit) => [...submit.udh])).toEqual([
      [5, 0, 3, 0, 3, 1],
      [5, 0, 3, 0, 3, 2],
      [5, 0, 3, 0, 3, 3],
    ]);
  });

  test("a rate is kept to", async () => {
    const smsc = await startSmsc();
    const report = await runLoad({ ...account, port: smsc.port, rate: 200, durationMs: 500 });
    expect(report.acknowledged).toBeGreaterThan(10);
    expect(report.acknowledged).toBeLessThanOrEqual(100 + 4);
  });

  test("outcomes and refusals are those of the behaviour", async () => {
    const smsc = await startSmsc({
      behaviour: {
        responses: [
          { value: "ESME_ROK", weight: 8 },
          { value: "ESME_RINVDSTADR", weight: 2 },
        ],
        outcomes: [
          { value: { state: "DELIVRD", error: "000" }, weight: 1 },
          { value: { state: "UNDELIV", error: "011" }, weight: 1 },
        ],
      },
    });
    const report = await runLoad({ ...account, port: smsc.port, count: 1_000, seed: 3 });
    expect(report.rejected).toEqual(smsc.counters.refused);
    expect(report.rejected.ESME_RINVDSTADR).toBeGreaterThan(120);
    expect(report.receipts).toEqual(smsc.counters.receipts);
    expect(report.receipts.UNDELIV).toBeGreaterThan(250);
    expect(report.receiptsMissing).toBe(0);
  });

  test("throttled messages are sent again until they are taken", async () => {
    const smsc = await startSmsc({ behaviour: { tps: 100 } });
    const report = await runLoad({ ...account, port: smsc.port, count: 150, window: 10 });
    expect(report).toMatchObject({ acknowledged: 150, receiptsMissing: 0 });
    expect(report.throttled).toBe(smsc.counters.refused.ESME_RTHROTTLED);
    expect(report.throttled).toBeGreaterThan(0);
  });

  test("a full queue refuses until receipts have left", async () => {
    const smsc = await startSmsc({ behaviour: { queueMax: 10, receiptLatency: { kind: "fixed", ms: 20 } } });
    const report = await runLoad({ ...account, port: smsc.port, count: 40, window: 20 });
    expect(report).toMatchObject({ acknowledged: 40, receiptsMissing: 0 });
    expect(smsc.counters.refused.ESME_RMSGQFUL).toBeGreaterThan(0);
  });

  test("receipts before the response are matched all the same", async () => {
    const smsc = await startSmsc({ behaviour: { receiptFirstShare: 1, responseLatency: { kind: "fixed", ms: 10 } } });
    const report = await runLoad({ ...account, port: smsc.port, count: 200 });
    expect(report).toMatchObject({
      acknowledged: 200,
      receiptsMissing: 0,
      unmatchedReceipts: 0,
      receipts: { DELIVRD: 200 },
    });
  });

  test("receipts that come twice, for strangers or never are each counted", async () => {
    const smsc = await startSmsc({
      behaviour: { duplicateReceiptShare: 0.2, unknownIdShare: 0.2, noReceiptShare: 0.3 },
    });
    const report = await runLoad({ ...account, port: smsc.port, count: 500, receiptGraceMs: 300, seed: 8 });
    expect(report.duplicateReceipts).toBe(smsc.counters.duplicateReceipts);
    expect(report.duplicateReceipts).toBeGreaterThan(30);
    expect(report.unmatchedReceipts).toBe(smsc.counters.unknownIdReceipts);
    expect(report.receiptsMissing).toBeGreaterThan(100);
    expect(report.receiptsMissing + report.receiptsMatched).toBe(500);
  });

  test("receipts wait while paused, and for a receiver that is gone", async () => {
    const smsc = await startSmsc();
    smsc.pauseReceipts();
    const load = createLoad({ ...account, port: smsc.port, count: 50 });
    const done = load.run();
    await until(() => load.report().acknowledged === 50);
    expect(smsc.receiptsPending).toBe(50);
    expect(load.report().receiptsMatched).toBe(0);
    smsc.resumeReceipts();
    expect((await done).receiptsMissing).toBe(0);
  });

  test("no receipt is lost when sessions are cut off again and again", async () => {
    const smsc = await startSmsc({ behaviour: { receiptLatency: { kind: "uniform", lowMs: 0, highMs: 60 } } });
    const load = createLoad({
      ...account,
      port: smsc.port,
      rate: 2_000,
      count: 1_000,
      connections: 2,
      reconnectForMs: 5_000,
    });
    const done = load.run();
    for (const at of [200, 400, 600]) {
      await until(() => load.report().messages >= at);
      smsc.disconnectAll();
    }
    const report = await done;
    expect(report.disconnects).toBeGreaterThanOrEqual(4);
    expect(report.acknowledged + report.unanswered).toBe(1_000);
    expect(report.receiptsMissing).toBe(0);
    expect(report.unmatchedReceipts).toBeLessThanOrEqual(report.unanswered);
  });

  test("a disconnect in the middle of the window takes the message and loses its answer", async () => {
    const smsc = await startSmsc({ behaviour: { disconnectEverySubmits: 100 } });
    const report = await runLoad({
      ...account,
      port: smsc.port,
      count: 450,
      window: 10,
      reconnectForMs: 5_000,
      receiptGraceMs: 500,
    });
    expect(report.disconnects).toBeGreaterThanOrEqual(3);
    expect(report.unanswered).toBeGreaterThanOrEqual(report.disconnects);
    expect(smsc.counters.accepted).toBeGreaterThan(report.acknowledged);
  });
});

describe("binds", () => {
  test("only known accounts bind, and refusals say why", async () => {
    const smsc = await startSmsc({ accounts: [account] });
    const wrongPassword = runLoad({ system_id: "alpha", password: "wrong", port: smsc.port, count: 1 });
    await expect(wrongPassword).rejects.toThrow("ESME_RINVPASWD");
    await expect(runLoad({ system_id: "beta", password: "secret", port: smsc.port, count: 1 })).rejects.toThrow(
      "ESME_RINVSYSID",
    );
    smsc.refuseBinds(true);
    await expect(runLoad({ ...account, port: smsc.port, count: 1 })).rejects.toThrow("ESME_RBINDFAIL");
    expect(smsc.counters).toMatchObject({ binds: 0, bindsRefused: 3 });
  });

  test("a transmitter's receipts wait for a receiver of the same system_id", async () => {
    const smsc = await startSmsc();
    const sent = await runLoad({
      ...account,
      port: smsc.port,
      bindCommand: "bind_transmitter",
      count: 5,
      receiptGraceMs: 50,
    });
    expect(sent.receiptsMissing).toBe(5);
    const ids = new Set<string>();
    const receiver = createLoad({
      ...account,
      port: smsc.port,
      bindCommand: "bind_receiver",
      durationMs: 150,
      count: 0,
      receiptGraceMs: 50,
      onDeliver: (pdu) => ids.add(String(pdu.tlvs?.receipted_message_id)),
    });
    await receiver.run();
    expect(ids.size).toBe(5);
  });
});

describe("messages from handsets", () => {
  test("a long text arrives in parts at a bound receiver", async () => {
    const smsc = await startSmsc();
    expect(smsc.injectMobileOriginated({ source_addr: "4917012345", destination_addr: "4477", text: "STOP" })).toBe(
      false,
    );
    const load = createLoad({ ...account, port: smsc.port, count: 0, durationMs: 300 });
    const done = load.run();
    await until(
      () =>
        smsc.sessions.size === 1 &&
        smsc.injectMobileOriginated({ source_addr: "4917012345", destination_addr: "4477", text: "я".repeat(100) }),
    );
    await until(() => load.report().mobileOriginated === 2);
    expect((await done).mobileOriginated).toBe(2);
  });
});
