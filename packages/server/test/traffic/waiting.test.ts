import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { applyCancel, applyExpiry, applyHold, applyRelease, type Change } from "../../src/traffic/changes.ts";
import type { Message } from "../../src/traffic/message.ts";
import { selectMessages } from "../../src/traffic/sql/select-messages.ts";
import { expectBalanced } from "./books.ts";
import type { Esme } from "./esme.ts";
import { createRig, eventually, type Rig, statusOf, type TestClient } from "./rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await createRig({ remember: 10_000 });
});
afterAll(() => rig.close());
afterEach(() => {
  rig.clock.offsetMs = 0;
  rig.smsc.forgetSubmits();
});

const HOUR_MS = 3_600_000;
const inAnHour = "000000010000000R";

const submitMany = async (esme: Esme, count: number, fields = {}) => {
  const answers = await Promise.all(Array.from({ length: count }, () => esme.submit(fields)));
  expect(answers.every(({ status }) => status === "ESME_ROK")).toBe(true);
  return answers.map(({ id }) => id);
};

const setBlock = (client: TestClient, block: "none" | "hold" | "refuse") =>
  rig.change("update clients set block = $2 where id = $1", [client.clientId, block], `client:${client.clientId}`);

describe("a scheduled message", () => {
  it("leaves when its time has come, and not before", async () => {
    const client = await rig.client();
    const esme = await rig.bind(client);
    const [id = ""] = await submitMany(esme, 1, { schedule_delivery_time: inAnHour });
    expect(statusOf(await rig.message(id))).toBe("scheduled");
    rig.clock.offsetMs = HOUR_MS - 5_000;
    await rig.core.traffic.sweeps.releaseDue();
    expect(statusOf(await rig.message(id))).toBe("scheduled");
    rig.clock.offsetMs = HOUR_MS + 1_000;
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELIVRD" }]));
    expect(rig.smsc.submits).toHaveLength(1);
    expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(12_500n);
  });

  it("of a client on hold waits for the end of the hold, and holds up nobody else's", async () => {
    const [held, free] = [await rig.client(), await rig.client()];
    const [heldEsme, freeEsme] = [await rig.bind(held), await rig.bind(free)];
    // As many as one sweep takes, all due before the other client's.
    const heldIds = await submitMany(heldEsme, 1_000, { schedule_delivery_time: inAnHour });
    const [freeId] = await submitMany(freeEsme, 1, { schedule_delivery_time: "000000010001000R" });
    await setBlock(held, "hold");
    await rig.announced();
    rig.clock.offsetMs = 2 * HOUR_MS;
    await eventually(() => expect(freeEsme.receipts.map(({ id }) => id)).toEqual([freeId]));
    expect(rig.smsc.submits).toHaveLength(1);
    await setBlock(held, "none");
    await eventually(() => expect(heldEsme.receipts).toHaveLength(1_000), 15_000);
    expect(heldEsme.receipts.map(({ id }) => id).sort()).toEqual(heldIds.sort());
    expect(rig.smsc.submits).toHaveLength(1_001);
  });
});

describe("a client on hold", () => {
  it("is acknowledged and charged; nothing leaves until it is released, then all does in order", async () => {
    const client = await rig.client({ client: { block: "hold" } });
    const esme = await rig.bind(client);
    const ids: string[] = [];
    for (let i = 0; i < 20; i++) ids.push((await esme.submit({ short_message: Buffer.from(`#${i}`) })).id);
    expect(statusOf(await rig.message(ids[0] ?? ""))).toBe("held");
    expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(20n * 12_500n);
    expect(rig.smsc.submits).toEqual([]);
    const releasedAtMs = Date.now();
    await setBlock(client, "none");
    await eventually(() => expect(rig.smsc.submits).toHaveLength(20), 2_000);
    expect(Date.now() - releasedAtMs).toBeLessThan(2_000);
    expect(rig.smsc.submits.map(({ octets }) => octets.toString())).toEqual(ids.map((_, i) => `#${i}`));
    await eventually(() => expect(esme.receipts.map(({ id }) => id).sort()).toEqual(ids.sort()));
  });

  it("keeps what was accepted before the hold and has not left", async () => {
    const client = await rig.client({ connection: rig.downLink });
    const esme = await rig.bind(client);
    const ids = await submitMany(esme, 10);
    await setBlock(client, "hold");
    await rig.announced();
    await rig.raiseLink(client);
    await eventually(async () => {
      const states = await Promise.all(ids.map(async (id) => statusOf(await rig.message(id))));
      expect(new Set(states)).toEqual(new Set(["held"]));
    });
    expect(rig.smsc.submits).toEqual([]);
    await setBlock(client, "none");
    await eventually(() => expect(esme.receipts.map(({ id }) => id).sort()).toEqual(ids.sort()));
    expect(rig.smsc.submits).toHaveLength(10);
  });

  it("also keeps what was to be sent again", async () => {
    const client = await rig.client();
    const esme = await rig.bind(client);
    rig.smsc.setErrorRate(1, "ESME_RTHROTTLED");
    const ids = await submitMany(esme, 5);
    await eventually(() => expect(rig.core.links().find(({ id }) => id === client.connectionId)?.windowInUse).toBe(0));
    await setBlock(client, "hold");
    await rig.announced();
    rig.smsc.setErrorRate(0);
    await eventually(async () => {
      for (const id of ids) expect(statusOf(await rig.message(id))).toBe("held");
    });
    expect(rig.smsc.submits).toEqual([]);
    await setBlock(client, "none");
    await eventually(() => expect(esme.receipts).toHaveLength(5));
  });

  it("is released also of what was recorded as held after the release was heard of", async () => {
    const client = await rig.client();
    const esme = await rig.bind(client);
    const [id = ""] = await submitMany(esme, 1, { schedule_delivery_time: inAnHour });
    await rig.pool.query("update messages set status = 2, due_at = null where id = $1", [id]);
    await rig.pool.query("update queue set due_at = 'infinity' where message_id = $1", [id]);
    await rig.core.traffic.sweeps.releaseForgotten();
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELIVRD" }]));
  });
});

