import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Configuration } from "../../src/snapshot/configuration.ts";
import { createTestDatabase, type TestDatabase } from "../database.ts";

let database: TestDatabase;
let configuration: Configuration;
beforeAll(async () => {
  database = await createTestDatabase();
  configuration = new Configuration(database.pool);
});
afterAll(() => database.drop());

const query = (text: string, values: unknown[] = []) => database.pool.query(text, values);

async function newClient(login: string): Promise<number> {
  const { rows } = await query("insert into clients (login, currency) values ($1, 'EUR') returning id", [login]);
  return rows[0].id;
}

describe("the black list in memory", () => {
  it("has every number of a list of many slices, and gives way to other work while it is read", async () => {
    await query(
      "insert into blacklist (number, entered_by) select 4915100000000 + n * 7, 'ann' from generate_series(1, 300000) n",
    );
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await configuration.firewall.reload.blacklist();
    delay.disable();
    const { blacklist } = configuration.firewall;
    expect(blacklist.size).toBe(300_000);
    for (const n of [1, 2, 19_999, 20_000, 20_001, 299_999, 300_000]) {
      expect([n, blacklist.has(String(4_915_100_000_000 + n * 7))]).toEqual([n, true]);
      expect([n, blacklist.has(String(4_915_100_000_000 + n * 7 + 1))]).toEqual([n, false]);
    }
    expect(delay.percentile(95) / 1e6).toBeLessThan(50);
  });

  it("follows numbers that are added and taken off without being read again", async () => {
    const { blacklist } = configuration.firewall;
    await query("insert into blacklist (number, entered_by) values (33611111111, 'ann')");
    await query("delete from blacklist where number = 4915100000007");
    expect(await configuration.follow("blacklist:33611111111,4915100000007,33699999999")).toBe(true);
    expect(configuration.firewall.blacklist).toBe(blacklist);
    expect([
      blacklist.has("33611111111"),
      blacklist.has("4915100000007"),
      blacklist.has("33699999999"),
      blacklist.size,
    ]).toEqual([true, false, false, 300_000]);
  });

  it("holds what stands in the books, in whatever order changes are heard", async () => {
    await query("insert into blacklist (number, entered_by) values (33622222222, 'ann')");
    await query("delete from blacklist where number = 33622222222");
    for (let i = 0; i < 2; i++) await configuration.follow("blacklist:33622222222");
    expect(configuration.firewall.blacklist.has("33622222222")).toBe(false);
  });

  it("takes an import in, and lets it go when it is taken back", async () => {
    const { rows } = await query(
      "insert into blacklist_imports (name, added, already, entered_by) values ('x.csv', 50000, 0, 'ann') returning id",
    );
    const importId = rows[0].id;
    await query(
      `insert into blacklist (number, import_id, entered_by)
       select 34600000000 + n, $1, 'ann' from generate_series(1, 50000) n`,
      [importId],
    );
    await configuration.follow(`blacklist:import:${importId}`);
    expect(configuration.firewall.blacklist.size).toBe(350_000);
    expect(configuration.firewall.blacklist.has("34600050000")).toBe(true);
    await query("delete from blacklist where import_id = $1", [importId]);
    await configuration.follow("blacklist:all");
    expect(configuration.firewall.blacklist.size).toBe(300_000);
    expect(configuration.firewall.blacklist.has("34600050000")).toBe(false);
  });
});

describe("opt-outs in memory", () => {
  it("are kept by client, and for everybody", async () => {
    const [one, other] = [await newClient("one"), await newClient("other")];
    await query(
      `insert into opt_outs (client_id, number, entered_by)
       select c, 4917000000000 + n, 'ann' from generate_series(1, 15000) n, unnest($1::int[]) c`,
      [[one, other]],
    );
    await query("insert into opt_outs (client_id, number, entered_by) values (null, 4917099999999, 'ann')");
    await configuration.firewall.reload.opt_outs();
    const { optOuts } = configuration.firewall;
    expect([...optOuts].map(([owner, list]) => [owner, list.size]).sort()).toEqual(
      [
        [0, 1],
        [one, 15_000],
        [other, 15_000],
      ].sort(),
    );
    await query("delete from opt_outs where client_id = $1 and number = 4917000000001", [one]);
    await configuration.follow(`opt_outs:${one}:4917000000001`);
    expect([optOuts.get(one)?.has("4917000000001"), optOuts.get(other)?.has("4917000000001")]).toEqual([false, true]);
    await query("delete from opt_outs where client_id = $1", [one]);
    await configuration.follow(`opt_outs:${one}`);
    await query("delete from opt_outs where client_id is null");
    await configuration.follow("opt_outs:0:4917099999999");
    expect([...optOuts.keys()]).toEqual([other]);
  });
});

describe("what else the firewall checks by", () => {
  it("is loaded as far as it is in force, and anew when it changes", async () => {
    const clientId = await newClient("third");
    await query("insert into suppliers (name, currency) values ('carrier', 'EUR')");
    await query(
      "insert into blocked_senders (supplier_id, pattern) values (null, 'bank*'), ((select max(id) from suppliers), 'shop')",
    );
    await query(
      "insert into text_filters (name, match, pattern, action, enabled) values ('a', 'plain', 'casino', 'block', true), ('b', 'plain', 'win', 'block', false)",
    );
    await query(
      "insert into spam_limits (name, by_recipient, by_sender, by_text, messages_max, window_s) values ('c', true, false, true, 3, 60)",
    );
    await query(
      "insert into senders (client_id, sender, country, status) values ($1, 'Acme', null, 'denied'), ($1, 'Acme', 'DE', 'approved'), ($1, 'New', null, 'seen')",
      [clientId],
    );
    await query("insert into sender_rules (country, short_numbers) values ('DE', false)");
    await query("update firewall_settings set block_negative_margin = true, pumping_window_s = 120");
    await configuration.loadAll();
    const { firewall } = configuration;
    expect([firewall.filters.size, firewall.spamLimits.size, firewall.senderRules.size]).toEqual([1, 1, 1]);
    const scope = { clientId, country: "DE" };
    expect(firewall.filters.find("a Casino", scope).block).not.toBeNull();
    expect(firewall.filters.find("you win", scope).block).toBeNull();
    expect(firewall.spamLimits.of(scope)).toMatchObject([{ messagesMax: 3, windowMs: 60_000, byText: true }]);
    expect([firewall.blockedSenders.matches("Bank24"), firewall.blockedSenders.matches("shop")]).toEqual([true, false]);
    expect([...firewall.supplierBlockedSenders.values()].map((own) => own.matches("SHOP"))).toEqual([true]);
    const register = firewall.senders.get(clientId);
    expect([
      register?.statusOf("ACME", "DE"),
      register?.statusOf("acme", "FR"),
      register?.statusOf("New", "DE"),
    ]).toEqual(["approved", "denied", undefined]);
    expect(firewall.senderRules.of({ country: "DE", network: "26201" })?.shortNumbers).toBe(false);
    expect([firewall.blocksNegativeMargin, firewall.pumping.windowMs]).toEqual([true, 120_000]);
    await query("delete from senders where client_id = $1", [clientId]);
    await query("delete from text_filters");
    for (const announcement of [`senders:${clientId}`, "text_filters:0"]) await configuration.follow(announcement);
    expect([firewall.senders.has(clientId), firewall.filters.size]).toEqual([false, 0]);
  });
});
