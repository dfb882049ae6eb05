import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { makePartitions } from "../../src/database/partitions.ts";
import { transaction } from "../../src/database/transaction.ts";
import { refundToBalance } from "../../src/ledger/refunds.ts";
import { createRig, type Rig, refusal } from "../api/rig.ts";
import { addMessage } from "../api/traffic.ts";
import { addInvoice, expectAgreement, spend } from "./agreement.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
  await makePartitions(rig.pool, atMs);
});
afterAll(() => rig.close());
afterEach(() => expectAgreement(rig.pool));

const atMs = Date.parse("2026-06-10T12:20:00Z");
const MINUTE_MS = 60_000;
const range = { from: "2026-06-10T12:00:00Z", to: "2026-06-10T14:00:00Z" };

let made = 0;
async function newClient(timeZone = "UTC"): Promise<number> {
  const { id } = await rig.api.createClient({ body: { login: `sender-${++made}`, currency: "EUR", timeZone } });
  return id;
}

/** A message that was charged so much, as traffic leaves it. */
async function charged(clientId: number, priceMicros: bigint, more: Partial<Parameters<typeof addMessage>[1]> = {}) {
  const { id } = await addMessage(rig.pool, { atMs, clientId, status: "delivered", priceMicros, ...more });
  await spend(rig.pool, clientId, priceMicros);
  return id;
}

const give = (messageId: number, reason = "not delivered") =>
  rig.api.refundMessage({ params: { messageId: String(messageId) }, body: { reason } });
const balanceOf = async (clientId: number) => (await rig.api.getClient({ params: { clientId } })).figures.balance;

async function revenue(clientId: number) {
  const { rows } = await rig.pool.query<{ hour: Date; country: string; connection_id: number; micros: bigint }>(
    `select hour, country, connection_id, revenue_micros as micros from traffic_hours
     where client_id = $1 and lane = 3 order by hour, country, connection_id`,
    [clientId],
  );
  return rows.map(({ hour, country, connection_id, micros }) => [hour.toISOString(), country, connection_id, micros]);
}

describe("a refund for a message", () => {
  it("gives back what it was charged, whatever became of it, and only once", async () => {
    const clientId = await newClient("Asia/Tokyo");
    const id = await charged(clientId, 12_500n, { status: "undelivered", connectionId: 7 });
    rig.clock.nowMs = Date.parse("2026-06-15T16:00:00Z");
    expect(await give(id)).toMatchObject({
      clientId,
      amount: "0.0125",
      currency: "EUR",
      reason: "not delivered",
      messages: 1,
      messageId: String(id),
      invoice: null,
      day: "2026-06-16",
      balanceAfter: "0.00",
      enteredBy: "admin (preset key)",
    });
    expect(await balanceOf(clientId)).toBe("0.00");
    expect(await refusal(give(id))).toMatchObject({ code: "not_refundable", status: 409 });
    expect(await balanceOf(clientId)).toBe("0.00");
    expect(await revenue(clientId)).toEqual([["2026-06-10T12:00:00.000Z", "DE", 7, -12_500n]]);
    const { items } = await rig.api.listRefunds({ params: { clientId } });
    expect(items).toHaveLength(1);
    const history = await rig.api.listClientHistory({ params: { clientId }, query: { entity: "refund" } });
    expect(history.items).toMatchObject([{ action: "create", category: "payments" }]);
  });

  it("needs a message that was charged", async () => {
    const free = await addMessage(rig.pool, { atMs, clientId: await newClient(), status: "blocked" });
    expect(await refusal(give(free.id))).toMatchObject({ code: "not_refundable" });
    expect(await refusal(give(1))).toMatchObject({ code: "not_found" });
  });

  it("is announced by the id of its ledger entry", async () => {
    const clientId = await newClient();
    const id = await charged(clientId, 700n);
    const listener = await rig.pool.connect();
    const heard: (string | undefined)[] = [];
    listener.on("notification", ({ payload }) => heard.push(payload));
    await listener.query("listen switchyard");
    const refund = await give(id);
    await listener.query("select 1");
    listener.release(true);
    const { rows } = await rig.pool.query<{ id: bigint }>("select id from ledger_entries where refund_id = $1", [
      refund.id,
    ]);
    expect(heard).toEqual([`funds:${clientId}:700:${rows[0]?.id}`]);
  });
});

