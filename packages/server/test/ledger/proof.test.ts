import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { transaction } from "../../src/database/transaction.ts";
import { enterPayment } from "../../src/finance/payments.ts";
import { createProof } from "../../src/ledger/proof.ts";
import { refundMessage } from "../../src/ledger/refunds.ts";
import { deleteConnection } from "../../src/suppliers/connections.ts";
import { createRig, eventually, type Rig, type TestClient } from "../traffic/rig.ts";

const DAY_MS = 86_400_000;
const author = { actor: "test", remoteAddress: "" };

let rig: Rig;
let client: TestClient;

beforeAll(async () => {
  rig = await createRig();
  client = await rig.client({ balanceMicros: 0n, billing: "delivered" });
  await pay(1_000_000n);
  const other = await rig.client({ balanceMicros: 0n, billing: "submitted" });
  await transaction(rig.pool, (tx) =>
    enterPayment(tx, author, {
      clientId: other.clientId,
      amountMicros: 1_000_000n,
      paid: false,
      nowMs: rig.clock.now(),
    }),
  );
  for (const sender of [client, other]) {
    const esme = await rig.bind(sender);
    const answers = await Promise.all(Array.from({ length: 20 }, () => esme.submit()));
    await eventually(() => expect(esme.receipts).toHaveLength(20));
    await eventually(async () => expect(await rig.owed(sender)).toBe(0));
    const messageId = Number(answers[0]?.id);
    await transaction(rig.pool, (tx) =>
      refundMessage(tx, author, { messageId, reason: "never came", nowMs: rig.clock.now() }),
    );
  }
});
beforeEach(() => {
  rig.clock.offsetMs = 0;
});
afterAll(() => rig.close());

const pay = (amountMicros: bigint) =>
  transaction(rig.pool, (tx) =>
    enterPayment(tx, author, { clientId: client.clientId, amountMicros, paid: true, nowMs: rig.clock.now() }),
  );

const newProof = () => createProof({ pool: rig.pool, clock: rig.clock });
const brokenRules = async () =>
  [...new Set((await newProof().prove({ full: true })).differences.map(({ rule }) => rule))].sort();

