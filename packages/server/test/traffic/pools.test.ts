/** Shares of a pool under load, while members fail and return; and what moves from one member to another. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectBalanced } from "./books.ts";
import type { Esme } from "./esme.ts";
import { createRig, eventually, type Member, poolOf, type Rig, type TestClient } from "./rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const countOf = ({ smsc }: Member): number => smsc.submits.length;
const forget = (members: readonly Member[]) => {
  for (const { smsc } of members) smsc.forgetSubmits();
};
const stop = (members: readonly Member[]) => Promise.all(members.map(({ smsc }) => smsc.stop(0)));

async function submitMany(esme: Esme, count: number): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, i) => esme.submit({ short_message: Buffer.from(`#${i}`) })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(["ESME_ROK"]));
  return answers.map(({ id }) => id);
}

/** Some hundred messages a second until it is stopped. */
function underLoad(esme: Esme): { stop(): void; accepted(): Promise<string[]> } {
  const sent: Promise<string[]>[] = [];
  const timer = setInterval(() => sent.push(submitMany(esme, 10)), 20);
  return {
    stop: () => clearInterval(timer),
    accepted: async () => (await Promise.all(sent)).flat(),
  };
}

function die({ smsc }: Member): void {
  smsc.refuseBinds(true);
  smsc.disconnectAll();
}

async function comeBack({ smsc, connectionId }: Member): Promise<void> {
  smsc.refuseBinds(false);
  await eventually(() => {
    if (!rig.core.connections.isUp(connectionId)) throw new Error("the member is not back");
  });
}

async function waitingAt(connectionId: number): Promise<number> {
  const { rows } = await rig.pool.query<{ count: number }>(
    `select count(*)::int as count from queue q join messages m on m.id = q.message_id
     where q.connection_id = $1 and m.status = 1`,
    [connectionId],
  );
  return rows[0]?.count ?? 0;
}

async function movesOf(client: TestClient): Promise<{ reason: string; count: number }[]> {
  const { rows } = await rig.pool.query<{ reason: string; count: number }>(
    `select v.reason, count(*)::int as count from moves v join messages m on m.id = v.message_id
     where m.client_id = $1 group by v.reason order by v.reason`,
    [client.clientId],
  );
  return rows;
}

it("keeps 50/30/20 exactly, moves the share of a member that dies within two seconds, and gives it back", async () => {
  const client = await rig.client();
  const members = await poolOf(rig, client, [{ percent: 50 }, { percent: 30 }, { percent: 20 }]);
  const [dying] = members as [Member, Member, Member];
  const esme = await rig.bind(client);
  const ids = await submitMany(esme, 300);
  await eventually(() => expect(members.map(countOf)).toEqual([150, 90, 60]));

  // Under load the first is killed: what it had, waiting or unanswered, must leave by the others.
  const load = underLoad(esme);
  await new Promise((resolve) => setTimeout(resolve, 500));
  die(dying);
  const diedAtMs = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await eventually(async () => expect(await waitingAt(dying.connectionId)).toBe(0), 5_000).finally(load.stop);
  const movedAfterMs = performance.now() - diedAtMs;
  ids.push(...(await load.accepted()));
  expect(movedAfterMs).toBeLessThan(2_000);

  await comeBack(dying);
  forget(members);
  ids.push(...(await submitMany(esme, 200)));
  await eventually(() => expect(members.map(countOf)).toEqual([100, 60, 40]));
  await eventually(() => expect(new Set(esme.receipts.map(({ id }) => id))).toEqual(new Set(ids)), 10_000);
  expect(new Set(esme.receipts.map(({ state }) => state))).toEqual(new Set(["DELIVRD"]));
  expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(BigInt(ids.length) * 12_500n);
  console.log(`the share of the member that died had moved after ${Math.round(movedAfterMs)} ms`);
  await stop(members);
});

