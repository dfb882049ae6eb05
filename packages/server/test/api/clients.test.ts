import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePartitions } from "../../src/database/partitions.ts";
import { idAtTime } from "../../src/ids.ts";
import { createRig, liveSession, type Rig, refusal } from "./rig.ts";
import { addHour, addMessage } from "./traffic.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
  await makePartitions(rig.pool, rig.clock.nowMs);
});
afterAll(() => rig.close());

let made = 0;
const newClient = (more: object = {}) =>
  rig.api.createClient({ body: { login: `client-${++made}`, currency: "EUR", ...more } });

describe("a client", () => {
  it("is created with what is given and sensible rest", async () => {
    const client = await newClient({ company: "Ärzte & Co", timeZone: "Asia/Kolkata", creditLimit: "100" });
    expect(client).toMatchObject({
      company: "Ärzte & Co",
      block: "none",
      creditLimit: "100.00",
      overdraft: "0.00",
      dailyLimit: null,
      smsPriority: 0,
      dlrWaitingDays: 3,
      channelSmpp: true,
      smppAnyAddress: false,
    });
    expect(client.figures).toMatchObject({
      balance: "0.00",
      available: "100.00",
      liveSessions: 0,
      lastTraffic: null,
      localTime: "2026-06-15T16:00:00+05:30",
    });
    expect(await rig.api.getClient({ params: { clientId: client.id } })).toEqual(client);
  });

  it("needs a login of its own, a known currency and a known time zone", async () => {
    const { login } = await newClient();
    const taken = await refusal(newClient({ login }));
    expect(taken).toMatchObject({ code: "login_taken", status: 409, errors: [{ path: "body.login" }] });
    const wrong = await refusal(newClient({ login: "No Spaces", currency: "XXQ", timeZone: "Mars/Olympus" }));
    expect(wrong.errors?.map((error) => error.path)).toEqual(["body.login", "body.timeZone", "body.currency"]);
    expect(await refusal(newClient({ managerId: 4711 }))).toMatchObject({ errors: [{ path: "body.managerId" }] });
    expect(await refusal(newClient({ colour: "blue" }))).toMatchObject({
      errors: [{ path: "body", message: "does not have colour" }],
    });
  });

  it("is changed field by field, with history of just those", async () => {
    const { id: clientId } = await newClient({ company: "Old", notes: "keep" });
    const changed = await rig.api.updateClient({
      params: { clientId },
      body: { company: "New", notes: "keep", creditLimit: "12.500000", dailyLimit: 1000, managerId: 1 },
    });
    expect(changed).toMatchObject({ company: "New", creditLimit: "12.50", dailyLimit: 1000, managerLogin: "admin" });
    const { items } = await rig.api.listClientHistory({ params: { clientId }, query: { limit: 1 } });
    expect(items).toMatchObject([{ actor: "admin (preset key)", category: "client", action: "update" }]);
    expect(items[0]?.changes.sort((a, b) => a.field.localeCompare(b.field))).toEqual([
      { field: "company", before: "Old", after: "New" },
      { field: "creditLimit", before: "0.00", after: "12.50" },
      { field: "dailyLimit", before: null, after: 1000 },
      { field: "managerLogin", before: null, after: "admin" },
    ]);
  });

  it("that is sent unchanged leaves no history and tells nobody", async () => {
    const { id: clientId, company } = await newClient({ company: "Same" });
    await rig.api.updateClient({ params: { clientId }, body: { company } });
    const { items } = await rig.api.listClientHistory({ params: { clientId } });
    expect(items.map((item) => item.action)).toEqual(["create"]);
  });

  it("gets an overdraft only with an end", async () => {
    const { id: clientId } = await newClient();
    const alone = await refusal(rig.api.updateClient({ params: { clientId }, body: { overdraft: "5" } }));
    expect(alone.errors).toMatchObject([{ path: "body.overdraftUntil" }]);
    expect(await refusal(newClient({ overdraft: "5" }))).toMatchObject({ errors: [{ path: "body.overdraftUntil" }] });
    const overdraftUntil = "2026-06-15T14:00:00+02:00";
    const given = await rig.api.updateClient({ params: { clientId }, body: { overdraft: "5", overdraftUntil } });
    expect(given).toMatchObject({ overdraftUntil: "2026-06-15T12:00:00.000Z", figures: { available: "5.00" } });
    rig.clock.nowMs += 2 * 3_600_000;
    const later = await rig.api.getClient({ params: { clientId } });
    expect(later.figures).toMatchObject({ available: "0.00", overdraftActive: false });
    rig.clock.nowMs -= 2 * 3_600_000;
  });

  it("is blocked with a reason and unblocked, and both are announced and remembered", async () => {
    const { id: clientId } = await newClient();
    const listener = await rig.pool.connect();
    const heard: (string | undefined)[] = [];
    listener.on("notification", ({ payload }) => heard.push(payload));
    await listener.query("listen switchyard");
    const body = { mode: "refuse", reason: "fraud" } as const;
    expect(await rig.api.blockClient({ params: { clientId }, body })).toMatchObject({ block: "refuse" });
    expect(await rig.api.unblockClient({ params: { clientId } })).toMatchObject({ block: "none", blockReason: "" });
    await listener.query("select 1");
    listener.release(true);
    expect(heard).toEqual([`client:${clientId}`, `client:${clientId}`]);
    const { items } = await rig.api.listClientHistory({ params: { clientId }, query: { category: ["access"] } });
    expect(items.map((item) => item.action)).toEqual(["unblock", "block"]);
    const empty = { mode: "hold", reason: " " } as const;
    expect(await refusal(rig.api.blockClient({ params: { clientId }, body: empty }))).toMatchObject({ status: 400 });
  });

  it("that does not exist is not found, whatever is asked of it", async () => {
    const params = { clientId: 999_999 };
    const calls = [
      () => rig.api.getClient({ params }),
      () => rig.api.updateClient({ params, body: { company: "x" } }),
      () => rig.api.blockClient({ params, body: { mode: "hold", reason: "x" } }),
      () => rig.api.unblockClient({ params }),
      () => rig.api.getClientOverview({ params }),
      () => rig.api.listClientHistory({ params }),
    ];
    for (const call of calls) expect(await refusal(call())).toMatchObject({ code: "not_found", status: 404 });
  });

  it("leaves nothing behind when its history can't be written", async () => {
    const trigger = `create function fail() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
      create trigger fail before insert on history for each row when (new.actor like 'admin%') execute function fail()`;
    await rig.pool.query(trigger);
    expect(await refusal(newClient({ login: "half-made" }))).toMatchObject({ code: "internal", status: 500 });
    await rig.pool.query("drop trigger fail on history; drop function fail()");
    const { items } = await rig.api.listClients({ query: { search: "half-made" } });
    expect(items).toEqual([]);
  });
});