describe("changes of one message that are written together", () => {
  it.each<[string, ((message: Message) => Change)[], unknown[]]>([
    ["released and taken back", [(m) => applyRelease(m, rig.clock.now()), (m) => applyCancel(m, 1)], []],
    [
      "released, put on hold and released",
      [(m) => applyRelease(m, rig.clock.now()), applyHold, (m) => applyRelease(m, rig.clock.now())],
      [{ due_at: null }],
    ],
    ["released and put on hold", [(m) => applyRelease(m, rig.clock.now()), applyHold], [{ due_at: Infinity }]],
  ])("leave its place in the queue as the last one says: %s", async (_what, changes, rows) => {
    const client = await rig.client({ connection: rig.downLink });
    const esme = await rig.bind(client);
    const [id = ""] = await submitMany(esme, 1, { schedule_delivery_time: inAnHour, registered_delivery: 0 });
    const { live, progress } = rig.core.traffic;
    await live.load([Number(id)], (ids) => selectMessages(rig.pool, ids));
    const message = live.get(Number(id));
    if (!message) throw new Error("the message could not be read");
    message.dueAtMs = rig.clock.now() - 1;
    for (const change of changes) progress.record(change(message));
    await progress.drained();
    expect((await rig.pool.query("select due_at from queue where message_id = $1", [id])).rows).toEqual(rows);
  });
});

describe("validity", () => {
  const short = "000000000010000R";

  it.each([1, 1_200])("that ends while the supplier is away ends the message, for %i at once", async (count) => {
    const client = await rig.client({ billing: "delivered", connection: rig.downLink });
    const esme = await rig.bind(client);
    const ids = await submitMany(esme, count, { validity_period: short });
    rig.clock.offsetMs = 20_000;
    while (await rig.core.traffic.sweeps.expireOverdue());
    await eventually(() => expect(esme.receipts).toHaveLength(count));
    expect(new Set(esme.receipts.map(({ state }) => state))).toEqual(new Set(["EXPIRED"]));
    expect(esme.receipts.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(await expectBalanced(rig.pool, client)).toMatchObject({
      balanceMicros: client.openingMicros,
      reservedMicros: 0n,
    });
    await rig.raiseLink(client);
    expect(rig.smsc.submits).toEqual([]);
  });

  it("that has ended keeps a message from leaving when its supplier comes back before anybody looked", async () => {
    const client = await rig.client({ connection: rig.downLink });
    const esme = await rig.bind(client);
    const [id] = await submitMany(esme, 1, { validity_period: short });
    rig.clock.offsetMs = 20_000;
    await rig.raiseLink(client);
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "EXPIRED" }]));
    expect(rig.smsc.submits).toEqual([]);
  });

  it("that ends while the supplier has the message leaves the word to the supplier", async () => {
    const client = await rig.client({ billing: "delivered" });
    const esme = await rig.bind(client);
    rig.smsc.set({ responseLatency: { kind: "fixed", ms: 500 } });
    const [id] = await submitMany(esme, 1, { validity_period: short });
    await eventually(() => expect(rig.smsc.submits).toHaveLength(1));
    rig.clock.offsetMs = 20_000;
    expect(await rig.core.traffic.sweeps.expireOverdue()).toBe(false);
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELIVRD" }]));
    expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(12_500n);
    rig.smsc.set({ responseLatency: { kind: "fixed", ms: 0 } });
  });

  it("already over, or over before the scheduled time, is refused", async () => {
    const esme = await rig.bind(await rig.client());
    expect((await esme.submit({ validity_period: "260101000000000+" })).status).not.toBe("ESME_ROK");
    const late = { schedule_delivery_time: "991231000000000+", validity_period: "261231000000000+" };
    expect((await esme.submit(late)).status).not.toBe("ESME_ROK");
  });

  it("ends a message once, whoever looks first", async () => {
    const client = await rig.client({ billing: "delivered", connection: rig.downLink });
    const esme = await rig.bind(client);
    const [id = ""] = await submitMany(esme, 1, { validity_period: short });
    rig.clock.offsetMs = 20_000;
    const { live, progress, sweeps } = rig.core.traffic;
    const message = live.get(Number(id));
    if (!message) throw new Error("the message is not in memory");
    progress.record(applyExpiry(message, rig.clock.now()));
    await Promise.all([sweeps.expireOverdue(), sweeps.expireOverdue(), rig.raiseLink(client)]);
    await eventually(() => expect(esme.receipts).toHaveLength(1));
    await rig.core.traffic.drained();
    expect(esme.receipts).toHaveLength(1);
    expect(await expectBalanced(rig.pool, client)).toMatchObject({ reservedMicros: 0n, chargedMicros: 0n });
  });
});

