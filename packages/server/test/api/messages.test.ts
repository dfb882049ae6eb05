import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePartitions } from "../../src/database/partitions.ts";
import { searchMessages } from "../../src/reports/message-search.ts";
import { createRig, type Rig, refusal } from "./rig.ts";
import { addMessage } from "./traffic.ts";

const MINUTE_MS = 60_000;

let rig: Rig;
let clientId: number;
let otherId: number;
let connectionId: number;
let poolId: number;
/** Oldest first, a minute apart. */
const ids: number[] = [];

beforeAll(async () => {
  rig = await createRig();
  const { api, pool, clock } = rig;
  await makePartitions(pool, clock.nowMs);
  ({ id: clientId } = await api.createClient({ body: { login: "acme", currency: "EUR" } }));
  ({ id: otherId } = await api.createClient({ body: { login: "other", currency: "EUR" } }));
  const { id: supplierId } = await api.createSupplier({ body: { name: "Carrier", currency: "USD" } });
  const link = { supplierId, host: "127.0.0.1", port: 2775, systemId: "us", password: "secret" };
  ({ id: connectionId } = await api.createConnection({ body: { ...link, name: "link" } }));
  ({ id: poolId } = await api.createPool({ body: { name: "all", members: [{ connectionId, percent: 100 }] } }));
  for (let i = 0; i < 30; i++) {
    const { id } = await addMessage(pool, {
      atMs: clock.nowMs - (30 - i) * MINUTE_MS,
      clientId: i % 3 === 0 ? otherId : clientId,
      status: i % 2 === 0 ? "delivered" : i % 5 === 0 ? "blocked" : "sent",
      ...(i % 2 === 1 && i % 5 === 0 && { reason: "no_money" as const }),
      sender: i === 7 ? "Rare" : "Acme",
      recipient: `49151${String(i % 10).padStart(8, "0")}`,
      country: i === 9 ? "FR" : "DE",
      ...(i % 4 === 0 && { connectionId, poolId, priceMicros: 50_000n }),
    });
    ids.push(id);
  }
});
afterAll(() => rig.close());

type Query = NonNullable<NonNullable<Parameters<Rig["api"]["searchMessages"]>[0]>["query"]>;
/** The places in `ids` of what is found. */
const found = async (query: Query) => {
  const page = await rig.api.searchMessages({ query });
  return page.items.map((item) => ids.indexOf(item.id));
};

