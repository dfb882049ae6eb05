import { incomingStatusOf } from "@switchyard/engine";
import { concatUdh8 } from "@switchyard/sms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addNumber, handset, owedIncoming, sessionOf, storedFor, write } from "./handsets.ts";
import { createRig, eventually, type Rig } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

let numbers = 70_000;
const newNumber = () => String(++numbers);

const fates = async (number: string) =>
  (await storedFor(rig, number)).map(({ client_id, status, text }) => [client_id, incomingStatusOf(status), text]);

describe("a message from a handset", () => {
  it("is kept before the supplier is told so, with where it came from", async () => {
    const client = await rig.client();
    const number = newNumber();
    const numberId = await addNumber(rig, client, { number, forward: "portal" });
    expect(await write(rig, client, number, "hello \u00e9", { data_coding: 3, source_addr: "+4915112345678" })).toBe(
      "ESME_ROK",
    );
    expect(await storedFor(rig, number)).toMatchObject([
      {
        client_id: client.clientId,
        number_id: numberId,
        sender: handset,
        country: "DE",
        text: "hello é",
        connection_id: client.connectionId,
        parts: 1,
        received_at: expect.any(Date),
        assigned_at: expect.any(Date),
      },
    ]);
    expect(await fates(number)).toEqual([[client.clientId, "kept", "hello é"]]);
  });

  it("goes by its keyword to one of several clients that share a number", async () => {
    const [shop, bank, rest] = [await rig.client(), await rig.client(), await rig.client()];
    const number = newNumber();
    await addNumber(rig, shop, { number, keyword: "Shop", forward: "portal" });
    await addNumber(rig, bank, { number, keyword: "shopBANK", forward: "portal" });
    await addNumber(rig, rest, { number, forward: "portal" });
    for (const text of ["SHOP now", "shopbank 1", "shopping", "Shop"]) await write(rig, shop, number, text);
    expect((await storedFor(rig, number)).map(({ client_id }) => client_id)).toEqual([
      shop.clientId,
      bank.clientId,
      rest.clientId,
      shop.clientId,
    ]);
  });

  it("to a number of nobody's is kept, and is a client's once a person says so", async () => {
    const client = await rig.client();
    const number = newNumber();
    expect(await write(rig, client, number, "hello?")).toBe("ESME_ROK");
    expect(await fates(number)).toEqual([[null, "unassigned", "hello?"]]);
    const receiver = await rig.bind(client);
    const id = Number((await storedFor(rig, number))[0]?.id);
    const to = { clientId: client.clientId, forward: "smpp", by: "anna" } as const;
    const outcomes = await Promise.all([rig.core.incoming.assign(id, to), rig.core.incoming.assign(id, to)]);
    expect(outcomes.sort()).toEqual(["assigned", "not_free"]);
    expect(await rig.core.incoming.assign(id, to)).toBe("not_free");
    expect(await rig.core.incoming.assign(id + 1, to)).toBe("not_found");
    await eventually(() => expect(receiver.incoming).toHaveLength(1));
    await eventually(async () => expect(await fates(number)).toEqual([[client.clientId, "taken", "hello?"]]));
    expect(await storedFor(rig, number)).toMatchObject([{ assigned_by: "anna", number_id: null }]);
  });

  it("of several parts goes where its first part went, whichever comes first", async () => {
    const [one, other] = [await rig.client(), await rig.client()];
    const number = newNumber();
    await addNumber(rig, one, { number, keyword: "one", forward: "portal" });
    await addNumber(rig, other, { number, forward: "portal" });
    const part = (reference: number, at: number, text: string) =>
      write(rig, one, number, Buffer.concat([concatUdh8(reference, 3, at), Buffer.from(text)]), { esm_class: 0x40 });
    const early = part(1, 3, "the end");
    expect(await part(1, 1, "one day ")).toBe("ESME_ROK");
    expect([await early, await part(1, 2, "one way ")]).toEqual(["ESME_ROK", "ESME_ROK"]);
    await part(2, 1, "all ");
    await part(2, 2, "one ");
    expect((await fates(number)).map(([client, , text]) => [client, text])).toEqual([
      [one.clientId, "one day "],
      [one.clientId, "the end"],
      [one.clientId, "one way "],
      [other.clientId, "all "],
      [other.clientId, "one "],
    ]);
    // The first one never comes.
    expect(await part(3, 2, "one day")).toBe("ESME_ROK");
    expect((await fates(number)).at(-1)?.[0]).toBe(other.clientId);
  });

  it("is counted by the parts it takes", async () => {
    const client = await rig.client();
    const number = newNumber();
    const tlvs = { message_payload: Buffer.from("x".repeat(320)) };
    await write(rig, client, number, "", { tlvs });
    await write(rig, client, number, Buffer.alloc(141), { data_coding: 4 });
    expect((await storedFor(rig, number)).map(({ parts, text }) => [parts, text?.length])).toEqual([
      [3, 320],
      [2, undefined],
    ]);
  });

  it("with a header or octets nobody can read is kept all the same", async () => {
    const client = await rig.client();
    const number = newNumber();
    expect(await write(rig, client, number, Buffer.from([9, 0, 3]), { esm_class: 0x40 })).toBe("ESME_ROK");
    expect(await write(rig, client, number, Buffer.from([1, 2, 3]), { data_coding: 8 })).toBe("ESME_ROK");
    expect(await write(rig, client, number, "", { source_addr: "" })).toBe("ESME_ROK");
    expect(await storedFor(rig, number)).toHaveLength(3);
  });
});

