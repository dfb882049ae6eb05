/**
 * Brings a database to the present schema: the files migrations/NNNN-title.sql in order, each once, in a transaction of
 * its own. What was applied is recorded with a checksum, because a file that changed afterwards would leave databases
 * that claim the same schema and differ.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { Log } from "../log.ts";
import { clientConfig, type Source } from "./connect.ts";

/** The folder lies beside this file, and beside the bundle once built. */
export const migrationsDir = fileURLToPath(new URL("./migrations/", import.meta.url));

export const postgresMajorMin = 15;

export type Migration = {
  readonly number: number;
  readonly title: string;
  readonly sql: string;
  readonly checksum: string;
};

/** The schema cannot be brought up to date; the message says why and what to do. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/** "schema" in ASCII. Held while migrating, so that of several starters one migrates and the others wait. */
const lockKey = 0x736368656d61;

/** Applies what is missing and returns the titles of what it applied. Throws MigrationError. */
export async function migrate(source: Source, log: Log, dir: string = migrationsDir): Promise<string[]> {
  const migrations = await readMigrations(dir);
  const client = new pg.Client(clientConfig(source, "migrate"));
  client.on("error", () => undefined);
  await client.connect();
  try {
    await checkServer(client, log);
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    const applied = await readApplied(client);
    const missing = missingOf(migrations, applied);
    for (const migration of missing) await apply(client, migration, log);
    return missing.map((migration) => migration.title);
  } finally {
    await client.end();
  }
}

/** The migrations of a folder in order. Throws MigrationError for a name or a numbering that is not understood. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith(".sql")).sort();
  const migrations = await Promise.all(names.map((name) => readMigration(dir, name)));
  migrations.forEach(({ number, title }, index) => {
    if (number === index + 1) return;
    throw new MigrationError(
      `Migration ${title} should have the number ${index + 1}: numbers run from 1 without gaps.`,
    );
  });
  return migrations;
}

async function readMigration(dir: string, name: string): Promise<Migration> {
  const title = name.slice(0, -".sql".length);
  const number = /^(\d{4})-[a-z0-9-]+$/.exec(title)?.[1];
  if (number === undefined) throw new MigrationError(`Migration ${name} is not named like 0001-what-it-does.sql.`);
  const sql = (await readFile(path.join(dir, name), "utf8")).replaceAll("\r\n", "\n");
  return { number: Number(number), title, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}

/** PostgreSQL's age is refused; settings under which an acknowledged message could be lost are pointed out. */
async function checkServer(client: pg.Client, log: Log): Promise<void> {
  const { rows } = await client.query<{ version: string; number: string; fsync: string; commit: string }>(
    `select current_setting('server_version') as version, current_setting('server_version_num') as number,
            current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  );
  const server = rows[0];
  if (!server || Number(server.number) < postgresMajorMin * 10_000) {
    throw new MigrationError(`PostgreSQL ${server?.version} is too old: ${postgresMajorMin} or newer is needed.`);
  }
  if (server.fsync === "off" || server.commit === "off") {
    log.warn(
      `fsync is ${server.fsync}, synchronous_commit is ${server.commit}: a crash can lose acknowledged messages`,
    );
  }
}

type Applied = { readonly number: number; readonly title: string; readonly checksum: string };

async function readApplied(client: pg.Client): Promise<Applied[]> {
  await client.query(
    `create table if not exists migrations (
       number     int primary key,
       title      text not null,
       checksum   text not null,
       applied_at timestamptz not null default now()
     )`,
  );
  const { rows } = await client.query<Applied>("select number, title, checksum from migrations order by number");
  return rows;
}

function missingOf(migrations: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  for (const done of applied) {
    const migration = migrations[done.number - 1];
    if (!migration) {
      throw new MigrationError(
        `The database has the migration ${done.title}, which this Switchyard does not know: it was used by a newer one.`,
      );
    }
    if (migration.title !== done.title || migration.checksum !== done.checksum) {
      throw new MigrationError(
        `The migration ${migration.title} is not the one that was applied to this database (${done.title}). ` +
          "Restore the file as it was and put the change into a new migration.",
      );
    }
  }
  return migrations.slice(applied.length);
}

async function apply(client: pg.Client, migration: Migration, log: Log): Promise<void> {
  const { number, title, checksum } = migration;
  try {
    await client.query("begin");
    await client.query(migration.sql);
    await client.query("insert into migrations (number, title, checksum) values ($1, $2, $3)", [
      number,
      title,
      checksum,
    ]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback").catch(() => undefined);
    throw new MigrationError(`The migration ${title} failed${whereIn(migration.sql, cause)}: ${messageOf(cause)}`, {
      cause,
    });
  }
  log.info(`applied the migration ${title}`);
}

function whereIn(sql: string, err: unknown): string {
  const position = err instanceof pg.DatabaseError ? Number(err.position) : Number.NaN;
  return Number.isNaN(position) ? "" : ` in line ${sql.slice(0, position).split("\n").length}`;
}

function messageOf(err: unknown): string {
  return err instanceof Error ? err.message : String(err);
}