describe("a message without a final receipt", () => {
  it("becomes unknown after its client's waiting time, and what was reserved comes back", async () => {
    const client = await rig.client({ billing: "delivered", client: { dlr_waiting_days: 2 } });
    const esme = await rig.bind(client);
    rig.smsc.set({ noReceiptShare: 1 });
    const [id = ""] = await submitMany(esme, 1);
    rig.smsc.set({ noReceiptShare: 0 });
    await eventually(async () => expect(statusOf(await rig.message(id))).toBe("sent"));
    rig.clock.offsetMs = 47 * HOUR_MS;
    await rig.core.traffic.sweeps.endSilent();
    expect(statusOf(await rig.message(id))).toBe("sent");
    rig.clock.offsetMs = 49 * HOUR_MS;
    await rig.core.traffic.sweeps.endSilent();
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "UNKNOWN" }]));
    expect((await expectBalanced(rig.pool, client)).balanceMicros).toBe(client.openingMicros);
  });
});

describe("the daily limit", () => {
  it("begins anew at midnight where the client lives", async () => {
    const client = await rig.client({ client: { daily_limit: 3, time_zone: "Asia/Kathmandu" } });
    const esme = await rig.bind(client);
    // Kathmandu is 5:45 ahead of UTC: its midnight is 18:15.
    const day = 86_400_000;
    const midnight = Math.ceil(Date.now() / day) * day + (18 * 60 + 15) * 60_000;
    const at = (ms: number) => {
      rig.clock.offsetMs = ms - Date.now();
    };
    at(midnight - 60_000);
    const before = [];
    for (let i = 0; i < 4; i++) before.push((await esme.submit()).status);
    expect(before).toEqual(["ESME_ROK", "ESME_ROK", "ESME_ROK", "ESME_RTHROTTLED"]);
    at(midnight + 1_000);
    expect((await esme.submit()).status).toBe("ESME_ROK");
  });

  it("counts what was accepted earlier in the day when it is set, lifted and set again", async () => {
    const client = await rig.client();
    const esme = await rig.bind(client);
    const setLimit = async (limit: number | null) => {
      const announcement = `client:${client.clientId}`;
      await rig.change("update clients set daily_limit = $2 where id = $1", [client.clientId, limit], announcement);
      await rig.announced();
    };
    await submitMany(esme, 5);
    await setLimit(6);
    await eventually(() => expect(rig.core.traffic.days.accepted(client.clientId, rig.clock.now())).toBe(5));
    expect([(await esme.submit()).status, (await esme.submit()).status]).toEqual(["ESME_ROK", "ESME_RTHROTTLED"]);
    await setLimit(null);
    await submitMany(esme, 4);
    await setLimit(11);
    await eventually(() => expect(rig.core.traffic.days.accepted(client.clientId, rig.clock.now())).toBe(10));
    expect([(await esme.submit()).status, (await esme.submit()).status]).toEqual(["ESME_ROK", "ESME_RTHROTTLED"]);
  });
});
