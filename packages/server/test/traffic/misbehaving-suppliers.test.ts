import { createSmscSimulator, type SmscBehaviour } from "@switchyard/simulator";
import { encode } from "@switchyard/smpp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectBalanced } from "./books.ts";
import type { Esme } from "./esme.ts";
import { createRawSmsc, type RawSmsc, submitAnswer } from "./raw-smsc.ts";
import { createRig, eventually, type Rig, statusOf, type TestClient } from "./rig.ts";

let rig: Rig;

/** Takes some seconds to be given up, so it is asked first and looked at last. */
const silent = createSmscSimulator({ behaviour: { responseLatency: { kind: "fixed", ms: 60_000 } }, remember: 100 });
let unanswered = "";

beforeAll(async () => {
  rig = await createRig({ remember: 10_000 });
  const { port } = await silent.listen();
  const client = await rig.client({ connection: { port, response_timeout_s: 1, window_max: 1 } });
  unanswered = (await (await rig.bind(client)).submit()).id;
});
afterAll(async () => {
  await rig.close();
  await silent.stop(0);
});
afterEach(() => {
  rig.smsc.set(plain);
  rig.smsc.forgetSubmits();
});

const plain: Partial<SmscBehaviour> = {
  responseLatency: { kind: "fixed", ms: 0 },
  receiptLatency: { kind: "fixed", ms: 0 },
  responses: [{ value: "ESME_ROK", weight: 1 }],
  outcomes: [{ value: { state: "DELIVRD", error: "000" }, weight: 1 }],
  receiptFirstShare: 0,
  unknownIdShare: 0,
  duplicateReceiptShare: 0,
  idDialect: "decimal",
  receiptText: "standard",
  receiptTlvs: true,
  intermediateReceipts: false,
  disconnectEverySubmits: 0,
  noReceiptShare: 0,
};

async function submitMany(esme: Esme, count: number): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, i) => esme.submit({ short_message: Buffer.from(`#${i}`) })),
  );
  expect(answers.every(({ status }) => status === "ESME_ROK")).toBe(true);
  return answers.map(({ id }) => id);
}

/** Every message is delivered, told once, and charged once. */
async function expectDelivered(client: TestClient, esme: Esme, ids: string[]): Promise<void> {
  await eventually(() => expect(esme.receipts.map(({ id }) => id).sort()).toEqual([...ids].sort()), 20_000);
  expect(new Set(esme.receipts.map(({ state }) => state))).toEqual(new Set(["DELIVRD"]));
  expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(BigInt(ids.length) * 12_500n);
}

/** How many receipts over the client's connection wait for a message. */
async function kept({ connectionId }: TestClient): Promise<number> {
  const { rows } = await rig.pool.query<{ count: number }>(
    "select count(*)::int as count from unmatched_receipts where connection_id = $1",
    [connectionId],
  );
  return rows[0]?.count ?? 0;
}

