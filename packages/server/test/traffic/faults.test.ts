import { runLoad } from "@switchyard/simulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Author, recordChange } from "../../src/history/history.ts";
import { expectBalanced } from "./books.ts";
import { createRig, eventually, type Rig, statusOf } from "./rig.ts";

/** Ends the switch's own sessions with this name, as a broken line would. */
async function breakConnections(rig: Rig, name: string): Promise<number> {
  const { rows } = await rig.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = $1`,
    [`switchyard ${name}`],
  );
  return rows.length;
}

describe("a database connection that breaks", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await createRig();
  });
  afterAll(() => rig.close());

  it("under load, again and again, loses and doubles nothing", async () => {
    const client = await rig.client({ billing: "delivered" });
    const load = runLoad({
      port: rig.core.smppPort,
      system_id: client.systemId,
      password: client.password,
      connections: 2,
      window: 200,
      count: 6_000,
      receiptGraceMs: 20_000,
    });
    let broken = 0;
    for (let i = 0; i < 12; i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      broken += await breakConnections(rig, i % 2 === 0 ? "accept" : "progress");
    }
    const report = await load;
    expect(broken).toBeGreaterThanOrEqual(8);
    expect(report).toMatchObject({ acknowledged: 6_000, receiptsMissing: 0, duplicateReceipts: 0, unanswered: 0 });
    await rig.core.traffic.drained();
    const { rows } = await rig.pool.query(
      "select count(*)::int as count, count(*) filter (where status = 10)::int as done from messages where client_id = $1",
      [client.clientId],
    );
    expect(rows).toEqual([{ count: 6_000, done: 6_000 }]);
    expect(await expectBalanced(rig.pool, client)).toMatchObject({
      chargedMicros: 6_000n * 12_500n,
      reservedMicros: 0n,
    });
  });

  it("to the announcements misses none: settings and payments act when it is back", async () => {
    const client = await rig.client({ balanceMicros: 0n });
    const esme = await rig.bind(client);
    expect((await esme.submit()).status).toBe("ESME_RSUBMITFAIL");
    expect(await breakConnections(rig, "listen")).toBe(1);
    // Changed without a word, as if it had been said while nobody listened.
    await rig.pool.query("update client_funds set balance_micros = 12500 where client_id = $1", [client.clientId]);
    await rig.pool.query("update smpp_credentials set tps = 1 where id = $1", [client.credentialId]);
    await eventually(async () => expect((await esme.submit()).status).toBe("ESME_ROK"));
    await eventually(async () => expect((await esme.submit()).status).toBe("ESME_RTHROTTLED"));
  });

  it("while the funds are read anew neither loses nor doubles what is released meanwhile", async () => {
    const client = await rig.client({ billing: "delivered" });
    const esme = await rig.bind(client);
    rig.smsc.set({ outcomes: [{ value: { state: "UNDELIV", error: "001" }, weight: 1 }] });
    rig.smsc.pauseReceipts();
    for (let i = 0; i < 20; i++) await esme.submit();
    await eventually(async () => expect((await expectBalanced(rig.pool, client)).reservedMicros).toBe(20n * 12_500n));
    // What the database said of the funds is some time on its way.
    const { query } = rig.corePool;
    rig.corePool.query = (async (...given: unknown[]) => {
      const result = await Reflect.apply(query, rig.corePool, given);
      if (String(given[0]).includes("as unreserved")) await new Promise((resolve) => setTimeout(resolve, 300));
      return result;
    }) as typeof query;
    const reading = rig.core.traffic.resyncFunds();
    rig.smsc.resumeReceipts();
    await reading;
    rig.corePool.query = query;
    await eventually(() => expect(esme.receipts).toHaveLength(20));
    const { reservedMicros, balanceMicros } = await expectBalanced(rig.pool, client);
    expect(reservedMicros).toBe(0n);
    expect(rig.core.traffic.funds.unreservedMicros(client.clientId)).toBe(balanceMicros);
  });
});

describe("a change that the database refuses for good", () => {
  it("is told to whoever waits for it, and holds up nobody", async () => {
    const rig = await createRig();
    const kept = { connectionId: 1, atMs: rig.clock.now(), state: "DELIVRD", errorCode: null };
    const { progress } = rig.core.traffic;
    const told = await Promise.all(
      ["fine", "not\0fine", "fine too"].map(
        (supplierMessageId) =>
          new Promise<boolean>((resolve) => progress.keepUnmatched({ ...kept, supplierMessageId }, resolve)),
      ),
    );
    expect(told).toEqual([true, false, true]);
    await rig.close();
  });
});

describe("an announced change", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await createRig();
  });
  afterAll(() => rig.close());
  const author: Author = { actor: "test", remoteAddress: "" };

  /** Changes as the admin API does, and answers how long it takes until it acts. */
  async function actsAfterMs(
    sql: string,
    values: unknown[],
    announce: string,
    acts: () => Promise<boolean>,
  ): Promise<number> {
    const connection = await rig.pool.connect();
    await connection.query("begin");
    await connection.query(sql, values);
    await recordChange(connection, author, {
      clientId: null,
      category: "client",
      entity: "client",
      entityId: 1,
      action: "update",
      before: {},
      after: {},
      announce: [announce],
    });
    await connection.query("commit");
    connection.release();
    const changedAtMs = performance.now();
    await eventually(async () => expect(await acts()).toBe(true), 1_000);
    return performance.now() - changedAtMs;
  }

  it("of a price, a route or a block acts within a second", async () => {
    const client = await rig.client({ balanceMicros: 1_000_000n });
    const esme = await rig.bind(client);
    const { clientId } = client;
    const status = async () => (await esme.submit()).status;
    const tookMs = [
      await actsAfterMs(
        "update tariff_rows set amount_micros = 30000 where client_id = $1",
        [clientId],
        `tariff:client:${clientId}`,
        async () => (await rig.message((await esme.submit()).id)).charged_micros === 30_000n,
      ),
      await actsAfterMs(
        "update routes set enabled = false where client_id = $1",
        [clientId],
        `routes:client:${clientId}`,
        async () => (await status()) === "ESME_RSUBMITFAIL",
      ),
      await actsAfterMs(
        "update routes set enabled = true where client_id = $1",
        [clientId],
        `routes:client:${clientId}`,
        async () => (await status()) === "ESME_ROK",
      ),
      await actsAfterMs(
        "update clients set block = 'hold' where id = $1",
        [clientId],
        `client:${clientId}`,
        async () => statusOf(await rig.message((await esme.submit()).id)) === "held",
      ),
    ];
    console.log(`announced changes acted after ${tookMs.map((ms) => Math.round(ms)).join(", ")} ms`);
  });

  it("with a payment raises what can be spent, once", async () => {
    const client = await rig.client({ balanceMicros: 0n });
    const { clientId } = client;
    await rig.change(
      "update client_funds set balance_micros = balance_micros + 12500 where client_id = $1",
      [clientId],
      `funds:${clientId}:12500:77`,
    );
    await rig.change("select 1", [], `funds:${clientId}:12500:77`, `tariff:supplier:1`);
    await rig.announced();
    const esme = await rig.bind(client);
    expect([(await esme.submit()).status, (await esme.submit()).status]).toEqual(["ESME_ROK", "ESME_RSUBMITFAIL"]);
  });
});

describe("a queue longer than memory holds", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await createRig({ queueLimits: { inMemoryMax: 40, refillMax: 25 }, remember: 10_000 });
  });
  afterAll(() => rig.close());

  it("loses and doubles nothing while it drains, is added to, and taken from", async () => {
    const client = await rig.client({ billing: "delivered", connection: rig.downLink });
    const esme = await rig.bind(client);
    const submit = async (count: number) =>
      (await Promise.all(Array.from({ length: count }, () => esme.submit()))).map(({ id }) => id);
    const first = await submit(800);
    expect(rig.core.traffic.queues.waiting(client.connectionId)).toBe(800);
    expect(rig.core.traffic.live.size).toBeLessThanOrEqual(40);
    // Some are taken back while they wait in the database alone.
    const cancelled = first.filter((_, i) => i % 40 === 39);
    for (const message_id of cancelled) {
      expect(await esme.request({ command: "cancel_sm", message_id })).toMatchObject({ command_status: 0 });
    }
    const [second] = await Promise.all([submit(400), rig.raiseLink(client)]);
    const all = [...first, ...second];
    await eventually(() => expect(esme.receipts).toHaveLength(all.length), 20_000);
    expect(esme.receipts.map(({ id }) => id).sort()).toEqual(all.sort());
    expect(rig.smsc.submits).toHaveLength(all.length - cancelled.length);
    expect(await expectBalanced(rig.pool, client)).toMatchObject({
      chargedMicros: BigInt(all.length - cancelled.length) * 12_500n,
      reservedMicros: 0n,
    });
    expect(rig.core.traffic.queues.waiting(client.connectionId)).toBe(0);
  });

  it("keeps its order, whoever asks about what waits in it", async () => {
    const client = await rig.client({ connection: rig.downLink });
    const esme = await rig.bind(client);
    const stranger = await rig.bind(await rig.client());
    rig.smsc.forgetSubmits();
    const ids: string[] = [];
    for (let i = 0; i < 120; i++) ids.push((await esme.submit({ short_message: Buffer.from(`#${i}`) })).id);
    for (const message_id of ids) await stranger.request({ command: "cancel_sm", message_id });
    await rig.raiseLink(client);
    await eventually(() => expect(esme.receipts).toHaveLength(120));
    expect(rig.smsc.submits.map(({ octets }) => octets.toString())).toEqual(ids.map((_, i) => `#${i}`));
  });
});
