import { createSmscSimulator } from "@switchyard/simulator";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePartitions } from "../../src/database/partitions.ts";
import { idAtTime } from "../../src/ids.ts";
import type { TestDatabase } from "../database.ts";
import { type Seeded, seed } from "../seed.ts";
import { expectBalanced } from "./books.ts";
import { bind, type Esme } from "./esme.ts";
import { startProcess } from "./process.ts";
import { createRig, eventually, type Rig, statusOf, type TestClient } from "./rig.ts";

const OPENING_MICROS = 1_000_000_000n;

describe("a switch that was killed", () => {
  let rig: Rig;
  const smsc = createSmscSimulator({ remember: 10_000, seed: 1 });
  const clients: Record<"waiting" | "flying" | "halfsent" | "owing" | "scheduled" | "held", TestClient> =
    Object.create(null);
  const ids: Record<string, string[]> = {};

  const submitMany = async (esme: Esme, count: number, fields = {}) =>
    (await Promise.all(Array.from({ length: count }, () => esme.submit(fields)))).map(({ id }) => id);

  async function firstLife(database: TestDatabase): Promise<void> {
    const { port } = await smsc.listen();
    const seedClient = async (name: keyof typeof clients, options = {}) => {
      const seeded = await seed(database.pool, {
        smscPort: port,
        systemId: name,
        billing: "delivered",
        balanceMicros: OPENING_MICROS,
        connection: { system_id: name },
        ...options,
      });
      clients[name] = { ...seeded, openingMicros: OPENING_MICROS };
    };
    await seedClient("waiting", { connection: { system_id: "waiting", port: 9 } });
    await seedClient("flying");
    await seedClient("halfsent", { connection: { system_id: "halfsent", window_max: 1 } });
    await seedClient("owing");
    await seedClient("scheduled");
    await seedClient("held", { client: { block: "hold" } });
    const process = await startProcess(database);
    const to = async (
      name: keyof typeof clients,
      command: "bind_transceiver" | "bind_transmitter" = "bind_transmitter",
    ) => bind({ port: process.port, ...clients[name], command });
    ids.owing = await submitMany(await to("owing"), 50);
    await eventually(async () => expect(await owed(database.pool, clients.owing)).toBe(50));
    ids.waiting = await submitMany(await to("waiting"), 200);
    ids.scheduled = await submitMany(await to("scheduled"), 5, { schedule_delivery_time: "000000010000000R" });
    ids.held = await submitMany(await to("held"), 20);
    smsc.pauseReceipts();
    smsc.set({ responseLatency: { kind: "fixed", ms: 400 } });
    smsc.forgetSubmits();
    ids.halfsent = await submitMany(await to("halfsent"), 1, {
      short_message: Buffer.alloc(0),
      tlvs: { message_payload: Buffer.alloc(153 * 4, "x") },
    });
    await eventually(async () => {
      const { rows } = await database.pool.query("select part_states from messages where id = $1", [ids.halfsent?.[0]]);
      expect(rows[0].part_states).toBe("ssqq");
    });
    ids.flying = await submitMany(await to("flying"), 100);
    await eventually(() => expect(smsc.submits.filter(({ system_id }) => system_id === "flying")).toHaveLength(100));
    await process.kill();
    smsc.set({ responseLatency: { kind: "fixed", ms: 0 } });
    // A lifted hold that nobody was there to hear of.
    await database.pool.query("update clients set block = 'none' where id = $1", [clients.held.clientId]);
    await database.pool.query("update connections set port = $1", [port]);
  }

  async function owed(pool: Pool, { clientId }: Seeded): Promise<number> {
    const { rows } = await pool.query(
      `select count(*)::int as n from messages where client_id = $1 and status >= 10 and receipt_state = 1
       and id not in (select message_id from client_receipts)`,
      [clientId],
    );
    return rows[0].n;
  }

  beforeAll(async () => {
    rig = await createRig({ before: firstLife });
    smsc.resumeReceipts();
  });
  afterAll(async () => {
    await rig.close();
    await smsc.stop(0);
  });

  it.each(["waiting", "flying", "halfsent", "owing", "scheduled", "held"] as const)(
    "takes up what was %s: each is delivered, told and charged once",
    async (name) => {
      const client = clients[name];
      const esme = await rig.bind(client);
      rig.clock.offsetMs = name === "scheduled" ? 2 * 3_600_000 : 0;
      await eventually(() => expect(esme.receipts.map(({ id }) => id).sort()).toEqual(ids[name]?.sort()), 20_000);
      const books = await expectBalanced(rig.pool, client);
      const parts = name === "halfsent" ? 4n : BigInt(ids[name]?.length ?? 0);
      expect(books).toMatchObject({ chargedMicros: parts * 12_500n, reservedMicros: 0n });
    },
    60_000,
  );

  it("sends again no more than what was in flight", () => {
    const submits = (system_id: string) => smsc.submits.filter((submit) => submit.system_id === system_id).length;
    expect(submits("waiting")).toBe(200);
    expect(submits("flying")).toBe(200);
    // Two parts were answered; one more may have been in the window of one.
    expect(submits("halfsent")).toBeGreaterThanOrEqual(4);
    expect(submits("halfsent")).toBeLessThanOrEqual(5);
    expect(submits("held")).toBe(20);
  });
});

