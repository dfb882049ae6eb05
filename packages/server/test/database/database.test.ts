import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { claimDatabase, DatabaseInUseError } from "../../src/database/claim.ts";
import { ConnectionLostError, type Database, openDatabase } from "../../src/database/database.ts";
import { transaction } from "../../src/database/transaction.ts";
import { createLog } from "../../src/log.ts";
import { createTestDatabase, type TestDatabase } from "../database.ts";

const log = createLog({ level: "silent" });
let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase({ source: { url: testDatabase.url }, log });
  await database.pool.query("create table notes (id int primary key, text text)");
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** Ends the sessions whose purpose is `name`, as a crash or an administrator would. */
async function cut(name: string): Promise<void> {
  const { rowCount } = await testDatabase.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = current_database()",
    [`switchyard ${name}`],
  );
  expect(rowCount).toBeGreaterThan(0);
}

test("PostgreSQL's types arrive as exact values", async () => {
  const { rows } = await database.pool.query(
    `select 9223372036854775807::int8 as money, 0.10::numeric as rate, date '2026-03-29' as day, array[1, null]::int8[] as ids,
            timestamptz '2026-03-29 02:30:00+02' as at, current_setting('timezone') as zone`,
  );
  expect(rows).toEqual([
    {
      money: 9223372036854775807n,
      rate: "0.10",
      day: "2026-03-29",
      ids: [1n, null],
      at: new Date("2026-03-29T00:30:00Z"),
      zone: "UTC",
    },
  ]);
});

test("a transaction is committed whole, and rolled back when its work throws", async () => {
  await transaction(database.pool, (client) => client.query("insert into notes values (1, 'kept')"));
  const failing = transaction(database.pool, async (client) => {
    await client.query("insert into notes values (2, 'gone')");
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  expect((await database.pool.query("select id from notes")).rows).toEqual([{ id: 1 }]);
});

test("a connection that breaks inside a transaction is thrown away, and the pool goes on", async () => {
  const broken = transaction(database.pool, async (client) => {
    await testDatabase.pool.query("select pg_terminate_backend($1)", [await backendOf(client)]);
    await client.query("select 1");
  });
  await expect(broken).rejects.toThrow();
  const results = await Promise.all(Array.from({ length: 12 }, () => database.pool.query("select 1 as one")));
  expect(results.every((result) => result.rows[0].one === 1)).toBe(true);
});

test("a dedicated connection reports the loss of an answer and comes back with its old session gone", async () => {
  const connection = database.dedicated("lane");
  await connection.ready();
  const before = await backendOf(connection);
  const waiting = connection.query({ text: "select pg_sleep(30)" });
  const lost = waiting.catch((err: unknown) => err);
  await until(async () => (await sleeping()) === 1);
  await cut("lane");
  expect(connection.isConnectionLoss(await lost)).toBe(true);
  expect(await lost).toBeInstanceOf(ConnectionLostError);
  await connection.ready();
  expect(await backendOf(connection)).not.toBe(before);
  expect(await sleeping()).toBe(0);
});

test("an error of a statement is no loss of the connection", async () => {
  const connection = database.dedicated("statement");
  await connection.ready();
  const failed = await connection.query({ text: "select 1 / 0" }).catch((err: unknown) => err);
  expect(failed).toMatchObject({ code: "22012" });
  expect(connection.isConnectionLoss(failed)).toBe(false);
  expect((await connection.query({ text: "select 1 as one" })).rows).toEqual([{ one: 1 }]);
});

test("listening survives the loss of its session and says that something may have been missed", async () => {
  const heard: string[] = [];
  let reconnects = 0;
  await database.listen(
    "Prices",
    (payload) => heard.push(payload),
    () => reconnects++,
  );
  await database.pool.query("select pg_notify('Prices', 'one'), pg_notify('prices', 'other channel')");
  await until(() => heard.length === 1);
  await cut("listen");
  await until(() => reconnects === 1);
  await database.pool.query("select pg_notify('Prices', 'two')");
  await until(() => heard.length === 2);
  expect(heard).toEqual(["one", "two"]);
});

test("a database has one switch: the next is told who holds it, and gets it once that one is gone", async () => {
  const onLost = () => expect.unreachable();
  const claim = await claimDatabase({ source: testDatabase.source, log, onLost });
  const second = claimDatabase({ source: testDatabase.source, log, waitMs: 0, onLost });
  await expect(second).rejects.toThrow(DatabaseInUseError);
  await expect(second).rejects.toThrow(/in use by another switch \(from this machine, since 20/);
  const patient = claimDatabase({ source: testDatabase.source, log, waitMs: 20_000, onLost });
  await claim.release();
  await (await patient).release();
});

test("a claim whose session was cut is taken again, and lost if another switch was faster", async () => {
  const onLost = vi.fn();
  const claim = await claimDatabase({ source: testDatabase.source, log, waitMs: 0, onLost });
  const [first] = await claimants();
  await cut("claim");
  // The session that was cut may still be there for a moment.
  await until(async () => {
    const [now, ...others] = await claimants();
    return now !== undefined && now !== first && others.length === 0;
  });
  expect(onLost).not.toHaveBeenCalled();
  const rival = await testDatabase.pool.connect();
  const taken = rival.query(
    "select pg_advisory_lock(objid::bigint + (classid::bigint << 32)) from pg_locks where locktype = 'advisory'",
  );
  await until(async () => (await claimants()).length === 2);
  await cut("claim");
  await taken;
  await until(() => onLost.mock.calls.length > 0);
  rival.release(true);
  await claim.release();
});

/** A shared machine may take its time; what is waited for comes or the test fails. */
const until = (condition: () => boolean | Promise<boolean>) => vi.waitUntil(condition, { timeout: 30_000 });

async function backendOf(client: {
  query(statement: { text: string }): Promise<{ rows: unknown[] }>;
}): Promise<number> {
  const { rows } = await client.query({ text: "select pg_backend_pid() as pid" });
  return (rows[0] as { pid: number }).pid;
}

async function sleeping(): Promise<number> {
  const { rowCount } = await testDatabase.pool.query(
    "select from pg_stat_activity where query like 'select pg_sleep%' and state = 'active' and datname = current_database()",
  );
  return rowCount ?? 0;
}

/** Sessions that hold the claim or wait for it. */
async function claimants(): Promise<number[]> {
  const { rows } = await testDatabase.pool.query<{ pid: number }>(
    "select pid from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
  );
  return rows.map(({ pid }) => pid);
}
