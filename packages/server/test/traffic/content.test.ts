import type { PduInput } from "@switchyard/smpp";
import { encodeGsm7Unpacked, encodeUcs2 } from "@switchyard/sms";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectBalanced } from "./books.ts";
import type { Esme, SubmitFields } from "./esme.ts";
import { createRig, eventually, type Rig, statusOf, type TestClient } from "./rig.ts";

let rig: Rig;
let client: TestClient;
let esme: Esme;

beforeAll(async () => {
  rig = await createRig();
  client = await rig.client();
  esme = await rig.bind(client);
});
afterAll(() => rig.close());
beforeEach(() => rig.smsc.forgetSubmits());

/** Submits, waits for the end, answers what the supplier got. */
async function through(fields: SubmitFields, from: Esme = esme) {
  const { status, id } = await from.submit(fields);
  expect(status).toBe("ESME_ROK");
  await eventually(async () => expect(statusOf(await rig.message(id))).toBe("delivered"));
  const parts = rig.smsc.submits.map(({ data_coding, esm_class, octets, udh }) => ({
    data_coding,
    udhi: (esm_class & 0x40) !== 0,
    octets,
    udh,
  }));
  return { id, parts, message: await rig.message(id) };
}

const noHeader = { udhi: false, udh: Buffer.alloc(0) };

describe("one part", () => {
  it("in GSM 7-bit arrives as it was sent, extension table included", async () => {
    const octets = Buffer.from(encodeGsm7Unpacked("Grüße, {5 €}"));
    const { parts, message } = await through({ short_message: octets, data_coding: 0 });
    expect(parts).toEqual([{ data_coding: 0, octets, ...noHeader }]);
    expect(message.text).toBe("Grüße, {5 €}");
  });

  it("in UCS-2 arrives as it was sent, emoji included", async () => {
    const octets = Buffer.from(encodeUcs2("Привет 🚂"));
    const { parts, message } = await through({ short_message: octets, data_coding: 8 });
    expect(parts).toEqual([{ data_coding: 8, octets, ...noHeader }]);
    expect(message.text).toBe("Привет 🚂");
  });

  it("in Latin-1 leaves in GSM 7-bit where that has all its characters, else in UCS-2", async () => {
    const plain = await through({ short_message: Buffer.from("Grüße", "latin1"), data_coding: 3 });
    expect(plain.parts).toMatchObject([{ data_coding: 0, octets: Buffer.from(encodeGsm7Unpacked("Grüße")) }]);
    rig.smsc.forgetSubmits();
    const wide = await through({ short_message: Buffer.from("garçon", "latin1"), data_coding: 3 });
    expect(wide.parts).toMatchObject([{ data_coding: 8, octets: Buffer.from(encodeUcs2("garçon")) }]);
  });

  it("of binary octets arrives as it was sent, whatever they are", async () => {
    const octets = Buffer.from([0, 1, 0x5c, 0x22, 0x7b, 0xff, 0]);
    const { parts, message } = await through({ short_message: octets, data_coding: 4 });
    expect(parts).toEqual([{ data_coding: 4, octets, ...noHeader }]);
    expect(message.binary_body).toEqual(octets);
  });

  it("flashes at the other end when it was sent to flash", async () => {
    const gsm = await through({ short_message: Buffer.from("now"), data_coding: 0x10 });
    expect(gsm.parts).toMatchObject([{ data_coding: 0x10 }]);
    rig.smsc.forgetSubmits();
    const ucs2 = await through({ short_message: Buffer.from(encodeUcs2("сейчас")), data_coding: 0x18 });
    expect(ucs2.parts).toMatchObject([{ data_coding: 0x18 }]);
  });

  it("keeps the client's own header, and is one part of what the handset joins", async () => {
    const udh = Buffer.from([5, 0, 3, 0x2a, 2, 1]);
    const { parts } = await through({ esm_class: 0x40, short_message: Buffer.concat([udh, Buffer.from("first ")]) });
    expect(parts).toEqual([{ data_coding: 0, udhi: true, udh, octets: Buffer.from("first ") }]);
  });

  it("named by sar parameters goes on with a header that says the same", async () => {
    const { parts } = await through({
      short_message: Buffer.from("second"),
      tlvs: { sar_msg_ref_num: 0x1234, sar_total_segments: 3, sar_segment_seqnum: 2 },
    });
    expect(parts).toEqual([
      { data_coding: 0, udhi: true, udh: Buffer.from([5, 0, 3, 0x34, 3, 2]), octets: Buffer.from("second") },
    ]);
    const wrong = await esme.submit({
      tlvs: { sar_msg_ref_num: 1, sar_total_segments: 2, sar_segment_seqnum: 3 },
    });
    expect(wrong.status).toBe("ESME_RINVOPTPARAMVAL");
  });

  it("holding what the books can't store is stored without it", async () => {
    const { message } = await through({ short_message: Buffer.from("a\0b", "latin1"), data_coding: 3 });
    expect(message.text).toBe("a b");
  });
});

const text = "The quick brown fox jumps over the lazy dog. ".repeat(8).trim();
const payload: SubmitFields = { short_message: Buffer.alloc(0), tlvs: { message_payload: Buffer.from(text) } };