describe("the proof of the books", () => {
  it("finds nothing to say when messages, ledger and balances agree", async () => {
    const check = await newProof().prove();
    expect(check).toMatchObject({ differences: [], differenceCount: 0, messages: 40, clients: 2 });
    expect(check.entries).toBeGreaterThan(0);
  });

  /** A hand in the database, and the rules that must notice it. */
  const tampering = [
    ["a balance", "update client_funds set balance_micros = balance_micros + $1", ["balance"]],
    ["a reservation", "update client_funds set reserved_micros = reserved_micros + abs($1)", ["reserved"]],
    ["a message's charge", "update messages set charged_micros = charged_micros + $1", ["messages_charged"]],
    ["a message's reservation", "update messages set reserved_micros = reserved_micros + $1", ["messages_reserved"]],
    ["a message's cost", "update messages set booked_cost_micros = booked_cost_micros + $1", ["costs"]],
    [
      "what a supplier was paid",
      `insert into supplier_payments (supplier_id, amount_micros, currency, pay_date, entered_by)
       select min(id), $1, 'EUR', '2026-01-01', 'hand' from suppliers`,
      ["supplier_payments"],
    ],
    ["the charges of a day", "update charge_days set charged_micros = charged_micros + $1", ["charge_days"]],
  ] as const;

  it.each(tampering)("notices a hand on %s, by a single micro", async (_, sql, rules) => {
    const own = sql.includes("client_funds") || sql.includes("charge_days") || sql.includes("messages");
    const where = own ? ` where client_id = ${client.clientId}` : "";
    // Where charges are, so that one row of many is enough.
    await rig.pool.query(`${sql}${where}`.replaceAll("$1", "1"));
    expect(await brokenRules()).toEqual(rules);
    if (!sql.includes("abs")) await rig.pool.query(`${sql}${where}`.replaceAll("$1", "-1"));
    else await rig.pool.query(`update client_funds set reserved_micros = reserved_micros - 1${where}`);
    expect(await brokenRules()).toEqual([]);
  });

  it("tells whose books differ and by how much", async () => {
    await rig.pool.query("update client_funds set balance_micros = balance_micros + 7 where client_id = $1", [
      client.clientId,
    ]);
    const { differences } = await newProof().prove();
    const [difference] = differences;
    expect(difference).toMatchObject({ rule: "balance", subject: client.systemId });
    expect(Number(difference?.actual) - Number(difference?.expected)).toBeCloseTo(0.000007, 9);
    await rig.pool.query("update client_funds set balance_micros = balance_micros - 7 where client_id = $1", [
      client.clientId,
    ]);
  });

  it("comes to the same when what is old was summed before, and more is sent after that", async () => {
    const proof = newProof();
    const before = await proof.prove({ full: true });
    rig.clock.offsetMs = 5 * DAY_MS;
    await proof.prove();
    const { rows } = await rig.pool.query("select entries_to, messages_to from ledger_seals");
    expect(Number(rows[0].entries_to)).toBeGreaterThan(0);
    const sealed = await proof.prove();
    expect(sealed).toMatchObject({ messages: before.messages, entries: before.entries, differences: [] });
    await pay(5n);
    expect(await proof.prove()).toMatchObject({ entries: before.entries + 1, differences: [] });
  });

  it("still knows whose a connection was that is deleted", async () => {
    await rig.pool.query("delete from pool_members where connection_id = $1", [client.connectionId]);
    await transaction(rig.pool, (tx) => deleteConnection(tx, author, client.connectionId));
    expect((await newProof().prove({ full: true })).differences).toEqual([]);
  });

  it("reads what is old again in full once a day, so that a hand on it is noticed", async () => {
    rig.clock.offsetMs = 5 * DAY_MS;
    const proof = newProof();
    await proof.prove({ full: true });
    const touch = (micros: number) =>
      rig.pool.query("update messages set charged_micros = charged_micros + $2 where client_id = $1", [
        client.clientId,
        micros,
      ]);
    await touch(1);
    expect((await proof.prove()).differences).toEqual([]);
    rig.clock.offsetMs = 6 * DAY_MS + 1;
    expect((await proof.prove()).differences.map(({ rule }) => rule)).toEqual(["messages_charged"]);
    await touch(-1);
    expect((await proof.prove()).differences).toEqual([]);
  });
});

describe("the database itself", () => {
  it.each([
    ["an entry is changed", "update ledger_entries set amount_micros = amount_micros + 1"],
    ["an entry is deleted", "delete from ledger_entries"],
    ["the ledger is emptied", "truncate ledger_entries"],
    ["an account is changed", "update ledger_accounts set currency = 'USD'"],
    ["a refund is changed", "update refunds set amount_micros = amount_micros + 1"],
    ["a payment's amount is changed", "update payments set amount_micros = amount_micros + 1"],
    ["a payment is deleted", "delete from payments"],
  ])("refuses when %s", async (_, sql) => {
    await expect(rig.pool.query(sql)).rejects.toThrow(/append-only|can not be/);
  });

  it.each([
    ["moves nothing", "0", "EUR"],
    ["moves less than nothing", "-1", "EUR"],
    ["moves between currencies", "1", "USD"],
  ])("refuses an entry that %s", async (_, amount, currency) => {
    const { rows } = await rig.pool.query("select id from ledger_accounts where currency = 'EUR' order by id limit 2");
    const entry = rig.pool.query(
      `insert into ledger_entries (at, kind, debit_account, credit_account, currency, amount_micros)
       values (now(), 'adjustment', $1, $2, $3, $4)`,
      [rows[0].id, rows[1].id, currency, amount],
    );
    await expect(entry).rejects.toThrow();
  });

  it("refuses an entry from an account to itself", async () => {
    const { rows } = await rig.pool.query("select id from ledger_accounts where currency = 'EUR' limit 1");
    const entry = rig.pool.query(
      `insert into ledger_entries (at, kind, debit_account, credit_account, currency, amount_micros)
       values (now(), 'adjustment', $1, $1, 'EUR', 1)`,
      [rows[0].id],
    );
    await expect(entry).rejects.toThrow();
  });
});