it("moves what waits at a paused connection, and lets it wait where there is nobody else", async () => {
  const client = await rig.client();
  const members = await poolOf(rig, client, [{ percent: 100, connection: { tps: 1 } }, { percent: 0 }]);
  const [slow, other] = members as [Member, Member];
  await rig.change("update pools set strategy = 'priority' where id = $1", [client.poolId], `pool:${client.poolId}`);
  await rig.announced();
  const esme = await rig.bind(client);
  const ids = await submitMany(esme, 50);
  expect(countOf(other)).toBe(0);
  await rig.change(
    "update connections set paused = true where id = $1",
    [slow.connectionId],
    `connection:${slow.connectionId}`,
  );
  await eventually(() => expect(countOf(slow) + countOf(other)).toBe(50), 4_000);
  await eventually(() => expect(new Set(esme.receipts.map(({ id }) => id))).toEqual(new Set(ids)));
  expect((await movesOf(client)).map(({ reason }) => reason)).toEqual(["paused"]);
  await expectBalanced(rig.pool, client);
  await stop(members);
});

it("sends a message refused with a rerouting code to the next member, and books that one's cost", async () => {
  const client = await rig.client();
  const reroute = { reroute_errors: ["ESME_RINVDSTADR"] };
  const members = await poolOf(rig, client, [
    { percent: 50, connection: reroute },
    { percent: 30, connection: reroute },
    { percent: 20 },
  ]);
  await rig.change("update pools set strategy = 'priority' where id = $1", [client.poolId], `pool:${client.poolId}`);
  await rig.announced();
  const [first, second, third] = members as [Member, Member, Member];
  first.smsc.setErrorRate(1, "ESME_RINVDSTADR");
  second.smsc.setErrorRate(1, "ESME_RINVDSTADR");
  const esme = await rig.bind(client);
  const ids = await submitMany(esme, 20);
  const long = await esme.submit({
    short_message: Buffer.alloc(0),
    tlvs: { message_payload: Buffer.from("a".repeat(400)) },
  });
  ids.push(long.id);
  await eventually(() => expect(new Set(esme.receipts.map(({ id }) => id))).toEqual(new Set(ids)));
  expect(new Set(esme.receipts.map(({ state }) => state))).toEqual(new Set(["DELIVRD"]));
  expect(countOf(third)).toBe(23);
  expect(await movesOf(client)).toEqual([{ reason: "ESME_RINVDSTADR", count: 42 }]);
  const { rows: attempts } = await rig.pool.query<{ connection_id: number; count: number }>(
    `select connection_id, count(*)::int as count from attempts where message_id = any($1::bigint[])
     group by connection_id order by connection_id`,
    [ids],
  );
  expect(attempts.map(({ connection_id }) => connection_id)).toEqual(members.map(({ connectionId }) => connectionId));
  await expectBalanced(rig.pool, client);
  const { rows: owed } = await rig.pool.query<{ supplier_id: number; micros: bigint }>(
    `select a.supplier_id, sum(e.amount_micros)::bigint as micros from ledger_entries e
     join ledger_accounts a on a.id = e.credit_account
     where e.kind = 'cost' and a.supplier_id = any($1) group by a.supplier_id`,
    [members.map(({ supplierId }) => supplierId)],
  );
  expect(owed).toEqual([{ supplier_id: third.supplierId, micros: 23n * 8_000n }]);
  await stop(members);
});

it("ends a message that every member refused, with the last word, and moves no further than its pool allows", async () => {
  const client = await rig.client();
  const reroute = { reroute_errors: ["ESME_RINVDSTADR"] };
  const members = await poolOf(rig, client, [
    { percent: 50, connection: reroute },
    { percent: 30, connection: reroute },
    { percent: 20, connection: reroute },
  ]);
  for (const { smsc } of members) smsc.setErrorRate(1, "ESME_RINVDSTADR");
  await rig.change(
    "update pools set strategy = 'priority', reroute_max = 1 where id = $1",
    [client.poolId],
    `pool:${client.poolId}`,
  );
  await rig.announced();
  const esme = await rig.bind(client);
  const ids = await submitMany(esme, 5);
  await eventually(() => expect(esme.receipts.length).toBe(5));
  expect(new Set(esme.receipts.map(({ state }) => state))).toEqual(new Set(["REJECTD"]));
  const { rows } = await rig.pool.query<{ connection_id: number; count: number }>(
    `select connection_id, count(*)::int as count from attempts where message_id = any($1::bigint[])
     group by connection_id order by connection_id`,
    [ids],
  );
  expect(rows).toEqual(members.slice(0, 2).map(({ connectionId }) => ({ connection_id: connectionId, count: 5 })));
  const last = await rig.message(ids[0] ?? "");
  expect(last.error_code).toBe("0x0000000b");
  await expectBalanced(rig.pool, client);
  await stop(members);
});
