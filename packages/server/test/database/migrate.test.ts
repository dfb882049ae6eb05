import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate, migrationsDir, readMigrations } from "../../src/database/migrate.ts";
import { createLog } from "../../src/log.ts";
import { createTestDatabase, type TestDatabase } from "../database.ts";

const log = createLog({ level: "silent" });
let database: TestDatabase;
let dir: string;

beforeEach(async () => {
  database = await createTestDatabase("template0");
  dir = await mkdtemp(path.join(tmpdir(), "migrations-"));
  await write("0001-cats", "create table cats (id int);");
  await write("0002-dogs", "create table dogs (id int); insert into dogs values (1);");
});

afterEach(async () => {
  await database.drop();
  await rm(dir, { recursive: true });
});

test("the product's own migrations bring an empty database up and then have nothing left to do", async () => {
  const titles = (await readMigrations(migrationsDir)).map((migration) => migration.title);
  expect(await migrate(database.source, log)).toEqual(titles);
  expect(await migrate(database.source, log)).toEqual([]);
});

test("only what is missing is applied", async () => {
  expect(await migrate(database.source, log, dir)).toEqual(["0001-cats", "0002-dogs"]);
  await write("0003-more-dogs", "insert into dogs values (2);");
  expect(await migrate(database.source, log, dir)).toEqual(["0003-more-dogs"]);
  expect((await database.pool.query("select id from dogs order by id")).rows).toEqual([{ id: 1 }, { id: 2 }]);
});

test("of several starters one migrates and the others find it done", async () => {
  const runs = await Promise.all([1, 2, 3].map(() => migrate(database.source, log, dir)));
  expect(runs.map((titles) => titles.length).sort()).toEqual([0, 0, 2]);
});

test("a failing migration leaves nothing of itself, and the message names file and line", async () => {
  await write("0003-broken", "create table birds (id int);\ncreate table birds (id int);");
  await expect(migrate(database.source, log, dir)).rejects.toThrow(/0003-broken failed.*"birds" already exists/);
  await write("0003-broken", "create table birds (id int);\n\nselect nothing from nowhere;");
  await expect(migrate(database.source, log, dir)).rejects.toThrow(/0003-broken failed in line 3/);
  const { rows } = await database.pool.query(
    "select to_regclass('birds') as birds, count(*)::int as applied from migrations",
  );
  expect(rows).toEqual([{ birds: null, applied: 2 }]);
});

test("a file that changed after it was applied is refused; other line ends are no change", async () => {
  await migrate(database.source, log, dir);
  await write("0002-dogs", "create table dogs (id int); insert into dogs values (1);");
  await write("0001-cats", "create table cats (id int, name text);");
  await expect(migrate(database.source, log, dir)).rejects.toThrow(/0001-cats is not the one that was applied/);
});

test("carriage returns of a checkout do not count as a change", async () => {
  await write("0003-lines", "select 1;\nselect 2;\n");
  await migrate(database.source, log, dir);
  await write("0003-lines", "select 1;\r\nselect 2;\r\n");
  expect(await migrate(database.source, log, dir)).toEqual([]);
});

test("a database that a newer release has migrated is refused", async () => {
  await migrate(database.source, log, dir);
  await rm(path.join(dir, "0002-dogs.sql"));
  await expect(migrate(database.source, log, dir)).rejects.toThrow(/0002-dogs.*does not know.*newer/);
});

test("misnamed files and gaps in the numbers are refused", async () => {
  await write("0004-gap", "select 1;");
  await expect(readMigrations(dir)).rejects.toThrow(/0004-gap should have the number 3/);
  await rm(path.join(dir, "0004-gap.sql"));
  await write("3-Short", "select 1;");
  await expect(readMigrations(dir)).rejects.toThrow(/3-Short.sql is not named like/);
});

function write(title: string, sql: string): Promise<void> {
  return writeFile(path.join(dir, `${title}.sql`), sql);
}