describe("finding messages", () => {
  it("shows the newest first, in pages", async () => {
    const first = await rig.api.searchMessages({ query: { limit: 20 } });
    expect(first.items.map((item) => ids.indexOf(item.id))).toEqual(Array.from({ length: 20 }, (_, i) => 29 - i));
    const second = await rig.api.searchMessages({ query: { limit: 20, cursor: first.nextCursor ?? "" } });
    expect(second.items.map((item) => ids.indexOf(item.id))).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(second).toMatchObject({ nextCursor: null, searchedTo: null });
    expect(first.items[29 - 28]).toMatchObject({
      clientLogin: "acme",
      status: "delivered",
      charged: "0.05",
      currency: "EUR",
      connectionName: "link",
      channel: "smpp",
    });
  });

  it("goes by id, client, recipient however written, sender, status, reason, connection and country", async () => {
    expect(await found({ id: ids[4] ?? 0 })).toEqual([4]);
    expect(await found({ clientId: otherId, limit: 3 })).toEqual([27, 24, 21]);
    for (const recipient of ["4915100000003", "+49 151 0000-0003", "004915100000003"]) {
      expect(await found({ recipient })).toEqual([23, 13, 3]);
    }
    expect(await found({ recipient: "4915100000003", clientId: otherId })).toEqual([3]);
    expect(await found({ sender: "Rare" })).toEqual([7]);
    expect(await found({ status: ["blocked"] })).toEqual([25, 15, 5]);
    expect(await found({ reason: ["no_money"], clientId: otherId })).toEqual([15]);
    expect(await found({ connectionId, limit: 2 })).toEqual([28, 24]);
    expect(await found({ country: "FR" })).toEqual([9]);
    expect(await found({ sender: "Nobody" })).toEqual([]);
  });

  it("goes by date, to the millisecond", async () => {
    const at = (i: number) => new Date(rig.clock.nowMs - (30 - i) * MINUTE_MS).toISOString();
    expect(await found({ from: at(10), to: at(13) })).toEqual([12, 11, 10]);
    expect(await found({ from: at(27), status: ["delivered"] })).toEqual([28]);
  });

  it("goes by the supplier's id", async () => {
    await rig.pool.query(
      `insert into attempts (message_id, part, connection_id, supplier_message_id, command_status, submitted_at,
                             answered_at) values ($1, 1, $2, 'ABC-1', 0, now(), now()), ($1, 2, $2, 'ABC-2', 0, now(), now())`,
      [ids[20], connectionId],
    );
    expect(await found({ supplierMessageId: "ABC-2" })).toEqual([20]);
    expect(await found({ supplierMessageId: "abc-2" })).toEqual([]);
  });

  it("that takes too long says how far it looked and goes on from there, missing nothing", async () => {
    const query = { sender: "Rare", limit: 2 };
    // Two messages a slice: the five slices of one request reach ten back, and "Rare" is the twenty-third.
    const first = await searchMessages(rig.pool, query, 2);
    expect(first.items).toEqual([]);
    expect(first.searchedTo).toBe(new Date(rig.clock.nowMs - 10 * MINUTE_MS).toISOString());
    const second = await searchMessages(rig.pool, { ...query, cursor: first.nextCursor ?? "" }, 2);
    expect(second.items).toEqual([]);
    const third = await searchMessages(rig.pool, { ...query, cursor: second.nextCursor ?? "" }, 2);
    expect(third.items.map((item) => ids.indexOf(item.id))).toEqual([7]);
    expect(third).toMatchObject({ nextCursor: expect.any(String) });
    const last = await searchMessages(rig.pool, { ...query, cursor: third.nextCursor ?? "" }, 2);
    expect(last).toMatchObject({ items: [], nextCursor: null, searchedTo: null });
  });

  it("by slices finds the same as at once", async () => {
    const status = ["delivered" as const];
    const whole = await found({ status });
    const paged: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await searchMessages(rig.pool, { status, limit: 4, cursor }, 3);
      paged.push(...page.items.map((item) => ids.indexOf(item.id)));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(whole);
  });

  it("refuses filters it does not know", async () => {
    const query = { colour: "blue" } as Query;
    expect(await refusal(rig.api.searchMessages({ query }))).toMatchObject({ errors: [{ path: "query" }] });
    expect(await refusal(rig.api.searchMessages({ query: { limit: 201 } }))).toMatchObject({ status: 400 });
  });
});

describe("a message", () => {
  it("tells its whole story in the order of time", async () => {
    const id = ids[28] ?? 0;
    const at = (seconds: number) => new Date(rig.clock.nowMs - 2 * MINUTE_MS + seconds * 1000);
    const { pool } = rig;
    await pool.query(
      `insert into attempts (message_id, part, connection_id, supplier_message_id, command_status, submitted_at,
                             answered_at)
       values ($1, 1, $2, null, 88, $3, $4), ($1, 1, $2, 'S-77', 0, $5, $6)`,
      [id, connectionId, at(1), at(1.2), at(2), at(2.3)],
    );
    await pool.query(
      "insert into receipts (message_id, part, connection_id, at, state, error_code) values ($1, 1, $2, $3, 'DELIVRD', '000')",
      [id, connectionId, at(4)],
    );
    await pool.query("insert into client_receipts (message_id, at, state) values ($1, $2, 2)", [id, at(6)]);
    const message = await rig.api.getMessage({ params: { messageId: id } });
    expect(message).toMatchObject({
      text: "hello",
      binary: null,
      billing: "submitted",
      price: "0.05",
      costCurrency: "USD",
    });
    expect(message.timeline.map((event) => event.kind)).toEqual([
      "received",
      "check",
      "check",
      "price",
      "route",
      "attempt",
      "attempt",
      "receipt",
      "finished",
      "client_receipt",
    ]);
    expect(message.timeline[2]).toMatchObject({ step: "destination", outcome: "pass", detail: "DE, network 26201" });
    expect(message.timeline[4]).toMatchObject({ poolName: "all", connectionName: "link" });
    expect(message.timeline[5]).toMatchObject({ commandStatusName: "ESME_RTHROTTLED", supplierMessageId: null });
    expect(message.timeline[6]).toMatchObject({ commandStatusName: "ESME_ROK", supplierMessageId: "S-77" });
    expect(message.timeline[9]).toMatchObject({ state: "taken", at: at(6).toISOString() });
  });

  it("that was blocked says why", async () => {
    const { timeline, reason } = await rig.api.getMessage({ params: { messageId: ids[25] ?? 0 } });
    expect(reason).toBe("no_money");
    expect(timeline.map((event) => event.kind)).toEqual(["received", "check", "check", "blocked", "client_receipt"]);
    expect(timeline[3]).toMatchObject({ says: "The available funds do not cover this message." });
  });

  it("with a trace in words nobody knows still shows the rest", async () => {
    await rig.pool.query("update messages set trace = '??' where id = $1", [ids[1]]);
    const { timeline } = await rig.api.getMessage({ params: { messageId: ids[1] ?? 0 } });
    expect(timeline.map((event) => event.kind)).toEqual(["received"]);
  });

  it("that waits for a person has no due time", async () => {
    await rig.pool.query("update messages set due_at = 'infinity' where id = $1", [ids[3]]);
    expect(await rig.api.getMessage({ params: { messageId: ids[3] ?? 0 } })).toMatchObject({ dueAt: null });
  });

  it("that does not exist is not found", async () => {
    for (const messageId of [1, Number.MAX_SAFE_INTEGER]) {
      expect(await refusal(rig.api.getMessage({ params: { messageId } }))).toMatchObject({ code: "not_found" });
    }
    const messageId = "abc" as unknown as number;
    expect(await refusal(rig.api.getMessage({ params: { messageId } }))).toMatchObject({ code: "invalid_request" });
  });
});