describe("a long message in message_payload", () => {
  it("leaves as parts with headers where the supplier wants them, charged for each", async () => {
    const before = (await expectBalanced(rig.pool, client)).chargedMicros;
    const { parts, message } = await through(payload);
    expect(parts).toHaveLength(3);
    expect(parts.map(({ udh }) => [...udh.subarray(0, 3), ...udh.subarray(4)])).toEqual(
      [1, 2, 3].map((part) => [5, 0, 3, 3, part]),
    );
    expect(Buffer.concat(parts.map(({ octets }) => octets)).toString()).toBe(text);
    expect(message).toMatchObject({ parts: 3, part_states: "ddd" });
    expect((await expectBalanced(rig.pool, client)).chargedMicros - before).toBe(3n * 12_500n);
  });

  it("leaves as parts with sar parameters, or whole, where the supplier wants that", async () => {
    const sar = await rig.client({ connection: { long_messages: "sar" } });
    const bySar = await through(payload, await rig.bind(sar));
    expect(bySar.parts.map(({ udhi }) => udhi)).toEqual([false, false, false]);
    expect(Buffer.concat(bySar.parts.map(({ octets }) => octets)).toString()).toBe(text);
    rig.smsc.forgetSubmits();
    const whole = await rig.client({ connection: { long_messages: "payload" } });
    const inOne = await through(payload, await rig.bind(whole));
    expect(inOne.parts.map(({ octets }) => octets.toString())).toEqual([text]);
    expect(inOne.message).toMatchObject({ parts: 3, part_states: "ddd" });
    const books = await expectBalanced(rig.pool, whole);
    expect([books.chargedMicros, books.costMicros]).toEqual([3n * 12_500n, 3n * 8_000n]);
  });

  it("is told to the client once, whole", async () => {
    const own = await rig.bind(await rig.client());
    const { id } = await through(payload, own);
    await eventually(() => expect(own.receipts).toMatchObject([{ id, state: "DELIVRD", sub: 3, dlvrd: 3 }]));
  });

  it("is refused when it is longer than any supplier takes", async () => {
    const { status } = await esme.submit({
      short_message: Buffer.alloc(0),
      tlvs: { message_payload: Buffer.alloc(60_000, "x") },
    });
    expect(status).not.toBe("ESME_ROK");
  });
});

describe("a connection whose default alphabet is Latin-1", () => {
  it("gets Latin-1, flashing where asked, and UCS-2 where Latin-1 has no character for it", async () => {
    const from = await rig.bind(await rig.client({ connection: { default_alphabet: "latin1" } }));
    const flash = await through({ short_message: Buffer.from(encodeGsm7Unpacked("Grüße")), data_coding: 0x10 }, from);
    expect(flash.parts).toMatchObject([{ data_coding: 0x10, octets: Buffer.from("Grüße", "latin1") }]);
    rig.smsc.forgetSubmits();
    const euro = `${"x".repeat(100)}€`;
    const wide = await through({ short_message: Buffer.from(encodeGsm7Unpacked(euro)) }, from);
    // More than one part in UCS-2: it goes whole, and the supplier cuts it.
    expect(wide.parts).toMatchObject([{ data_coding: 8, octets: Buffer.from(encodeUcs2(euro)) }]);
    expect(wide.message.parts).toBe(1);
  });
});

describe("data_sm", () => {
  const dataSm: PduInput<"data_sm"> = {
    command: "data_sm",
    source_addr: "Switchyard",
    source_addr_ton: 5,
    destination_addr: "4915112345678",
    dest_addr_ton: 1,
    registered_delivery: 1,
    tlvs: { message_payload: Buffer.from("data") },
  };

  it("is a message like any other", async () => {
    const own = await rig.bind(await rig.client());
    const response = await own.request(dataSm);
    expect(response).toMatchObject({ command: "data_sm_resp", command_status: 0 });
    await eventually(() => expect(own.receipts).toMatchObject([{ state: "DELIVRD" }]));
    expect(rig.smsc.submits.at(-1)?.octets.toString()).toBe("data");
  });

  it("with an address that fits no other PDU is blocked and told, and the switch goes on", async () => {
    const own = await rig.bind(await rig.client({ credential: { blocked_answer: "receipt" } }));
    const response = await own.request({ ...dataSm, source_addr: "S".repeat(64) });
    expect(response).toMatchObject({ command_status: 0 });
    await eventually(() => expect(own.receipts).toMatchObject([{ state: "REJECTD" }]));
    expect((await own.submit()).status).toBe("ESME_ROK");
  });
});

describe("what can't be a message", () => {
  it.each<[string, SubmitFields, string]>([
    [
      "a header longer than the message",
      { esm_class: 0x40, short_message: Buffer.from([200, 1]) },
      "ESME_RINVESMCLASS",
    ],
    ["text in two places", { tlvs: { message_payload: Buffer.from("b") } }, "ESME_RINVMSGLEN"],
    ["datagram mode", { esm_class: 1 }, "ESME_RINVESMCLASS"],
    ["a time that is none", { schedule_delivery_time: "nonsense" }, "ESME_RINVSCHED"],
    ["a validity that is none", { validity_period: "2613320000000000" }, "ESME_RINVEXPIRY"],
  ])("%s is refused and not recorded", async (_what, fields, status) => {
    const count = async () => (await rig.pool.query("select count(*)::int as n from messages")).rows[0].n;
    const before = await count();
    expect((await esme.submit(fields)).status).toBe(status);
    expect(await count()).toBe(before);
  });

  it.each([
    ["submit_multi", { command: "submit_multi", dest_address: [] }],
    ["replace_sm", { command: "replace_sm", message_id: "1" }],
  ] as const)("%s is answered with an error of its own", async (_what, pdu) => {
    const response = await esme.request(pdu as PduInput<"replace_sm">);
    expect(response.command).toBe(`${pdu.command}_resp`);
    expect(response.command_status).not.toBe(0);
  });
});
