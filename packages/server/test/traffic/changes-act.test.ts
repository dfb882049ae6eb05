/** How soon a change of the configuration acts on a live session: from its commit to the first message judged by it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Esme } from "./esme.ts";
import { createRig, eventually, type Member, poolOf, type Rig, type TestClient } from "./rig.ts";

let rig: Rig;
const measured: string[] = [];

beforeAll(async () => {
  rig = await createRig();
});
afterAll(async () => {
  console.log(`from the commit of a change to the first message judged by it:\n${measured.join("\n")}`);
  await rig.close();
});

interface Bench {
  readonly client: TestClient;
  readonly esme: Esme;
  readonly members: readonly [Member, Member];
}

/** A client whose messages go to the first of two suppliers; the second is in a pool of its own. */
async function setUp(): Promise<Bench & { otherPoolId: number }> {
  const client = await rig.client();
  const members = (await poolOf(rig, client, [{ percent: 100 }, { percent: 0 }])) as [Member, Member];
  const { rows } = await rig.pool.query<{ id: number }>("insert into pools (name) values ($1) returning id", [
    `other pool of ${client.systemId}`,
  ]);
  const otherPoolId = rows[0]?.id ?? 0;
  await rig.change(
    "insert into pool_members (pool_id, connection_id, percent, position) values ($1, $2, 100, 1)",
    [otherPoolId, members[1].connectionId],
    `pool:${otherPoolId}`,
  );
  await rig.announced();
  const esme = await rig.bind(client);
  expect((await esme.submit()).status).toBe("ESME_ROK");
  return { client, esme, members, otherPoolId };
}

/** Submits until `acts` says that the change has come, and keeps how long that took. */
async function measure(
  what: string,
  esme: Esme,
  acts: (answer: { status: string; id: string }) => boolean | Promise<boolean>,
) {
  const startMs = performance.now();
  for (;;) {
    const answer = await esme.submit().catch(() => ({ status: "closed", id: "" }));
    const tookMs = performance.now() - startMs;
    if (await acts(answer)) {
      measured.push(`  ${what.padEnd(34)} ${Math.round(tookMs)} ms`);
      expect(tookMs).toBeLessThan(1_000);
      return;
    }
    if (tookMs > 5_000) throw new Error(`${what} does not act`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const connectionOf = async (id: string): Promise<number | null> => {
  const { rows } = await rig.pool.query<{ connection_id: number | null }>(
    "select connection_id from messages where id = $1",
    [id],
  );
  return rows[0]?.connection_id ?? null;
};

it("a personal route", async () => {
  const { client, esme, members, otherPoolId } = await setUp();
  await rig.change(
    "insert into routes (client_id, pool_id, priority, senders) values ($1, $2, 1, '{switch*}')",
    [client.clientId, otherPoolId],
    `routes:client:${client.clientId}`,
  );
  await measure(
    "a personal route by sender",
    esme,
    async ({ id }) => (await connectionOf(id)) === members[1].connectionId,
  );
});

it("a replacement rule", async () => {
  const { client, esme, members } = await setUp();
  await rig.change(
    `insert into replacement_rules (client_id, kind, operation, match, search, replacements)
     values ($1, 'content', 'replace', 'word', 'hello', '{goodbye}')`,
    [client.clientId],
    `rules:client:${client.clientId}`,
  );
  await measure("a replacement rule", esme, async ({ id }) => {
    const { rows } = await rig.pool.query<{ sent_text: string | null }>(
      "select sent_text from messages where id = $1",
      [id],
    );
    return rows[0]?.sent_text === "goodbye";
  });
  await eventually(() => {
    const last = members[0].smsc.submits.at(-1);
    expect(Buffer.from(last?.octets ?? []).toString("latin1")).toBe("goodbye");
  });
});

const blocks = [
  {
    what: "a black-listed number",
    sql: "insert into blacklist (number, entered_by) values (4915112345678, 'ann') on conflict do nothing",
    announcement: "blacklist:4915112345678",
    status: "ESME_RINVDSTADR",
    undo: "delete from blacklist",
  },
  {
    what: "an opt-out",
    sql: "insert into opt_outs (client_id, number, entered_by) values ($1, 4915112345678, 'ann')",
    announcement: "opt_outs:CLIENT:4915112345678",
    status: "ESME_RINVDSTADR",
  },
  {
    what: "a text filter",
    sql: "insert into text_filters (name, client_id, match, pattern, action) values ('hello', $1, 'word', 'hello', 'block')",
    announcement: "text_filters:0",
    status: "ESME_RSUBMITFAIL",
  },
  {
    what: "a spam limit",
    sql: `insert into spam_limits (name, client_id, by_recipient, by_sender, by_text, messages_max, window_s, reason)
          values ('same', $1, true, false, true, 1, 600, 'duplicate')`,
    announcement: "spam_limits:0",
    status: "ESME_RSUBMITFAIL",
  },
  {
    what: "a sender denied",
    sql: "insert into senders (client_id, sender, status) values ($1, 'Switchyard', 'denied')",
    announcement: "senders:CLIENT",
    status: "ESME_RINVSRCADR",
  },
  {
    what: "a client refused",
    sql: "update clients set block = 'refuse' where id = $1",
    announcement: "client:CLIENT",
    status: "closed",
  },
] as const;

it.each(blocks)("$what", async ({ what, sql, announcement, status, ...rest }) => {
  const { client, esme } = await setUp();
  const values = sql.includes("$1") ? [client.clientId] : [];
  await rig.change(sql, values, announcement.replace("CLIENT", String(client.clientId)));
  await measure(what, esme, (answer) => answer.status === status || (status === "closed" && esme.isClosed));
  if ("undo" in rest) await rig.change(rest.undo, [], announcement);
});

it("a supplier blocked, and its pool's other member", async () => {
  const { client, esme, members } = await setUp();
  await rig.change("update pools set strategy = 'priority' where id = $1", [client.poolId], `pool:${client.poolId}`);
  await rig.announced();
  await rig.change(
    "update suppliers set blocked = true where id = $1",
    [members[0].supplierId],
    `supplier:${members[0].supplierId}`,
  );
  await measure("a supplier blocked", esme, async ({ id }) => (await connectionOf(id)) === members[1].connectionId);
});

it("a destination closed", async () => {
  const { esme } = await setUp();
  await rig.change("update countries set closed = true where code = 'DE'", [], "places:0");
  await measure("a destination closed", esme, ({ status }) => status === "ESME_RINVDSTADR");
  await rig.change("update countries set closed = false where code = 'DE'", [], "places:0");
  await rig.announced();
});
