/** A database that carried traffic before the books were kept: after the upgrade they must agree. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate, migrationsDir } from "../../src/database/migrate.ts";
import { idAtTime } from "../../src/ids.ts";
import { ledgerAccountId } from "../../src/ledger/accounts.ts";
import { createProof } from "../../src/ledger/proof.ts";
import { createLog } from "../../src/log.ts";
import { createTestDatabase, type TestDatabase } from "../database.ts";

const log = createLog({ level: "silent" });
const at = Date.parse("2026-06-15T22:30:00Z");
let database: TestDatabase;
let dir: string;

beforeAll(async () => {
  database = await createTestDatabase("template0");
  dir = await mkdtemp(path.join(tmpdir(), "before-"));
  await cp(path.join(migrationsDir, "0001-foundation.sql"), path.join(dir, "0001-foundation.sql"));
  await migrate(database.source, log, dir);
  for (const table of ["messages", "attempts", "receipts", "client_receipts"]) {
    await database.pool.query(`create table ${table}_then partition of ${table} default`);
  }
});
afterAll(async () => {
  await database.drop();
  await rm(dir, { recursive: true });
});

/** Billed by submitted with two parts of which the supplier took both, billed by delivered, and one that is under way. */
const messages = [
  {
    id: 1,
    status: 10,
    parts: 2,
    billing: 1,
    charged: 20_000,
    reserved: 0,
    taken: [1, 2],
    done: "2026-06-16T10:00:00Z",
  },
  { id: 2, status: 10, parts: 3, billing: 2, charged: 30_000, reserved: 0, taken: [0], done: "2026-06-16T22:30:00Z" },
  { id: 3, status: 1, parts: 1, billing: 2, charged: 0, reserved: 10_000, taken: [], done: null },
];

it("the charges, costs and reservations of what was sent before agree with the ledger", async () => {
  const { pool } = database;
  const one = async (sql: string, values: unknown[] = []) =>
    (await pool.query<{ id: number }>(sql, values)).rows[0]?.id;
  const clientId = await one(
    "insert into clients (login, currency, time_zone) values ('early', 'EUR', 'Europe/Berlin') returning id",
  );
  const supplierId = await one("insert into suppliers (name, currency) values ('S', 'EUR') returning id");
  await pool.query("insert into costs (supplier_id, country, cost_micros) values ($1, 'DE', 4000)", [supplierId]);
  const connectionId = await one(
    `insert into connections (supplier_id, name, host, port, system_id, password_sealed)
     values ($1, 'C', 'localhost', 2775, 's', '') returning id`,
    [supplierId],
  );
  for (const { id, status, parts, billing, charged, reserved, taken, done } of messages) {
    const messageId = idAtTime(at) + id;
    await pool.query(
      `insert into messages (id, client_id, channel, status, sender, source_ton, source_npi, recipient, country, alphabet,
         data_coding, esm_class, protocol_id, parts, registered_delivery, received_at, valid_until, done_at, billing,
         currency, price_micros, charged_micros, reserved_micros, cost_micros, connection_id)
       values ($1, $2, 1, $3, 's', 5, 0, '49151', 'DE', 1, 0, 0, 0, $4, 1, to_timestamp($5), to_timestamp($5), $6, $7,
               'EUR', 10000, $8, $9, 4000, $10)`,
      [messageId, clientId, status, parts, at / 1000, done, billing, charged, reserved, connectionId],
    );
    for (const [part, commandStatus] of [...taken.map((part) => [part, 0] as const), [1, 0x58] as const]) {
      await pool.query(
        `insert into attempts (message_id, part, connection_id, command_status, submitted_at, answered_at)
         values ($1, $2, $3, $4, now(), now())`,
        [messageId, part, connectionId, commandStatus],
      );
    }
  }
  await pool.query("insert into client_funds (client_id, balance_micros, reserved_micros) values ($1, -50000, 10000)", [
    clientId,
  ]);
  const account = (kind: "client_balance" | "client_reserved" | "revenue" | "supplier_cost" | "supplier_payable") => {
    const owner = kind.startsWith("client") ? { clientId } : kind.startsWith("supplier") ? { supplierId } : {};
    return ledgerAccountId(pool, { kind, currency: "EUR", ...(owner as { clientId?: number }) });
  };
  for (const [kind, debit, credit, micros] of [
    ["charge", "client_balance", "revenue", 20_000],
    ["reserve", "client_balance", "client_reserved", 40_000],
    ["charge_reserved", "client_reserved", "revenue", 30_000],
    ["cost", "supplier_cost", "supplier_payable", 20_000],
  ] as const) {
    await pool.query(
      `insert into ledger_entries (at, kind, debit_account, credit_account, currency, amount_micros)
       values (to_timestamp($1), $2, $3, $4, 'EUR', $5)`,
      [at / 1000, kind, await account(debit), await account(credit), micros],
    );
  }

  await migrate(database.source, log);

  const check = await createProof({ pool, clock: { now: () => at } }).prove({ full: true });
  expect(check.differences).toEqual([]);
  expect(check.messages).toBe(3);
  const { rows: days } = await pool.query(
    "select day::text, billing, messages::int, parts::int from charge_days order by billing",
  );
  // Half past midnight in Berlin, both times.
  expect(days).toEqual([
    { day: "2026-06-16", billing: 1, messages: 1, parts: 2 },
    { day: "2026-06-17", billing: 2, messages: 1, parts: 3 },
  ]);
  const { rows: waiting } = await pool.query("select cost_billing from messages where status = 1");
  expect(waiting).toEqual([{ cost_billing: 1 }]);
});
