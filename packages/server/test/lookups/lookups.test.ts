import { afterEach, beforeEach, expect, it } from "vitest";
import type { Clock } from "../../src/clock.ts";
import { type Finding, Lookups } from "../../src/lookups/lookups.ts";
import { Configuration } from "../../src/snapshot/configuration.ts";
import { nobodyPays } from "../../src/traffic/lookup.ts";
import type { LookupCharges } from "../../src/traffic/lookup-charges.ts";
import { createTestDatabase, type TestDatabase } from "../database.ts";
import { testSecrets } from "../seed.ts";
import { type Hlr, seedHlrRoute, startHlr } from "./hlr.ts";

let database: TestDatabase;
let configuration: Configuration;
let lookups: Lookups;
let hlr: Hlr;
let troubles: unknown[];
/** What was told of each time a supplier was asked. */
let booked: Parameters<LookupCharges["record"]>[];
const clock = { nowMs: 0, now: () => clock.nowMs };
const DAY_MS = 86_400_000;

beforeEach(async () => {
  clock.nowMs = Date.now();
  database = await createTestDatabase();
  hlr = await startHlr();
  troubles = [];
  booked = [];
  await database.pool.query("update countries set portability = 'lookup', lookup_days = 2 where code = 'DE'");
  configuration = new Configuration(database.pool);
});
afterEach(async () => {
  await lookups.stop();
  await hlr.close();
  await database.drop();
  expect(troubles).toEqual([]);
});

async function start(options: { pendingMax?: number; clock?: Clock } = {}): Promise<void> {
  lookups = new Lookups({
    submit: () => false,
    charges: { holdBack: () => nobodyPays, giveBack: () => undefined, record: (...made) => booked.push(made) },
    configuration,
    pool: database.pool,
    clock,
    openPassword: testSecrets.open,
    onTrouble: (error) => troubles.push(error),
    ...options,
  });
  await configuration.loadAll();
}

const CLIENT = 1;
const germany = { country: "DE", network: "26201" };
const ask = (digits: string) =>
  new Promise<Finding>((resolve, reject) => {
    if (!lookups.ask(digits, germany, CLIENT, resolve)) reject(new Error("busy"));
  });
const kept = async () =>
  (await database.pool.query("select number::text, network from portability order by number")).rows;

it("asks the supplier of the HLR route once for all that wait, and keeps the answer in memory and in the table", async () => {
  const { connectionIds } = await seedHlrRoute(database.pool, [hlr.port]);
  await start();
  hlr.answers.set("4915112345678", "26203");
  expect(lookups.find("4915112345678")).toBeUndefined();
  const all = await Promise.all([1, 2, 3].map(() => ask("4915112345678")));
  expect(all[0]).toEqual({ outcome: "found", network: "26203", isKept: false, connectionId: connectionIds[0] });
  expect(all[2]).toBe(all[0]);
  expect(hlr.asked).toEqual(["4915112345678"]);
  expect(booked).toHaveLength(1);
  expect(lookups.find("4915112345678")).toBe("26203");
  await lookups.stop();
  expect(await kept()).toEqual([{ number: "4915112345678", network: "26203" }]);
});

it("reads the table before it asks, and asks anew when the country's days are over", async () => {
  await seedHlrRoute(database.pool, [hlr.port]);
  const at = (ms: number) => new Date(clock.nowMs + ms);
  await database.pool.query(
    "insert into portability values (4915111111111, '26202', $1), (4915122222222, '26202', $2)",
    [at(-2 * DAY_MS + 60_000), at(-2 * DAY_MS)],
  );
  await start();
  hlr.otherwise = "26203";
  expect(await ask("4915111111111")).toMatchObject({ outcome: "found", network: "26202", isKept: true });
  expect(hlr.asked).toEqual([]);
  expect(await ask("4915122222222")).toMatchObject({ network: "26203", isKept: false });
  expect(hlr.asked).toEqual(["4915122222222"]);
  // A minute later the kept one is old too.
  clock.nowMs += 60_000;
  expect(lookups.find("4915111111111")).toBeUndefined();
  expect(await ask("4915111111111")).toMatchObject({ network: "26203", isKept: false });
});

