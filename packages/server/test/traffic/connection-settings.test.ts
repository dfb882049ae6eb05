import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { selectSubmitted } from "../../src/connections/submitted-before.ts";
import { lastMidnightMs, nextMidnightMs } from "../../src/traffic/day-counts.ts";
import { expectBalanced } from "./books.ts";
import type { Esme } from "./esme.ts";
import { createRig, eventually, type Rig, type TestClient } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig({ remember: 10_000 });
});
afterAll(() => rig.close());
afterEach(() => {
  rig.clock.offsetMs = 0;
  rig.smsc.setErrorRate(0);
  rig.smsc.set({ stateWords: {}, receiptTlvs: true });
  rig.smsc.forgetSubmits();
});

async function submitMany(esme: Esme, count: number): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, i) => esme.submit({ short_message: Buffer.from(`#${i}`) })),
  );
  expect(answers.every(({ status }) => status === "ESME_ROK")).toBe(true);
  return answers.map(({ id }) => id);
}

async function expectDelivered(client: TestClient, esme: Esme, ids: string[]): Promise<void> {
  await eventually(() => expect(esme.receipts.map(({ id }) => id).sort()).toEqual([...ids].sort()), 20_000);
  expect(new Set(esme.receipts.map(({ state }) => state))).toEqual(new Set(["DELIVRD"]));
  expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(BigInt(ids.length) * 12_500n);
}

const linkOf = ({ connectionId }: TestClient) => rig.core.links().find(({ id }) => id === connectionId);
const set = (client: TestClient, columns: string, ...values: unknown[]) =>
  rig.change(
    `update connections set ${columns} where id = $1`,
    [client.connectionId, ...values],
    `connection:${client.connectionId}`,
  );