describe("a client's figures", () => {
  it("count the day in the client's own time zone", async () => {
    // 10:30 in UTC is 22:30 in Auckland: the day there began at 12:00 UTC yesterday.
    const { id: clientId } = await newClient({ timeZone: "Pacific/Auckland" });
    const { pool } = rig;
    await addHour(pool, { hour: "2026-06-14T11:00:00Z", clientId, accepted: 100, delivered: 100, revenue: 100n });
    await addHour(pool, { hour: "2026-06-14T12:00:00Z", clientId, accepted: 10, delivered: 6, failed: 2, revenue: 5n });
    await addHour(pool, {
      hour: "2026-06-15T10:00:00Z",
      clientId,
      accepted: 5,
      blocked: 3,
      revenue: 2_000_000n,
      lane: 2,
    });
    const { id } = await addMessage(pool, { atMs: rig.clock.nowMs - 60_000, clientId });
    const { figures } = await rig.api.getClient({ params: { clientId } });
    expect(figures.today).toEqual({
      since: "2026-06-14T12:00:00.000Z",
      messages: 15,
      blocked: 3,
      delivered: 6,
      deliveryRate: 0.75,
      spend: "2.000005",
    });
    expect(figures.lastTraffic).toBe("2026-06-15T10:29:00.000Z");
    expect(id).toBeGreaterThanOrEqual(idAtTime(rig.clock.nowMs - 60_000));
  });

  it("count live sessions and what waits", async () => {
    const { id: clientId } = await newClient();
    rig.live.sessions = [
      liveSession({ id: "a", clientId, credentialId: 1 }),
      liveSession({ id: "b", clientId: clientId + 1, credentialId: 2 }),
    ];
    await rig.pool.query("insert into queue (message_id, client_id, connection_id) values (1, $1, 1), (2, $1, 1)", [
      clientId,
    ]);
    const { figures } = await rig.api.getClient({ params: { clientId } });
    expect(figures).toMatchObject({ liveSessions: 1, queueDepth: 2 });
    rig.live.sessions = [];
  });
});

