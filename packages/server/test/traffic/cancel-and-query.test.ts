import { type Pdu, statusCode, statusName } from "@switchyard/smpp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectBalanced } from "./books.ts";
import type { Esme } from "./esme.ts";
import { createRig, eventually, type Rig, statusOf } from "./rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

async function cancel(esme: Esme, message_id: string): Promise<string> {
  return statusName((await esme.request({ command: "cancel_sm", message_id })).command_status);
}

const query = (esme: Esme, message_id: string): Promise<Pdu> => esme.request({ command: "query_sm", message_id });

describe("query_sm", () => {
  it("tells the state of the client's own message while it waits and when it is final", async () => {
    const client = await rig.client();
    const esme = await rig.bind(client);
    const waiting = await esme.submit({ schedule_delivery_time: "000000010000000R" });
    expect(await query(esme, waiting.id)).toMatchObject({ command_status: 0, message_state: 0, final_date: "" });
    const done = await esme.submit();
    await eventually(() => expect(esme.receipts).toHaveLength(1));
    expect(await query(esme, done.id)).toMatchObject({
      command_status: 0,
      message_id: done.id,
      message_state: 2,
      final_date: expect.stringMatching(/^\d{13}00\+$/),
    });
  });

  it("knows ids in the form the credential was given them", async () => {
    const client = await rig.client({ credential: { receipt_id_format: "hex" } });
    const esme = await rig.bind(client);
    const { id } = await esme.submit();
    expect(id).toMatch(/^[0-9A-F]+$/);
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELIVRD" }]));
    expect(await query(esme, id)).toMatchObject({ command_status: 0, message_id: id });
  });

  it.each(["", "0", "nonsense", "99999999999999999999", "-1", "1e5"])("refuses the id %j", async (id) => {
    const esme = await rig.bind(await rig.client());
    expect(statusName((await query(esme, id)).command_status)).toBe("ESME_RQUERYFAIL");
    expect(await cancel(esme, id)).toBe("ESME_RCANCELFAIL");
    esme.cut();
  });
});

describe("cancel_sm", () => {
  it("takes back a scheduled message, tells DELETED, and returns what was reserved for it", async () => {
    const client = await rig.client({ billing: "delivered" });
    const esme = await rig.bind(client);
    const { id } = await esme.submit({ schedule_delivery_time: "000000010000000R" });
    expect((await expectBalanced(rig.pool, client)).reservedMicros).toBe(12_500n);
    expect(await cancel(esme, id)).toBe("ESME_ROK");
    expect(statusOf(await rig.message(id))).toBe("cancelled");
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELETED" }]));
    expect(await expectBalanced(rig.pool, client)).toMatchObject({
      balanceMicros: client.openingMicros,
      reservedMicros: 0n,
    });
    expect(await cancel(esme, id)).toBe("ESME_RCANCELFAIL");
  });

  it("takes back a message that waits for its connection, which then never sees it", async () => {
    const client = await rig.client({ connection: rig.downLink });
    const esme = await rig.bind(client);
    rig.smsc.forgetSubmits();
    const first = await esme.submit({ short_message: Buffer.from("one") });
    const second = await esme.submit({ short_message: Buffer.from("two") });
    expect(await cancel(esme, first.id)).toBe("ESME_ROK");
    await rig.raiseLink(client);
    await eventually(() => expect(esme.receipts.map(({ id }) => id).sort()).toEqual([first.id, second.id]));
    expect(rig.smsc.submits.map(({ octets }) => octets.toString())).toEqual(["two"]);
  });

  it("is too late once the message is on its way: what the supplier may deliver is not given away", async () => {
    const client = await rig.client({ billing: "delivered" });
    const esme = await rig.bind(client);
    rig.smsc.set({ responseLatency: { kind: "fixed", ms: 300 } });
    try {
      rig.smsc.forgetSubmits();
      const { id } = await esme.submit();
      await eventually(() => expect(rig.smsc.submits).toHaveLength(1));
      expect(await cancel(esme, id)).toBe("ESME_RCANCELFAIL");
      await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELIVRD" }]));
      expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(12_500n);
    } finally {
      rig.smsc.set({ responseLatency: { kind: "fixed", ms: 0 } });
    }
  });
});

describe("a long message of which a part has arrived", () => {
  it("can't be taken back: what was delivered is not made cancelled", async () => {
    const client = await rig.client({ billing: "delivered", connection: { window_max: 1 } });
    const esme = await rig.bind(client);
    const submitted = rig.smsc.counters.submits;
    // The first part is taken and delivered, then the supplier wants a rest.
    rig.smsc.set({ responseLatency: { kind: "fixed", ms: 100 } });
    const { id } = await esme.submit({
      short_message: Buffer.alloc(0),
      tlvs: { message_payload: Buffer.alloc(153 * 3, "x") },
    });
    await eventually(() => expect(rig.smsc.counters.submits).toBe(submitted + 1));
    rig.smsc.setErrorRate(1, "ESME_RTHROTTLED");
    await eventually(async () => expect((await rig.message(id)).part_states).toBe("dqq"));
    await eventually(() =>
      expect(rig.core.links().find((link) => link.id === client.connectionId)?.windowInUse).toBe(0),
    );
    expect(await cancel(esme, id)).toBe("ESME_RCANCELFAIL");
    rig.smsc.setErrorRate(0);
    rig.smsc.set({ responseLatency: { kind: "fixed", ms: 0 } });
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELIVRD" }]));
    expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(3n * 12_500n);
  });
});

describe("another client", () => {
  it("can neither see nor stop a message, nor keep it from leaving by asking", async () => {
    const owner = await rig.client({ connection: rig.downLink });
    const stranger = await rig.bind(await rig.client());
    const esme = await rig.bind(owner);
    const { id } = await esme.submit();
    const liveBefore = rig.core.traffic.live.size;
    expect(await query(stranger, id)).toMatchObject({ command_status: statusCode("ESME_RQUERYFAIL") });
    expect(await cancel(stranger, id)).toBe("ESME_RCANCELFAIL");
    expect(statusOf(await rig.message(id))).toBe("queued");
    expect(rig.core.traffic.live.size).toBe(liveBefore);
    await rig.raiseLink(owner);
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELIVRD" }]));
  });

  it("leaves nothing in memory when it asks for what is over", async () => {
    const client = await rig.client();
    const esme = await rig.bind(client);
    const { id } = await esme.submit();
    await eventually(() => expect(esme.receipts).toHaveLength(1));
    await eventually(() => expect(rig.core.traffic.live.get(Number(id))).toBeUndefined());
    expect(await cancel(esme, id)).toBe("ESME_RCANCELFAIL");
    await query(esme, id);
    expect(rig.core.traffic.live.get(Number(id))).toBeUndefined();
  });
});