describe("a refund for a selection", () => {
  const count = (clientId: number, selection: object = {}) =>
    rig.api.countRefundable({ params: { clientId }, body: { ...range, ...selection } });
  const refund = async (clientId: number, selection: object = {}, expected?: { messages: number; amount: string }) => {
    const { messages, amount } = expected ?? (await count(clientId, selection));
    const body = { selection: { ...range, ...selection }, reason: "outage", expected: { messages, amount } };
    return rig.api.refundMessages({ params: { clientId }, body });
  };

  it("counts first, gives back just that, and leaves out what was given back before", async () => {
    const clientId = await newClient();
    const other = await newClient();
    await charged(other, 5_000n);
    const single = await charged(clientId, 1_000n);
    await charged(clientId, 2_000n, { country: "FR", status: "undelivered", connectionId: 4 });
    await charged(clientId, 3_000n, { atMs: atMs + 60 * MINUTE_MS, connectionId: 4 });
    await charged(clientId, 4_000n, { atMs: atMs + 120 * MINUTE_MS });
    await addMessage(rig.pool, { atMs, clientId, status: "blocked" });
    expect(await count(clientId)).toEqual({ messages: 3, amount: "0.006", currency: "EUR" });
    await give(single);
    expect(await count(clientId)).toEqual({ messages: 2, amount: "0.005", currency: "EUR" });
    expect(await refund(clientId)).toMatchObject({ messages: 2, amount: "0.005", messageId: null, reason: "outage" });
    expect(await balanceOf(clientId)).toBe("-0.004");
    expect(await balanceOf(other)).toBe("-0.005");
    expect(await revenue(clientId)).toEqual([
      ["2026-06-10T12:00:00.000Z", "DE", 0, -1_000n],
      ["2026-06-10T12:00:00.000Z", "FR", 4, -2_000n],
      ["2026-06-10T13:00:00.000Z", "DE", 4, -3_000n],
    ]);
    expect(await refusal(refund(clientId))).toMatchObject({ code: "not_refundable" });
  });

  it("is narrowed by status, country and sender, and its ends are from here to before there", async () => {
    const clientId = await newClient();
    await charged(clientId, 1n, { status: "undelivered", atMs: Date.parse(range.from) });
    await charged(clientId, 10n, { country: "FR" });
    await charged(clientId, 100n, { sender: "Bank" });
    await charged(clientId, 1_000n, { atMs: Date.parse(range.to) });
    const amountOf = async (selection: object) => (await count(clientId, selection)).amount;
    expect(await amountOf({})).toBe("0.000111");
    expect(await amountOf({ status: ["undelivered"] })).toBe("0.000001");
    expect(await amountOf({ country: "FR" })).toBe("0.00001");
    expect(await amountOf({ sender: "Bank" })).toBe("0.0001");
    expect(await refund(clientId, { sender: "Bank" })).toMatchObject({ messages: 1, amount: "0.0001" });
    expect(await amountOf({})).toBe("0.000011");
  });

  it("is refused whole when the selection is no longer what was counted", async () => {
    const clientId = await newClient();
    await charged(clientId, 1_000n);
    const before = await count(clientId);
    await charged(clientId, 1_000n);
    expect(await refusal(refund(clientId, {}, before))).toMatchObject({ code: "not_refundable" });
    const wrongAmount = { messages: 2, amount: "0.003" };
    expect(await refusal(refund(clientId, {}, wrongAmount))).toMatchObject({ code: "not_refundable" });
    const tooMany = { messages: 200_001, amount: "1" };
    expect(await refusal(refund(clientId, {}, tooMany))).toMatchObject({ code: "too_many_messages" });
    expect(await balanceOf(clientId)).toBe("-0.002");
    expect(await revenue(clientId)).toEqual([]);
  });

  it("gives back once when it is asked for many times at once, beside refunds of single messages", async () => {
    const clientId = await newClient();
    const ids: number[] = [];
    for (let i = 0; i < 60; i++) ids.push(await charged(clientId, 1_000n, { atMs: atMs + i }));
    const expected = await count(clientId);
    const bulk = Array.from({ length: 6 }, () => refund(clientId, {}, expected));
    const single = ids.slice(0, 20).map((id) => give(id));
    const results = await Promise.allSettled([...bulk, ...single]);
    const given = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(results.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    if (given.some(({ messages }) => messages === 60)) expect(given).toHaveLength(1);
    else await refund(clientId);
    expect(await balanceOf(clientId)).toBe("0.00");
    expect(await count(clientId)).toMatchObject({ messages: 0 });
    const { rows } = await rig.pool.query("select 1 from refund_messages where message_id = any($1::bigint[])", [ids]);
    expect(rows).toHaveLength(60);
  });
});

describe("a refund for an invoice", () => {
  it("goes to the balance and names the invoice", async () => {
    const clientId = await newClient();
    const invoiceId = await addInvoice(rig.pool, { clientId, number: "F-1", net: 10_000_000n });
    const author = { actor: "ann", remoteAddress: "" };
    const given = { clientId, amountMicros: 4_000_000n, reason: "too much", invoiceId, nowMs: rig.clock.nowMs };
    const { id } = await transaction(rig.pool, (tx) => refundToBalance(tx, author, given));
    const { items } = await rig.api.listRefunds({ params: { clientId } });
    expect(items).toMatchObject([
      { id, amount: "4.00", messages: 0, messageId: null, invoice: { id: invoiceId, number: "F-1" }, enteredBy: "ann" },
    ]);
    expect(await balanceOf(clientId)).toBe("4.00");
  });
});