describe("a client's overview", () => {
  it("shows series, totals, destinations, senders, reasons and errors of its own traffic only", async () => {
    const { rows } = await rig.pool.query("select count(*) from messages where client_id = $1", [clientId]);
    const { addHour } = await import("./traffic.ts");
    const { pool } = rig;
    await addHour(pool, {
      hour: "2026-06-15T10:00:00Z",
      clientId,
      country: "DE",
      accepted: 8,
      delivered: 6,
      failed: 2,
      revenue: 400_000n,
    });
    await addHour(pool, {
      hour: "2026-06-15T10:00:00Z",
      clientId,
      country: "FR",
      accepted: 2,
      revenue: 100_000n,
      lane: 2,
    });
    await addHour(pool, { hour: "2026-06-15T10:00:00Z", clientId, blocked: 3 });
    await addHour(pool, { hour: "2026-06-10T10:00:00Z", clientId, country: "DE", accepted: 100, revenue: 1n });
    await addHour(pool, { hour: "2026-06-15T10:00:00Z", clientId: otherId, country: "DE", accepted: 999 });
    const day = await rig.api.getClientOverview({ params: { clientId } });
    expect(day).toMatchObject({ range: "24h", currency: "EUR", bucketMinutes: 60 });
    expect(day.totals).toMatchObject({
      accepted: 10,
      blocked: 3,
      delivered: 6,
      failed: 2,
      deliveryRate: 0.75,
      spend: "0.50",
    });
    expect(day.series).toHaveLength(24);
    expect(day.series.at(-1)).toMatchObject({ at: "2026-06-15T10:00:00.000Z", accepted: 10, spend: "0.50" });
    expect(day.topDestinations).toMatchObject([{ country: "DE", accepted: 8, deliveryRate: 0.75 }, { country: "FR" }]);
    expect(day.recent.messages).toBe(Number(rows[0].count));
    expect(day.recent.topSenders[0]).toMatchObject({ sender: "Acme" });
    expect(day.recent.blockedReasons).toEqual([{ reason: "no_money", messages: 2 }]);
    expect(day.latestErrors.map((error) => ids.indexOf(error.messageId))).toEqual([25, 5]);
    expect(day.latestErrors[0]).toMatchObject({ status: "blocked", reason: "no_money" });

    const week = await rig.api.getClientOverview({ params: { clientId }, query: { range: "7d" } });
    expect(week.totals.accepted).toBe(110);
    expect(week.series).toHaveLength(28);
    expect(week.series.reduce((sum, bucket) => sum + bucket.accepted, 0)).toBe(110);
    const month = await rig.api.getClientOverview({ params: { clientId }, query: { range: "30d" } });
    expect(month.series).toHaveLength(30);
    expect(month.totals.spend).toBe("0.500001");
  });

  it("tells the present rate", async () => {
    for (let i = 0; i < 3; i++) await addMessage(rig.pool, { atMs: rig.clock.nowMs - 20_000 - i, clientId });
    rig.clock.nowMs += 1000;
    const { messagesPerMinute } = await rig.api.getClientOverview({ params: { clientId } });
    expect(messagesPerMinute).toBe(3);
  });
});
