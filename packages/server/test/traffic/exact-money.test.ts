import { FINAL_STATUS_CODE_MIN } from "@switchyard/engine";
import { afterAll, beforeAll, expect, it } from "vitest";
import { updateClient } from "../../src/clients/profile.ts";
import { transaction } from "../../src/database/transaction.ts";
import { enterPayment } from "../../src/finance/payments.ts";
import type { Queryable } from "../../src/history/history.ts";
import { refundMessage } from "../../src/ledger/refunds.ts";
import { expectBalanced } from "./books.ts";
import { createRig, eventually, type Rig } from "./rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const SENDERS = 64;
const EACH = 40;

it.each(["submitted", "delivered"] as const)(
  "lets 64 concurrent senders of one client send exactly as many messages as it has money for, billed by %s",
  async (billing) => {
    const affordable = 1_000;
    const priceMicros = 12_345n;
    // One micro short of one more.
    const balanceMicros = priceMicros * BigInt(affordable + 1) - 1n;
    rig.smsc.pauseReceipts();
    const client = await rig.client({ billing, priceMicros, balanceMicros });
    const senders = await Promise.all(Array.from({ length: SENDERS }, () => rig.bind(client)));
    const answers = await Promise.all(senders.flatMap((sender) => Array.from({ length: EACH }, () => sender.submit())));
    const accepted = answers.filter(({ status }) => status === "ESME_ROK");
    expect(accepted).toHaveLength(affordable);
    expect(new Set(accepted.map(({ id }) => id)).size).toBe(affordable);
    expect(answers.filter(({ status }) => status === "ESME_RSUBMITFAIL")).toHaveLength(SENDERS * EACH - affordable);
    rig.smsc.resumeReceipts();
    await eventually(async () => {
      const { rows } = await rig.pool.query(
        "select count(*)::int as open from messages where client_id = $1 and status < 10",
        [client.clientId],
      );
      expect(rows[0].open).toBe(0);
    }, 30_000);
    const books = await expectBalanced(rig.pool, client);
    expect(books).toMatchObject({ balanceMicros: priceMicros - 1n, reservedMicros: 0n });
  },
);

it("lets a raised credit limit act on a live session within a second, and a cut one as well", async () => {
  const client = await rig.client({ priceMicros: 10_000n, balanceMicros: 0n });
  const sender = await rig.bind(client);
  const author = { actor: "test", remoteAddress: "" };
  const setLimit = async (creditLimit: string) => {
    const given = { creditLimit, nowMs: Date.now() };
    await transaction(rig.pool, (tx) => updateClient(tx, author, client.clientId, given));
    return performance.now();
  };
  const untilMs = async (status: string, since: number) => {
    while ((await sender.submit()).status !== status) {
      if (performance.now() - since > 5_000) throw new Error(`no ${status} after five seconds`);
    }
    return performance.now() - since;
  };
  expect((await sender.submit()).status).toBe("ESME_RSUBMITFAIL");
  const raisedMs = await untilMs("ESME_ROK", await setLimit("1000"));
  const cutMs = await untilMs("ESME_RSUBMITFAIL", await setLimit("0"));
  console.log(`a raised limit acted after ${raisedMs.toFixed(0)} ms, a cut one after ${cutMs.toFixed(0)} ms`);
  expect(Math.max(raisedMs, cutMs)).toBeLessThan(1_000);
});

it("lets what was paid or given back be spent on a live session, to the micro, and what was taken back not", async () => {
  const priceMicros = 10_000n;
  const client = await rig.client({ priceMicros, balanceMicros: 0n });
  const sender = await rig.bind(client);
  const { clientId } = client;
  const author = { actor: "test", remoteAddress: "" };
  const by = <T>(work: (tx: Queryable) => Promise<T>) => transaction(rig.pool, work);
  const pay = (amountMicros: bigint, correctsPaymentId?: number) =>
    by((tx) => enterPayment(tx, author, { clientId, amountMicros, paid: true, nowMs: Date.now(), correctsPaymentId }));
  const sendAll = async () => {
    await rig.announced();
    const ids: string[] = [];
    for (let answer = await sender.submit(); answer.status === "ESME_ROK"; answer = await sender.submit()) {
      ids.push(answer.id);
    }
    return ids;
  };
  const payment = await pay(3n * priceMicros + 1n);
  const [first = "", second = ""] = await sendAll();
  expect(first && second).not.toBe("");
  await by((tx) => refundMessage(tx, author, { messageId: Number(first), reason: "test", nowMs: Date.now() }));
  await by((tx) => refundMessage(tx, author, { messageId: Number(second), reason: "test", nowMs: Date.now() }));
  expect(await sendAll()).toHaveLength(2);
  await pay(priceMicros - 1n);
  expect(await sendAll()).toHaveLength(1);
  await pay(2n * priceMicros);
  await pay(-priceMicros, payment.id);
  expect(await sendAll()).toHaveLength(1);
});

it.each([
  ["submitted", { messages: 4, parts: 12 }],
  ["delivered", { messages: 3, parts: 9 }],
] as const)("counts free messages and their parts for the invoice, billed by %s", async (billing, expected) => {
  const client = await rig.client({ priceMicros: 0n, balanceMicros: 0n, billing });
  const sender = await rig.bind(client);
  const finished = async (count: number) => {
    const { rows } = await rig.pool.query(
      "select count(*)::int as finished from messages where client_id = $1 and status >= $2",
      [client.clientId, FINAL_STATUS_CODE_MIN],
    );
    expect(rows[0]).toEqual({ finished: count });
  };
  const long = { short_message: Buffer.alloc(0), tlvs: { message_payload: Buffer.alloc(400, "x") } };
  for (let i = 0; i < 3; i++) expect(await sender.submit(long)).toMatchObject({ status: "ESME_ROK" });
  await eventually(() => finished(3));
  rig.smsc.set({ outcomes: [{ value: { state: "UNDELIV", error: "001" }, weight: 1 }] });
  expect(await sender.submit(long)).toMatchObject({ status: "ESME_ROK" });
  await eventually(() => finished(4));
  rig.smsc.set({ outcomes: [{ value: { state: "DELIVRD", error: "000" }, weight: 1 }] });
  const { rows } = await rig.pool.query(
    `select sum(messages)::int as messages, sum(parts)::int as parts, sum(charged_micros)::int as charged
     from charge_days where client_id = $1`,
    [client.clientId],
  );
  expect(rows).toEqual([{ ...expected, charged: 0 }]);
  await expectBalanced(rig.pool, client);
});
