import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createReceiptOutbox } from "../../src/receipts/receipt-outbox.ts";
import type { Esme } from "./esme.ts";
import { createRig, eventually, type Rig, type TestClient } from "./rig.ts";

let rig: Rig;
/** For the tests that take some seconds of waiting, and so run side by side. */
const patient: TestClient[] = [];

beforeAll(async () => {
  rig = await createRig();
  for (const window_max of [100, 20, 5]) patient.push(await rig.client({ credential: { window_max } }));
});
afterAll(() => rig.close());

const idsOf = (esmes: readonly Esme[]) => esmes.flatMap(({ receipts }) => receipts.map(({ id }) => id));

async function submitMany(esme: Esme, count: number): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => esme.submit()));
  expect(answers.every(({ status }) => status === "ESME_ROK")).toBe(true);
  return answers.map(({ id }) => id);
}

function takePatient(): TestClient {
  const client = patient.shift();
  if (!client) throw new Error("more patient tests than clients for them");
  return client;
}

const isOwed = (client: TestClient, count: number) =>
  eventually(async () => expect(await rig.owed(client)).toBe(count));

describe("receipts to a client", () => {
  it("are kept until a receiver binds", async () => {
    const client = await rig.client();
    const transmitter = await rig.bind(client, { command: "bind_transmitter" });
    const ids = await submitMany(transmitter, 30);
    await isOwed(client, 30);
    await transmitter.unbind();
    const receiver = await rig.bind(client, { command: "bind_receiver" });
    await eventually(() => expect(idsOf([receiver]).sort()).toEqual(ids.sort()));
    await isOwed(client, 0);
    expect(receiver.receiptPdus[0]).toMatchObject({ esm_class: 4, tlvs: { message_state: 2 } });
  });

  it("go to any session that receives, not to other clients", async () => {
    const client = await rig.client();
    const stranger = await rig.bind(await rig.client());
    const transmitter = await rig.bind(client, { command: "bind_transmitter" });
    const receivers = await Promise.all([rig.bind(client, { command: "bind_receiver" }), rig.bind(client)]);
    const ids = await submitMany(transmitter, 60);
    await eventually(() => expect(idsOf(receivers).sort()).toEqual(ids.sort()));
    expect(receivers.every(({ receipts }) => receipts.length > 0)).toBe(true);
    expect(stranger.receipts).toEqual([]);
  });

  it.concurrent("that a receiver refuses are offered again", async () => {
    const client = takePatient();
    const esme = await rig.bind(client);
    esme.answersReceipts = "ESME_RX_T_APPN";
    const [id] = await submitMany(esme, 1);
    await eventually(() => expect(esme.turnedDown).toBe(1));
    expect(await rig.owed(client)).toBe(1);
    esme.answersReceipts = "ESME_ROK";
    await eventually(() => expect(idsOf([esme])).toEqual([id]));
    await isOwed(client, 0);
  });

  it.concurrent("are not lost when the receiver goes with its window open", async () => {
    const client = takePatient();
    const first = await rig.bind(client);
    first.answersReceipts = "silence";
    const ids = await submitMany(first, 100);
    await eventually(() => expect(rig.core.sessions(client.clientId)[0]?.receiptsPending).toBe(20));
    first.cut();
    await eventually(() => expect(rig.core.sessions(client.clientId)).toEqual([]));
    const second = await rig.bind(client);
    await eventually(() => expect([...new Set(idsOf([second]))].sort()).toEqual(ids.sort()));
    await isOwed(client, 0);
  });

  it.concurrent("that one receiver leaves unanswered are taken by another when it goes", async () => {
    const client = takePatient();
    const [silent, willing] = await Promise.all([rig.bind(client), rig.bind(client)]);
    silent.answersReceipts = "silence";
    const ids = await submitMany(willing, 40);
    await eventually(() => expect(idsOf([willing]).length).toBeGreaterThanOrEqual(35));
    silent.cut();
    await eventually(() => expect([...new Set(idsOf([willing]))].sort()).toEqual(ids.sort()));
    await isOwed(client, 0);
  });

  it("come for more messages than memory keeps of one client", async () => {
    const client = await rig.client();
    const transmitter = await rig.bind(client, { command: "bind_transmitter" });
    const ids = await submitMany(transmitter, 1_000);
    await isOwed(client, 1_000);
    // Thousands more that an earlier life left.
    await rig.pool.query(
      `insert into messages select (m).* from (
         select jsonb_populate_record(m, jsonb_build_object('id', m.id - n * 10000000)) as m
         from messages m cross join generate_series(1, 6) n where m.client_id = $1) copies`,
      [client.clientId],
    );
    await rig.pool.query(
      `insert into owed_receipts select client_id, id from messages where client_id = $1 on conflict do nothing`,
      [client.clientId],
    );
    const receiver = await rig.bind(client, { command: "bind_receiver" });
    await eventually(() => expect(new Set(idsOf([receiver])).size).toBe(ids.length * 7), 20_000);
    expect(receiver.receipts).toHaveLength(ids.length * 7);
    await isOwed(client, 0);
  });

  it.each([
    [0, "DELIVRD", 0],
    [1, "DELIVRD", 1],
    [2, "DELIVRD", 0],
    [2, "UNDELIV", 1],
    [3, "DELIVRD", 1],
    [3, "UNDELIV", 0],
  ] as const)("asked for by registered_delivery %i after %s are %i", async (registered_delivery, state, count) => {
    const client = await rig.client();
    const esme = await rig.bind(client);
    rig.smsc.set({ outcomes: [{ value: { state, error: "000" }, weight: 1 }] });
    await esme.submit({ registered_delivery });
    await eventually(async () => {
      const { rows } = await rig.pool.query("select status from messages where client_id = $1", [client.clientId]);
      expect(rows[0].status).toBeGreaterThanOrEqual(10);
    });
    await isOwed(client, 0);
    expect(esme.receipts).toHaveLength(count);
    rig.smsc.set({ outcomes: [{ value: { state: "DELIVRD", error: "000" }, weight: 1 }] });
  });

  it("nobody took for days are given up, counted from the end of the message and not from its beginning", async () => {
    const client = await rig.client();
    const transmitter = await rig.bind(client, { command: "bind_transmitter" });
    await submitMany(transmitter, 2);
    await isOwed(client, 2);
    const day = 86_400_000;
    const { rows } = await rig.pool.query<{ id: bigint }>(
      "update messages set done_at = now() + interval '10 days' where id = (select max(id) from messages where client_id = $1) returning id",
      [client.clientId],
    );
    rig.clock.offsetMs = 4 * day;
    const { pool, core, clock } = rig;
    const outbox = createReceiptOutbox({
      pool,
      progress: core.traffic.progress,
      clock,
      onTrouble: (error) => rig.troubles.push(error),
    });
    expect(await outbox.giveUpOld()).toBe(false);
    rig.clock.offsetMs = 0;
    const left = await rig.pool.query("select message_id from owed_receipts where client_id = $1", [client.clientId]);
    expect(left.rows).toEqual([{ message_id: rows[0]?.id }]);
  });
});