describe("a switch whose clock was ahead in its last life", () => {
  it("goes on with greater ids, and has tables for them", async () => {
    const aheadMs = Date.now() + 40 * 86_400_000;
    let client: Seeded | undefined;
    const rig = await createRig({
      async before({ pool }, smscPort) {
        client = await seed(pool, { smscPort });
        await makePartitions(pool, aheadMs, 0);
        await pool.query(
          `insert into messages (id, client_id, channel, status, sender, source_ton, source_npi, recipient, alphabet,
             data_coding, esm_class, protocol_id, parts, registered_delivery, received_at, valid_until)
           values ($1, $2, 1, 15, 'x', 5, 0, '4915112345678', 1, 0, 0, 0, 1, 0, now(), now())`,
          [idAtTime(aheadMs), client.clientId],
        );
      },
    });
    if (!client) throw new Error("unreachable");
    const esme = await rig.bind(client);
    const { status, id } = await esme.submit();
    expect(status).toBe("ESME_ROK");
    expect(Number(id)).toBeGreaterThan(idAtTime(aheadMs));
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELIVRD" }]));
    await rig.close();
  });
});

describe("a waiting message that no submit_sm can carry", () => {
  it("is rejected alone: the switch starts, and what stands behind it leaves", async () => {
    let client: TestClient | undefined;
    const poison = (n: number) => idAtTime(Date.now() - 60_000) + n;
    const first = poison(1);
    const rig = await createRig({
      async before({ pool }, smscPort) {
        await makePartitions(pool, Date.now());
        client = { ...(await seed(pool, { smscPort })), openingMicros: 1_000_000_000_000n };
        for (const [id, sender, validUntil] of [
          [first, "a sender of more than twenty octets", "2030-01-01"],
          [first + 1, "Switchyard", "2100-01-01"],
          [first + 2, "Switchyard", "2030-01-01"],
        ]) {
          await pool.query(
            `insert into messages (id, client_id, channel, status, sender, source_ton, source_npi, recipient, alphabet,
               data_coding, esm_class, protocol_id, parts, registered_delivery, received_at, valid_until, text, connection_id)
             values ($1, $2, 1, 1, $3, 5, 0, '4915112345678', 1, 0, 0, 0, 1, 1, now(), $5, 'x', $4)`,
            [id, client.clientId, sender, client.connectionId, validUntil],
          );
          await pool.query("insert into queue (message_id, client_id, connection_id) values ($1, $2, $3)", [
            id,
            client.clientId,
            client.connectionId,
          ]);
        }
      },
    });
    if (!client) throw new Error("unreachable");
    const esme = await rig.bind(client);
    await eventually(() =>
      expect(esme.receipts.map(({ id, state }) => [id, state]).sort()).toEqual([
        [String(first), "REJECTD"],
        [String(first + 1), "REJECTD"],
        [String(first + 2), "DELIVRD"],
      ]),
    );
    expect(statusOf(await rig.message(String(first)))).toBe("rejected");
    await rig.close();
  });
});