describe("a supplier", () => {
  it.each(["ESME_RTHROTTLED", "ESME_RMSGQFUL"] as const)(
    "that answers %s gets the message again, later",
    async (status) => {
      const client = await rig.client();
      const esme = await rig.bind(client);
      rig.smsc.setErrorRate(1, status);
      const ids = await submitMany(esme, 5);
      await eventually(() => expect(rig.smsc.counters.refused[status]).toBeGreaterThan(0));
      rig.smsc.setErrorRate(0);
      await expectDelivered(client, esme, ids);
      expect(rig.smsc.submits).toHaveLength(5);
    },
  );

  it("that fails now and then gets the message again, a bounded number of times", async () => {
    const client = await rig.client({ billing: "delivered" });
    const esme = await rig.bind(client);
    rig.smsc.setErrorRate(1, "ESME_RSYSERR");
    const before = rig.smsc.counters.refused.ESME_RSYSERR ?? 0;
    const [id] = await submitMany(esme, 1);
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "REJECTD" }]), 10_000);
    expect((rig.smsc.counters.refused.ESME_RSYSERR ?? 0) - before).toBe(10);
    expect((await expectBalanced(rig.pool, client)).balanceMicros).toBe(client.openingMicros);
  });

  it("that closes with its window open gets again what it did not answer", async () => {
    const client = await rig.client({ billing: "delivered", connection: { window_max: 10 } });
    const esme = await rig.bind(client);
    rig.smsc.set({ disconnectEverySubmits: 40 });
    const ids = await submitMany(esme, 100);
    await eventually(() => expect(new Set(esme.receipts.map(({ id }) => id)).size).toBe(100), 20_000);
    rig.smsc.set({ disconnectEverySubmits: 0 });
    await eventually(() => expect(rig.smsc.receiptsPending).toBe(0));
    await expectDelivered(client, esme, ids);
    const texts = rig.smsc.submits.map(({ octets }) => octets.toString());
    expect(new Set(texts).size).toBe(100);
    // No more is sent twice than was in the window when the line was cut.
    expect(texts.length - 100).toBeLessThanOrEqual(3 * 10);
  });

  it("that closes with its window open is not asked again where receipts are to be waited for", async () => {
    const client = await rig.client({ connection: { lost_answer: "wait" } });
    const esme = await rig.bind(client);
    rig.smsc.set({ disconnectEverySubmits: 1 });
    const { id } = await esme.submit();
    await eventually(async () => expect(statusOf(await rig.message(id))).toBe("sent"));
    rig.smsc.set({ disconnectEverySubmits: 0 });
    await eventually(() => expect(rig.core.connections.isUp(client.connectionId)).toBe(true));
    expect(rig.smsc.submits).toHaveLength(1);
  });

  it("that sends receipts before its answers is understood", async () => {
    const client = await rig.client({ billing: "delivered" });
    const esme = await rig.bind(client);
    rig.smsc.set({ receiptFirstShare: 1, responseLatency: { kind: "fixed", ms: 50 } });
    await expectDelivered(client, esme, await submitMany(esme, 50));
    expect(await kept(client)).toBe(0);
  });

  it.each([
    ["hex", "as_is"],
    ["padded", "as_is"],
    ["decimal_then_hex", "hex_to_dec"],
    ["hex_then_decimal", "dec_to_hex"],
    ["upper_then_lower", "lower"],
    ["plain_then_padded", "no_leading_zeros"],
  ] as const)("that writes ids as %s is understood with the format %s", async (idDialect, format) => {
    const client = await rig.client({ connection: { receipt_id_format: format } });
    const esme = await rig.bind(client);
    rig.smsc.set({ idDialect, receiptTlvs: false });
    await expectDelivered(client, esme, await submitMany(esme, 5));
  });

  it("that repeats receipts and sends some for ids it never gave is charged for once", async () => {
    const client = await rig.client({ billing: "delivered" });
    const esme = await rig.bind(client);
    rig.smsc.set({ duplicateReceiptShare: 1, unknownIdShare: 1 });
    const ids = await submitMany(esme, 20);
    await expectDelivered(client, esme, ids);
    await eventually(() => expect(rig.smsc.receiptsPending).toBe(0));
    await expectDelivered(client, esme, ids);
    expect(await kept(client)).toBe(20);
  });

  it("that changes its mind after the end changes nothing", async () => {
    const client = await rig.client({ billing: "delivered" });
    const esme = await rig.bind(client);
    const [id] = await submitMany(esme, 1);
    await expectDelivered(client, esme, [id ?? ""]);
    await rig.deliver(client, `id:${rig.smsc.submits[0]?.messageId} stat:UNDELIV err:001`);
    expect(statusOf(await rig.message(id ?? ""))).toBe("delivered");
    await expectDelivered(client, esme, [id ?? ""]);
  });

  it("that tells ENROUTE first has the last word later", async () => {
    const client = await rig.client();
    const esme = await rig.bind(client);
    rig.smsc.pauseReceipts();
    const [id = ""] = await submitMany(esme, 1);
    await eventually(async () => expect(statusOf(await rig.message(id))).toBe("sent"));
    await rig.deliver(client, `id:${rig.smsc.submits[0]?.messageId} stat:ENROUTE err:000`);
    expect(statusOf(await rig.message(id))).toBe("sent");
    rig.smsc.resumeReceipts();
    await expectDelivered(client, esme, [id]);
  });

  it("that writes nonsense into receipts holds up nobody", async () => {
    const client = await rig.client();
    const esme = await rig.bind(client);
    const nonsense = [
      "id:a\0b stat:DELIVRD err:000",
      `id:${"9".repeat(1_500)} stat:DELIVRD err:000`,
      "id:1 stat:\0 err:\0\0\0",
      `id:77 stat:UNDELIV err:${"\0x".repeat(50)}`,
      "stat:DELIVRD",
      "",
      "\u00ff\u0000\u0001",
    ];
    for (const text of nonsense) await rig.deliver(client, text);
    await expectDelivered(client, esme, await submitMany(esme, 3));
  });

  it("whose receipts come over another of its connections is understood, early or late", async () => {
    const client = await rig.client({ billing: "delivered" });
    const sibling = await rig.sibling(client);
    const esme = await rig.bind(client);
    rig.smsc.pauseReceipts();
    const [late = ""] = await submitMany(esme, 1);
    await eventually(async () => expect(statusOf(await rig.message(late))).toBe("sent"));
    await rig.deliver(sibling, `id:${rig.smsc.submits[0]?.messageId} stat:DELIVRD err:000`);
    await eventually(() => expect(esme.receipts.map(({ id }) => id)).toEqual([late]));
    const next = Number(rig.smsc.submits[0]?.messageId) + 1;
    await rig.deliver(sibling, `id:${next} stat:DELIVRD err:000`);
    const [early = ""] = await submitMany(esme, 1);
    await eventually(() => expect(esme.receipts.map(({ id }) => id)).toEqual([late, early]));
    rig.smsc.resumeReceipts();
    await eventually(() => expect(rig.smsc.receiptsPending).toBe(0));
    expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(25_000n);
  });

  it.each([1, 2])("whose receipts come over whichever of its %i sessions is understood", async (sessions) => {
    const client = await rig.client({ billing: "delivered", connection: { sessions } });
    const esme = await rig.bind(client);
    const link = () => rig.core.links().find(({ id }) => id === client.connectionId);
    await eventually(() => expect(link()?.sessions).toHaveLength(sessions));
    rig.smsc.set({ receiptLatency: { kind: "fixed", ms: 20 } });
    await expectDelivered(client, esme, await submitMany(esme, 40));
  });

  it("that answers late had it twice, delivers one of them, and is paid for what it took", async () => {
    const client = await rig.client({ billing: "delivered", connection: { response_timeout_s: 1 } });
    const esme = await rig.bind(client);
    rig.smsc.set({ responseLatency: { kind: "fixed", ms: 2_500 }, noReceiptShare: 1 });
    const [id = ""] = await submitMany(esme, 1);
    await eventually(() => expect(rig.smsc.submits).toHaveLength(2), 10_000);
    rig.smsc.set({ responseLatency: { kind: "fixed", ms: 0 }, noReceiptShare: 0 });
    await expectDelivered(client, esme, [id]);
    expect(rig.smsc.submits.length).toBeGreaterThanOrEqual(2);
  });

  it("that answers late is not asked again where receipts are to be waited for", async () => {
    const client = await rig.client({ connection: { response_timeout_s: 1, lost_answer: "wait" } });
    const esme = await rig.bind(client);
    rig.smsc.set({ responseLatency: { kind: "fixed", ms: 2_500 } });
    const [id = ""] = await submitMany(esme, 1);
    await eventually(async () => expect(statusOf(await rig.message(id))).toBe("sent"));
    await eventually(() => expect(rig.smsc.receiptsPending).toBe(0));
    expect(rig.smsc.submits).toHaveLength(1);
    expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(12_500n);
  });

  it("that never answers is not sent the same message for ever", async () => {
    await eventually(async () => expect(statusOf(await rig.message(unanswered))).toBe("sent"), 20_000);
    expect(silent.submits).toHaveLength(10);
  });
});