describe("a connection to a supplier", () => {
  it("whose password was sealed with another key is down, and says so", async () => {
    const client = await rig.client({ connection: { password_sealed: Buffer.alloc(40, 1) } });
    const link = () => rig.core.links().find(({ id }) => id === client.connectionId);
    await eventually(() => expect(link()?.lastError).not.toBeNull());
    expect(link()?.state).not.toBe("bound");
  });

  it("that is paused or blocked sends nothing, and goes on when it may", async () => {
    const client = await rig.client();
    const esme = await rig.bind(client);
    rig.smsc.setErrorRate(1, "ESME_RTHROTTLED");
    const ids = await submitMany(esme, 3);
    await rig.change(
      "update connections set paused = true where id = $1",
      [client.connectionId],
      `connection:${client.connectionId}`,
    );
    await rig.announced();
    rig.smsc.setErrorRate(0);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(rig.smsc.submits).toEqual([]);
    await rig.change(
      "update connections set paused = false where id = $1",
      [client.connectionId],
      `connection:${client.connectionId}`,
    );
    await expectDelivered(client, esme, ids);
  });

  it("types addresses by the first rule that fits, else as fixed, else by kind", async () => {
    const rules = [
      { side: "sender", match: "prefix", prefix: "4479", ton: 2, npi: 8 },
      { side: "sender", match: "alphanumeric", prefix: "", ton: 5, npi: 9 },
      { side: "sender", match: "short", prefix: "", ton: 6, npi: 0 },
      { side: "recipient", match: "prefix", prefix: "49", ton: 4, npi: 3 },
    ];
    const client = await rig.client({ connection: { address_rules: JSON.stringify(rules), dest_ton: 2, dest_npi: 2 } });
    const esme = await rig.bind(client);
    const typed = async (source_addr: string, destination_addr: string) => {
      rig.smsc.forgetSubmits();
      await esme.submit({ source_addr, destination_addr });
      await eventually(() => expect(rig.smsc.submits).toHaveLength(1));
      const [one] = rig.smsc.submits;
      return [one?.source_addr_ton, one?.source_addr_npi, one?.dest_addr_ton, one?.dest_addr_npi];
    };
    expect(await typed("447911123456", "4915112345678")).toEqual([2, 8, 4, 3]);
    expect(await typed("Acme", "447700900123")).toEqual([5, 9, 2, 2]);
    expect(await typed("77777", "447700900123")).toEqual([6, 0, 2, 2]);
    expect(await typed("4915112345678", "447700900123")).toEqual([1, 1, 2, 2]);
    await set(client, "address_rules = $2", "[]");
    await rig.announced();
    expect(await typed("447911123456", "4915112345678")).toEqual([1, 1, 2, 2]);
  });

  it.each(["ESME_RSUBMITFAIL", "0x45", "0x00000045"])(
    "rests for as long as it says after the answer %s, and sends the message first then",
    async (code) => {
      const client = await rig.client({ connection: { pause_errors: [code], pause_ms: 600, window_max: 1 } });
      const esme = await rig.bind(client);
      rig.smsc.setErrorRate(1, "ESME_RSUBMITFAIL");
      const before = rig.smsc.counters.refused.ESME_RSUBMITFAIL ?? 0;
      const ids = await submitMany(esme, 3);
      await eventually(() => expect(rig.smsc.counters.refused.ESME_RSUBMITFAIL).toBeGreaterThan(before));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect((rig.smsc.counters.refused.ESME_RSUBMITFAIL ?? 0) - before).toBe(1);
      expect(linkOf(client)).toMatchObject({ lastError: "ESME_RSUBMITFAIL", submittedToday: 0, queued: 3 });
      rig.smsc.setErrorRate(0);
      await expectDelivered(client, esme, ids);
      expect(rig.smsc.submits.map(({ octets }) => octets.toString())).toEqual(["#0", "#1", "#2"]);
    },
  );

  it("takes ESME_RTHROTTLED for the end where it is not in its list", async () => {
    const client = await rig.client({ connection: { pause_errors: [] } });
    const esme = await rig.bind(client);
    rig.smsc.setErrorRate(1, "ESME_RTHROTTLED");
    const [id] = await submitMany(esme, 1);
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "REJECTD" }]));
  });

  it("sends no more parts in a day of its supplier than its limit, and goes on after that midnight", async () => {
    const client = await rig.client({ connection: { daily_limit: 4 } });
    const esme = await rig.bind(client);
    await rig.change(
      "update suppliers set time_zone = 'Asia/Tehran' where id = $1",
      [client.supplierId],
      `supplier:${client.supplierId}`,
    );
    await rig.announced();
    const first = await submitMany(esme, 3);
    await eventually(() => expect(rig.core.connections.submittedToday(client.connectionId)).toBe(3));
    // Two parts, and room for one: it waits whole.
    const long = await esme.submit({ short_message: Buffer.from("x".repeat(200)) });
    expect(long.status).toBe("ESME_ROK");
    await eventually(() => expect(linkOf(client)?.state).toBe("limit"));
    expect(rig.core.connections.canCarry(client.connectionId)).toBe(false);
    expect(rig.core.connections.stateOf(client.connectionId)).toBe("limit");
    const last = await submitMany(esme, 2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(rig.smsc.submits).toHaveLength(3);
    const nowMs = rig.clock.now();
    rig.clock.offsetMs += nextMidnightMs("Asia/Tehran", nowMs) - nowMs + 1_000;
    await eventually(() => expect(esme.receipts).toHaveLength(6));
    expect(rig.smsc.submits).toHaveLength(7);
    await eventually(() => expect(linkOf(client)?.submittedToday).toBe(4));
    expect(new Set(esme.receipts.map(({ id }) => id))).toEqual(new Set([...first, long.id, ...last]));
    // Full again; a greater limit acts at once.
    const more = await submitMany(esme, 1);
    await eventually(() => expect(linkOf(client)?.state).toBe("limit"));
    await set(client, "daily_limit = 5");
    await eventually(() => expect(esme.receipts.map(({ id }) => id)).toContain(more[0]));
  });

  it("does not count what was refused, and finds what an earlier life submitted today", async () => {
    const client = await rig.client({ connection: { daily_limit: 10 } });
    const esme = await rig.bind(client);
    rig.smsc.setErrorRate(1, "ESME_RINVDSTADR");
    await submitMany(esme, 2);
    await eventually(() => expect(esme.receipts).toHaveLength(2));
    rig.smsc.setErrorRate(0);
    await submitMany(esme, 3);
    await esme.submit({ short_message: Buffer.from("x".repeat(200)) });
    await eventually(() => expect(esme.receipts).toHaveLength(6));
    expect(rig.core.connections.submittedToday(client.connectionId)).toBe(5);
    await rig.core.traffic.drained();
    const nowMs = rig.clock.now();
    const day = { connectionId: client.connectionId, fromMs: lastMidnightMs("UTC", nowMs), beforeMs: nowMs };
    expect(await selectSubmitted(rig.pool, [day])).toEqual(new Map([[client.connectionId, 5]]));
    expect(await selectSubmitted(rig.pool, [{ ...day, fromMs: nowMs }])).toEqual(new Map());
  });

  it("reads the words of its supplier's receipts", async () => {
    const words = JSON.stringify([
      { word: "acked", state: "DELIVRD" },
      { word: "ZZZ", state: "UNDELIV" },
    ]);
    const client = await rig.client({ connection: { receipt_words: words } });
    const esme = await rig.bind(client);
    rig.smsc.set({ stateWords: { DELIVRD: "ACKED" }, receiptTlvs: false });
    await expectDelivered(client, esme, await submitMany(esme, 2));
    rig.smsc.set({ stateWords: { DELIVRD: "zzz" } });
    const [id] = await submitMany(esme, 1);
    await eventually(() => expect(esme.receipts.find((receipt) => receipt.id === id)?.state).toBe("UNDELIV"));
  });

  it("gives back what it holds while it can carry nothing, and nothing that has left in part", async () => {
    const client = await rig.client({ connection: { pause_ms: 60_000, window_max: 1 } });
    const esme = await rig.bind(client);
    rig.smsc.setErrorRate(1, "ESME_RMSGQFUL");
    const ids = await submitMany(esme, 2);
    await eventually(() => expect(linkOf(client)?.lastError).toBe("ESME_RMSGQFUL"));
    const { connections, traffic } = rig.core;
    expect(connections.takeBack(client.connectionId)).toEqual([]);
    await set(client, "paused = true");
    await rig.announced();
    expect(connections.canCarry(client.connectionId)).toBe(false);
    const held = connections.takeBack(client.connectionId);
    expect(held.map(({ id }) => String(id))).toEqual(ids.slice(0, 1));
    expect(connections.takeBack(client.connectionId)).toEqual([]);
    for (const message of held) traffic.queues.putBack(client.connectionId, message);
    rig.smsc.setErrorRate(0);
    rig.clock.offsetMs += 60_000;
    await set(client, "paused = false");
    await expectDelivered(client, esme, ids);
  });

  it("sends a test message of nobody's and tells what came back", async () => {
    const client = await rig.client();
    const sample = { sender: "Acme", recipient: "4915112345678", text: "Probe é" };
    const sent = await rig.core.connections.try(client.connectionId, sample);
    expect(sent).toMatchObject({
      parts: 1,
      alphabet: "gsm7",
      submits: [{ verdict: "taken", supplierMessageId: rig.smsc.submits[0]?.messageId, error: null }],
    });
    expect(sent?.submits[0]?.request).toContain('destination_addr="4915112345678"');
    expect(rig.smsc.submits[0]).toMatchObject({ source_addr: "Acme", registered_delivery: 0 });
    rig.smsc.setErrorRate(1, "ESME_RINVDSTADR");
    expect(await rig.core.connections.try(client.connectionId, sample)).toMatchObject({
      submits: [{ verdict: "final", error: "ESME_RINVDSTADR" }],
    });
    const down = await rig.client({ connection: rig.downLink });
    expect(await rig.core.connections.try(down.connectionId, sample)).toBeUndefined();
  });
});