it("takes a number for unknown for a while only, and a failure for less", async () => {
  await seedHlrRoute(database.pool, [hlr.port]);
  await start();
  hlr.answers.set("4915100000001", null).set("4915100000002", "99999").set("4915100000003", 500);
  expect(await ask("4915100000001")).toMatchObject({ outcome: "not_known" });
  expect(await ask("4915100000002")).toMatchObject({ outcome: "not_known", detail: expect.stringContaining("99999") });
  expect(await ask("4915100000003")).toMatchObject({ outcome: "failed", detail: "HTTP 500" });
  for (const end of [1, 2, 3]) expect(lookups.find(`491510000000${end}`)).toBeNull();
  clock.nowMs += 20_000;
  expect([1, 2, 3].map((end) => lookups.find(`491510000000${end}`))).toEqual([null, null, undefined]);
  clock.nowMs += 300_000;
  expect(lookups.find("4915100000001")).toBeUndefined();
  await lookups.stop();
  expect(await kept()).toEqual([]);
});

it("goes on to the pool's next connection when one fails, and says who answered", async () => {
  const second = await startHlr();
  second.otherwise = "26202";
  const { connectionIds } = await seedHlrRoute(database.pool, [hlr.port, second.port]);
  await start();
  hlr.otherwise = 503;
  expect(await ask("4915112345678")).toMatchObject({ network: "26202", connectionId: connectionIds[1] });
  expect(booked.map(([{ connectionId, answer }]) => [connectionId, answer.outcome])).toEqual([
    [connectionIds[0], "failed"],
    [connectionIds[1], "found"],
  ]);
  await database.pool.query("update connections set paused = true where id = $1", [connectionIds[0]]);
  await configuration.follow(`connection:${connectionIds[0]}`);
  await ask("4915112345679");
  expect(hlr.asked).toEqual(["4915112345678"]);
  await second.close();
});

it("fails in time when the supplier is silent", async () => {
  await seedHlrRoute(database.pool, [hlr.port]);
  await database.pool.query("update connections set response_timeout_s = 30");
  await start();
  hlr.otherwise = "26203";
  hlr.delayMs = 60_000;
  const began = performance.now();
  expect(await ask("4915112345678")).toMatchObject({ outcome: "failed" });
  expect(performance.now() - began).toBeGreaterThan(1_900);
  expect(performance.now() - began).toBeLessThan(3_500);
});

it("has nobody to ask without an HLR route of the platform for the destination", async () => {
  await seedHlrRoute(database.pool, [hlr.port], { country: "FR" });
  await database.pool.query("update routes set type = 'sms'");
  const { routeId } = await seedHlrRoute(database.pool, [hlr.port], { country: "FR" });
  await start();
  hlr.otherwise = "26203";
  expect(await ask("4915112345678")).toMatchObject({ outcome: "no_route", connectionId: null });
  await database.pool.query("update routes set country = 'DE' where id = $1", [routeId]);
  await configuration.follow("routes:platform:0");
  clock.nowMs += 20_000;
  expect(await ask("4915112345678")).toMatchObject({ outcome: "found" });
  await database.pool.query("update suppliers set blocked = true");
  await configuration.loadAll();
  expect(await ask("4915112345679")).toMatchObject({ outcome: "no_route" });
});