describe("a supplier that does not speak SMPP well", () => {
  let raw: RawSmsc;
  beforeEach(async () => {
    raw = await createRawSmsc();
  });
  afterEach(() => raw.close());

  const receipt = (id: string, state = "DELIVRD") =>
    encode({
      command: "deliver_sm",
      sequence_number: 1_000 + raw.submits.length,
      esm_class: 4,
      source_addr: "4915112345678",
      short_message: Buffer.from(`id:${id} sub:001 dlvrd:001 stat:${state} err:000`),
    });
  const client = (connection = {}) =>
    rig.client({ billing: "delivered", connection: { port: raw.port, response_timeout_s: 1, ...connection } });

  it("and answers twice is believed the first time", async () => {
    const acme = await client();
    const esme = await rig.bind(acme);
    raw.answer = (submit) => [submitAnswer(submit, "first"), submitAnswer(submit, "second")];
    const [id = ""] = await submitMany(esme, 1);
    await eventually(async () => expect(statusOf(await rig.message(id))).toBe("sent"));
    raw.write(receipt("second", "UNDELIV"), receipt("first"));
    await expectDelivered(acme, esme, [id]);
    expect(raw.submits).toHaveLength(1);
  });

  it("and answers what was never asked, or with a body that is none, gets the message again", async () => {
    const acme = await client();
    const esme = await rig.bind(acme);
    const torn = (submit: Parameters<RawSmsc["answer"]>[0]) => {
      const whole = submitAnswer(submit, "torn");
      // The closing NUL of the id is missing.
      const cut = Buffer.from(whole.subarray(0, whole.length - 1));
      cut.writeUInt32BE(cut.length, 0);
      return cut;
    };
    raw.answer = (submit) =>
      raw.submits.length === 1
        ? [submitAnswer({ ...submit, sequence_number: 9_999 }, "stray"), torn(submit)]
        : [submitAnswer(submit, "whole")];
    const [id = ""] = await submitMany(esme, 1);
    await eventually(async () => expect(statusOf(await rig.message(id))).toBe("sent"));
    raw.write(receipt("whole"));
    await expectDelivered(acme, esme, [id]);
    expect(raw.submits).toHaveLength(2);
  });

  it("and refuses one part so that it may go elsewhere, but takes another, keeps the message, and ends it", async () => {
    const acme = await client({ reroute_errors: ["ESME_RINVDSTADR"] });
    const sibling = await rig.sibling(acme);
    await rig.change(
      "insert into pool_members (pool_id, connection_id, percent, position) values ($1, $2, 0, 2)",
      [acme.poolId, sibling.connectionId],
      `pool:${acme.poolId}`,
    );
    await rig.announced();
    const esme = await rig.bind(acme);
    raw.answer = (submit) =>
      raw.submits.length === 1
        ? [encode({ command: "submit_sm_resp", command_status: 0x0b, sequence_number: submit.sequence_number })]
        : [submitAnswer(submit, "second")];
    const { id } = await esme.submit({ short_message: Buffer.from("x".repeat(200)) });
    await eventually(async () => expect((await rig.message(id)).part_states).toBe("rs"));
    raw.write(receipt("second"));
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "REJECTD" }]));
    expect(raw.submits).toHaveLength(2);
    const { rows } = await rig.pool.query("select * from moves where message_id = $1", [id]);
    expect(rows).toEqual([]);
    await expectBalanced(rig.pool, acme);
  });

  it("and sends octets that are no PDU is bound anew, and nothing of its window is lost", async () => {
    const acme = await client();
    const esme = await rig.bind(acme);
    const garbage = Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n");
    raw.answer = (submit) => (raw.binds === 1 ? [garbage] : [submitAnswer(submit, `R-${submit.short_message}`)]);
    const ids = await submitMany(esme, 5);
    await eventually(async () => {
      for (const id of ids) expect(statusOf(await rig.message(id))).toBe("sent");
    });
    for (let i = 0; i < 5; i++) raw.write(receipt(`R-#${i}`));
    await expectDelivered(acme, esme, ids);
    expect(raw.binds).toBeGreaterThanOrEqual(2);
  });

  it("and sends deliveries that cannot be read, or requests that are none of its, is refused them and goes on", async () => {
    const acme = await client();
    const esme = await rig.bind(acme);
    const [id = ""] = await submitMany(esme, 1);
    await eventually(async () => expect(statusOf(await rig.message(id))).toBe("sent"));
    const torn = Buffer.from(receipt("R1").subarray(0, 40));
    torn.writeUInt32BE(torn.length, 0);
    const unknown = Buffer.from(receipt("R1"));
    unknown.writeUInt32BE(0x0000_7777, 4);
    raw.write(torn, unknown, receipt("R1"));
    await expectDelivered(acme, esme, [id]);
    expect(raw.binds).toBe(1);
  });
});