describe("a client's receivers", () => {
  it("are handed what came, as it came", async () => {
    const [client, stranger] = [await rig.client(), await rig.client()];
    const [number, theirs] = [newNumber(), newNumber()];
    await addNumber(rig, client, { number });
    await addNumber(rig, stranger, { number: theirs });
    const [receiver, other] = [await rig.bind(client, { command: "bind_receiver" }), await rig.bind(stranger)];
    const udh = Buffer.from(concatUdh8(7, 2, 1));
    const octets = Buffer.concat([udh, Buffer.from("\u0416", "utf16le").swap16()]);
    await write(rig, client, number, octets, { esm_class: 0x40, data_coding: 8, protocol_id: 3 });
    await write(rig, client, number, "", { tlvs: { message_payload: Buffer.alloc(300, 0x61) } });
    await write(rig, client, theirs, "theirs");
    await eventually(() => expect([receiver.incoming.length, other.incoming.length]).toEqual([2, 1]));
    const short = receiver.incoming.find(({ esm_class }) => esm_class === 0x40);
    expect(short).toMatchObject({
      source_addr: handset,
      source_addr_ton: 1,
      destination_addr: number,
      dest_addr_ton: 3,
      data_coding: 8,
      protocol_id: 3,
      short_message: octets,
    });
    expect(receiver.incoming.find(({ esm_class }) => esm_class === 0)).toMatchObject({
      short_message: Buffer.alloc(0),
      tlvs: { message_payload: Buffer.alloc(300, 0x61) },
    });
    expect(other.incoming[0]?.short_message.toString()).toBe("theirs");
  });

  it("read it in their own default alphabet", async () => {
    const client = await rig.client({ credential: { default_alphabet: "latin1" } });
    const number = newNumber();
    await addNumber(rig, client, { number });
    const receiver = await rig.bind(client);
    // é and the Greek capital Delta of the GSM alphabet: Latin-1 has only the first.
    await write(rig, client, number, Buffer.from([0x05]));
    await write(rig, client, number, Buffer.from([0x10]));
    await eventually(() => expect(receiver.incoming).toHaveLength(2));
    expect(
      receiver.incoming.map(({ data_coding, short_message }) => [data_coding, short_message.toString("hex")]),
    ).toEqual([
      [0, "e9"],
      [8, "0394"],
    ]);
  });

  it("get what came before they bound, in turn and once", async () => {
    const client = await rig.client();
    const number = newNumber();
    await addNumber(rig, client, { number });
    await Promise.all(Array.from({ length: 40 }, (_, i) => write(rig, client, number, `n${i}`)));
    expect(await owedIncoming(rig, client)).toBe(40);
    const receivers = await Promise.all([
      rig.bind(client, { command: "bind_receiver" }),
      rig.bind(client, { command: "bind_receiver" }),
    ]);
    await rig.bind(client, { command: "bind_transmitter" });
    const texts = () => receivers.flatMap(({ incoming }) => incoming.map((pdu) => pdu.short_message.toString()));
    await eventually(() => expect(texts()).toHaveLength(40));
    expect(new Set(texts()).size).toBe(40);
    await eventually(async () => expect(await owedIncoming(rig, client)).toBe(0));
    await Promise.all(Array.from({ length: 10 }, (_, i) => write(rig, client, number, `m${i}`)));
    await eventually(() => expect(texts()).toHaveLength(50));
    expect(receivers.every(({ incoming }) => incoming.length > 4)).toBe(true);
  });

  it("that refuse it are offered it again", async () => {
    const client = await rig.client();
    const number = newNumber();
    await addNumber(rig, client, { number });
    const receiver = await rig.bind(client);
    receiver.answersReceipts = "ESME_RX_T_APPN";
    await write(rig, client, number, "again");
    await eventually(() => expect(receiver.turnedDown).toBe(1));
    expect(await fates(number)).toEqual([[client.clientId, "owed", "again"]]);
    receiver.answersReceipts = "ESME_ROK";
    await eventually(() => expect(receiver.incoming).toHaveLength(1));
    await eventually(async () => expect(await fates(number)).toEqual([[client.clientId, "taken", "again"]]));
  });

  it("get receipts and messages side by side over a narrow window", async () => {
    const client = await rig.client({ credential: { window_max: 2 } });
    const number = newNumber();
    await addNumber(rig, client, { number });
    const transmitter = await rig.bind(client, { command: "bind_transmitter" });
    for (let i = 0; i < 60; i++) await transmitter.submit();
    await Promise.all(Array.from({ length: 60 }, () => write(rig, client, number, "hi")));
    await eventually(async () => expect([await rig.owed(client), await owedIncoming(rig, client)]).toEqual([60, 60]));
    const receiver = await rig.bind(client, { command: "bind_receiver" });
    await eventually(() => expect(receiver.incoming.length + receiver.receiptPdus.length).toBe(120));
    const inOrder = [...receiver.incoming, ...receiver.receiptPdus].sort(
      (a, b) => a.sequence_number - b.sequence_number,
    );
    const half = inOrder.slice(0, 60).map(({ esm_class }) => (esm_class === 0 ? "incoming" : "receipt"));
    expect(half.filter((what) => what === "receipt").length).toBeGreaterThan(10);
    expect(half.filter((what) => what === "incoming").length).toBeGreaterThan(10);
  });

  it("get none while the client's setting says so, and all that is owed when it does no more", async () => {
    const client = await rig.client();
    const number = newNumber();
    await addNumber(rig, client, { number });
    const receiver = await rig.bind(client);
    const set = (on: boolean) =>
      rig
        .change(
          "update clients set incoming_smpp = $2 where id = $1",
          [client.clientId, on],
          `client:${client.clientId}`,
        )
        .then(() => rig.announced());
    receiver.answersReceipts = "ESME_RX_T_APPN";
    await write(rig, client, number, "owed");
    await eventually(() => expect(receiver.turnedDown).toBe(1));
    receiver.answersReceipts = "ESME_ROK";
    await set(false);
    await write(rig, client, number, "kept");
    expect(await fates(number)).toEqual([
      [client.clientId, "owed", "owed"],
      [client.clientId, "kept", "kept"],
    ]);
    await set(true);
    await eventually(
      () => expect(receiver.incoming.map(({ short_message }) => String(short_message))).toEqual(["owed"]),
      12_000,
    );
    await write(rig, client, number, "now");
    await eventually(() => expect(receiver.incoming).toHaveLength(2));
  });

  it("that never come leave it given up after days", async () => {
    const client = await rig.client();
    const number = newNumber();
    await addNumber(rig, client, { number });
    await write(rig, client, number, "too late");
    rig.clock.offsetMs = 4 * 86_400_000;
    await write(rig, client, number, "in time");
    expect(await rig.core.incoming.outbox.giveUpOld()).toBe(false);
    rig.clock.offsetMs = 0;
    expect(await fates(number)).toEqual([
      [client.clientId, "given_up", "too late"],
      [client.clientId, "owed", "in time"],
    ]);
    const receiver = await rig.bind(client);
    await eventually(() =>
      expect(receiver.incoming.map(({ short_message }) => String(short_message))).toEqual(["in time"]),
    );
  });
});

it("a supplier is told to keep its messages while too many wait for their commit", async () => {
  const client = await rig.client();
  const number = newNumber();
  const session = sessionOf(rig, client.systemId);
  expect(session).toBeDefined();
  const { incoming } = rig.core;
  Object.defineProperty(incoming, "depth", { get: () => 20_000, configurable: true });
  expect(await write(rig, client, number, "hi")).toBe("ESME_RX_T_APPN");
  Reflect.deleteProperty(incoming, "depth");
  expect(await write(rig, client, number, "hi")).toBe("ESME_ROK");
  expect(await storedFor(rig, number)).toHaveLength(1);
});