describe("the clients list", () => {
  let list: Rig;
  beforeAll(async () => {
    list = await createRig();
    const companies = ["Zulu", "alpha", "Bravo", "100% fun", "Alpha two", ""];
    for (const [i, company] of companies.entries()) {
      const { id: clientId } = await list.api.createClient({
        body: {
          login: `login-${i}`,
          company,
          currency: i % 2 === 0 ? "EUR" : "USD",
          email: `person${i}@example.com`,
          phone: `+49 30 00${i}`,
          contractNumber: `C-${i}_x`,
          ...(i === 0 && { managerId: 1 }),
        },
      });
      await list.api.createPayment({ params: { clientId }, body: { amount: `${(i * 7) % 5}.5` } });
      await list.api.createCredential({ params: { clientId }, body: { systemId: `SYS${i}` } });
      await addHour(list.pool, {
        hour: "2026-06-15T09:00:00Z",
        clientId,
        accepted: (i * 3) % 6,
        delivered: 1,
        failed: 1,
      });
    }
  });
  afterAll(() => list.close());

  type Query = NonNullable<NonNullable<Parameters<Rig["api"]["listClients"]>[0]>["query"]>;
  const logins = async (query: Query) => {
    const { items } = await list.api.listClients({ query });
    return items.map((item) => item.login);
  };

  it.each([
    ["login", "LOGIN-3", ["login-3"]],
    ["company, whatever the case", "alpha", ["login-1", "login-4"]],
    ["e-mail", "person2@", ["login-2"]],
    ["phone", "30 005", ["login-5"]],
    ["contract number", "c-4_", ["login-4"]],
    ["system_id", "sys1", ["login-1"]],
    ["a character that means something in SQL", "100%", ["login-3"]],
    ["an underscore as itself", "c_", []],
  ])("is searched by %s", async (_what, search, expected) => {
    expect(await logins({ search })).toEqual(expected);
  });

  it("is filtered by block, currency and manager", async () => {
    expect(await logins({ currency: ["USD"] })).toEqual(["login-1", "login-3", "login-5"]);
    expect(await logins({ managerId: 1 })).toEqual(["login-0"]);
    expect(await logins({ block: ["hold", "refuse"] })).toEqual([]);
    expect(await refusal(list.api.listClients({ query: { currency: ["EURO"] } }))).toMatchObject({
      errors: [{ path: "query.currency.0" }],
    });
  });

  it("is filtered by product and by having none, and says which product each has", async () => {
    const { id: productId } = await list.api.createProduct({ body: { name: "Gold", currency: "USD" } });
    const { items: dollars } = await list.api.listClients({ query: { currency: ["USD"], limit: 2 } });
    await list.api.giveProduct({ params: { productId }, body: { clientIds: dollars.map(({ id }) => id) } });
    const { items, total } = await list.api.listClients({ query: { productId } });
    expect(total).toBe(2);
    expect(items).toMatchObject(["login-1", "login-3"].map((login) => ({ login, productId, product: "Gold" })));
    expect(await logins({ productId: "none" })).toEqual(["login-0", "login-2", "login-4", "login-5"]);
    expect(await logins({ productId: "none", currency: ["USD"] })).toEqual(["login-5"]);
    expect(await list.api.exportClients({ query: { productId } })).toMatch(/login-1,.*,Gold,USD,/);
    expect(await refusal(list.api.listClients({ query: { productId: "gold" as "none" } }))).toMatchObject({
      errors: [{ path: "query.productId" }],
    });
  });

  it.each(["login", "company", "balance", "created", "messages_today"] as const)(
    "is sorted by %s the same in pages as at once, both ways",
    async (sort) => {
      for (const direction of ["asc", "desc"] as const) {
        const whole = await logins({ sort, direction });
        expect(new Set(whole).size).toBe(6);
        const paged: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await list.api.listClients({ query: { sort, direction, limit: 2, cursor } });
          expect(page.total).toBe(cursor === undefined ? 6 : undefined);
          paged.push(...page.items.map((item) => item.login));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(paged).toEqual(whole);
      }
    },
  );

  it("sorts by the figure it shows", async () => {
    const { items } = await list.api.listClients({ query: { sort: "balance", direction: "desc" } });
    const balances = items.map((item) => Number(item.balance));
    expect(balances).toEqual([...balances].sort((a, b) => b - a));
    const { items: busy } = await list.api.listClients({ query: { sort: "messages_today", direction: "desc" } });
    const counts = busy.map((item) => item.messagesToday);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(busy[0]).toMatchObject({ messagesToday: 3, deliveryRateToday: 0.5 });
  });

  it("refuses a cursor that is none", async () => {
    const call = list.api.listClients({ query: { cursor: "rubbish" } });
    expect(await refusal(call)).toMatchObject({ code: "invalid_request", errors: [{ path: "query.cursor" }] });
  });

  it("comes as CSV with all pages and the same filters", async () => {
    const csv = await list.api.exportClients({ query: { currency: ["EUR"] } });
    const [head, ...lines] = csv.trimEnd().split("\r\n");
    expect(head?.split(",").slice(0, 3)).toEqual(["id", "login", "company"]);
    expect(lines.map((line) => line.split(",")[1])).toEqual(["login-0", "login-2", "login-4"]);
  });
});