it("asks the cheapest connection of a least cost pool first, by what look-ups cost", async () => {
  const { poolId, connectionIds } = await seedHlrRoute(database.pool, [hlr.port, hlr.port]);
  const [dear = 0, cheap = 0] = connectionIds;
  await database.pool.query("update pools set strategy = 'least_cost' where id = $1", [poolId]);
  await database.pool.query(
    `with other as (insert into suppliers (name, currency) values ('cheap', 'EUR') returning id),
          moved as (update connections set supplier_id = (select id from other) where id = $1)
     insert into tariff_rows (supplier_id, type, country, amount_micros, valid_from)
     select id, 'hlr', 'DE', 1000, date '2026-01-01' from other
     union all select supplier_id, 'hlr', 'DE', 2000, date '2026-01-01' from connections where id = $2`,
    [cheap, dear],
  );
  await start();
  hlr.otherwise = "26203";
  expect(await ask("4915112345678")).toMatchObject({ connectionId: cheap });
});

it("keeps to the connection's requests at once, and refuses more than may wait", async () => {
  await seedHlrRoute(database.pool, [hlr.port], { windowMax: 3 });
  await start({ pendingMax: 10 });
  hlr.otherwise = "26203";
  hlr.delayMs = 30;
  const numbers = Array.from({ length: 10 }, (_, index) => `49151123456${index}0`);
  const answers = numbers.map(ask);
  expect(lookups.ask("4915199999999", germany, CLIENT, () => undefined)).toBe(false);
  // One that is asked for already costs no place.
  expect(lookups.ask(numbers[0] ?? "", germany, CLIENT, () => undefined)).toBe(true);
  await Promise.all(answers);
  expect(hlr.open.most).toBe(3);
  expect(hlr.asked).toHaveLength(10);
  expect(lookups.ask("4915199999999", germany, CLIENT, () => undefined)).toBe(true);
});

it("keeps to the connection's pace", async () => {
  await seedHlrRoute(database.pool, [hlr.port], { tps: 10 });
  await start({ clock: { now: Date.now } });
  hlr.otherwise = "26203";
  const began = performance.now();
  await Promise.all([1, 2, 3, 4, 5].map((end) => ask(`491511234560${end}`)));
  expect(performance.now() - began).toBeGreaterThan(350);
});

it("forgets what was deleted, and everything when countries or networks change", async () => {
  await seedHlrRoute(database.pool, [hlr.port]);
  await start();
  hlr.otherwise = "26203";
  await ask("4915112345678");
  lookups.forget("4915112345678");
  expect(lookups.find("4915112345678")).toBeUndefined();
  await ask("4915112345679");
  await configuration.follow("places:0");
  expect(lookups.find("4915112345679")).toBeUndefined();
});

it("tells a person what is known, and asks anew where that is wished", async () => {
  await seedHlrRoute(database.pool, [hlr.port]);
  await start();
  hlr.otherwise = "26203";
  await ask("4915112345678");
  expect(await lookups.lookUp("4915112345678", germany, false)).toMatchObject({ network: "26203", isKept: true });
  expect(hlr.asked).toHaveLength(1);
  hlr.otherwise = "26202";
  expect(await lookups.lookUp("4915112345678", germany, true)).toMatchObject({ network: "26202", isKept: false });
  hlr.otherwise = 500;
  expect(await lookups.lookUp("4915112345678", germany, true)).toMatchObject({ outcome: "failed" });
  expect(lookups.find("4915112345678")).toBe("26202");
});

it("recalls what is kept of a number that its country looks up, and asks nobody for it", async () => {
  await start();
  await database.pool.query(
    "insert into portability (number, network, looked_up_at) values (4915112345678, '26203', $1), (33612345678, '20801', $1)",
    [new Date(clock.nowMs)],
  );
  expect(lookups.find("4915112345678")).toBeUndefined();
  expect(await lookups.recall("4915112345678")).toBe("26203");
  expect(lookups.find("4915112345678")).toBe("26203");
  // It was never looked up, and this one's country goes by prefixes.
  expect(await lookups.recall("4915112345679")).toBeUndefined();
  expect(await lookups.recall("33612345678")).toBeUndefined();
  clock.nowMs += 3 * DAY_MS;
  expect(await lookups.recall("4915112345678")).toBeUndefined();
  expect([hlr.asked, booked]).toEqual([[], []]);
});
