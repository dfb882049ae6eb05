/** Incoming messages cost money: who pays, when and how much, and that it is never more than there is. */
import { incomingStatusOf } from "@switchyard/engine";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { transaction } from "../../src/database/transaction.ts";
import { draftInvoice } from "../../src/finance/invoices/draft.ts";
import { enterPayment } from "../../src/finance/payments.ts";
import { readStatement } from "../../src/finance/statement.ts";
import { createProof } from "../../src/ledger/proof.ts";
import { addNumber, storedFor, write } from "./handsets.ts";
import { createRig, eventually, type Rig, type TestClient } from "./rig.ts";

const PRICE_MICROS = 3_000n;
const COST_MICROS = 1_000n;
const BALANCE_MICROS = 10_000n;
const DAY_MS = 86_400_000;
const author = { actor: "test", remoteAddress: "" };

let rig: Rig;
let client: TestClient;
let number: string;
let numbers = 80_000;

beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

beforeEach(async () => {
  rig.clock.offsetMs = 0;
  client = await newClient();
  number = String(++numbers);
});
afterEach(async () => {
  await rig.core.incoming.drained();
  await rig.core.traffic.drained();
  expect((await prove()).differences).toEqual([]);
  const { balance, reserved } = await fundsOf(client);
  expect(rig.core.traffic.funds.unreservedMicros(client.clientId)).toBe(balance - reserved);
});

const prove = (full = true) => createProof({ pool: rig.pool, clock: rig.clock }).prove({ full });

async function newClient(balanceMicros = BALANCE_MICROS): Promise<TestClient> {
  const made = await rig.client({ balanceMicros: 0n });
  if (balanceMicros > 0n) await pay(made, balanceMicros);
  return made;
}

/** Paid in, so that the proof knows of it. */
async function pay({ clientId }: TestClient, amountMicros: bigint): Promise<void> {
  const before = rig.core.traffic.funds.unreservedMicros(clientId);
  const payment = { clientId, amountMicros, paid: true, nowMs: rig.clock.now() };
  await transaction(rig.pool, (tx) => enterPayment(tx, author, payment));
  await eventually(() => expect(rig.core.traffic.funds.unreservedMicros(clientId)).not.toBe(before));
}

/** A price or cost of incoming messages, which the running switch has heard of. */
async function price(
  owner: "client" | "product" | "supplier",
  id: number,
  micros: bigint,
  { billing = "submitted", network = null }: { billing?: "submitted" | "delivered"; network?: string | null } = {},
): Promise<void> {
  await rig.change(
    `insert into tariff_rows (${owner}_id, type, country, network, billing, amount_micros)
     values ($1, 'mo', 'DE', $2, $3, $4)`,
    [id, network, billing, micros],
    `tariff:${owner}:${id}`,
  );
  await rig.announced();
}

async function fundsOf({ clientId }: TestClient): Promise<{ balance: bigint; reserved: bigint }> {
  const { rows } = await rig.pool.query<{ balance: bigint; reserved: bigint }>(
    "select balance_micros as balance, reserved_micros as reserved from client_funds where client_id = $1",
    [clientId],
  );
  return rows[0] ?? { balance: 0n, reserved: 0n };
}

/** Status, charged and reserved of what was kept, in the order in which it came. */
const kept = async () =>
  (await storedFor(rig, number)).map(({ status, charged_micros, reserved_micros }) => [
    incomingStatusOf(status),
    Number(charged_micros),
    Number(reserved_micros),
  ]);

// First, for what others leave unfinished holds up the seals.
it("one that is nobody's is charged when it is assigned, and only then, also after its sums were sealed", async () => {
  await price("client", client.clientId, PRICE_MICROS);
  await price("supplier", client.supplierId, COST_MICROS);
  await write(rig, client, number, "hello?");
  await write(rig, client, number, "hello??");
  const [first, second] = (await storedFor(rig, number)).map(({ id }) => Number(id));
  const to = { clientId: client.clientId, forward: "portal", by: "anna" } as const;
  await rig.core.incoming.assign(first ?? 0, to);
  expect(await kept()).toEqual([
    ["kept", 3_000, 0],
    ["unassigned", 0, 0],
  ]);
  rig.clock.offsetMs = 5 * DAY_MS;
  expect((await prove(false)).differences).toEqual([]);
  const { rows: sealed } = await rig.pool.query("select incoming_to > $1 as sealed from ledger_seals", [second]);
  expect(sealed).toEqual([{ sealed: true }]);
  await addNumber(rig, client, { number, priceMicros: 5n });
  await rig.core.incoming.assign(second ?? 0, to);
  expect((await kept())[1]).toEqual(["kept", 5, 0]);
  const { rows: seals } = await rig.pool.query(
    "select incoming_to::int as to, (select count(*)::int from sealed_incoming) as sums from ledger_seals",
  );
  expect(seals).toEqual([{ to: 0, sums: 0 }]);
  expect((await prove(false)).differences).toEqual([]);
  expect((await prove(false)).differences).toEqual([]);
});

it("one without any price is free", async () => {
  await addNumber(rig, client, { number, forward: "portal" });
  await write(rig, client, number, "hi");
  expect(await kept()).toEqual([["kept", 0, 0]]);
  expect((await fundsOf(client)).balance).toBe(BALANCE_MICROS);
});

it("one billed by submitted is charged on arrival, once for each part, and in totals, days, statement and invoice", async () => {
  await price("client", client.clientId, PRICE_MICROS);
  await addNumber(rig, client, { number });
  await write(rig, client, number, "", { tlvs: { message_payload: Buffer.alloc(200, 0x61) } });
  expect(await kept()).toEqual([["owed", 6_000, 0]]);
  expect((await fundsOf(client)).balance).toBe(4_000n);
  const { rows: days } = await rig.pool.query(
    `select type, country, network, messages::int, parts::int, charged_micros::int as charged
     from charge_days where client_id = $1`,
    [client.clientId],
  );
  expect(days).toEqual([{ type: "mo", country: "DE", network: "26201", messages: 1, parts: 2, charged: 6_000 }]);
  const { rows: hours } = await rig.pool.query(
    "select accepted::int, revenue_micros::int as revenue from traffic_hours where client_id = $1",
    [client.clientId],
  );
  expect(hours).toEqual([{ accepted: 0, revenue: 6_000 }]);
  const today = new Date(rig.clock.now()).toISOString().slice(0, 10);
  const { clientId } = client;
  const period = { from: today, to: today };
  const statement = await readStatement((work) => transaction(rig.pool, work), clientId, period);
  expect(statement.movements.slice(1).map(({ description, amount }) => [description, amount])).toEqual([
    ["1 incoming messages, 2 parts", "-0.006"],
  ]);
  rig.clock.offsetMs = 2 * DAY_MS;
  const drafted = {
    clientId,
    periodFrom: today,
    periodTo: today,
    comment: "",
    automatic: false,
    nowMs: rig.clock.now(),
  };
  const invoiceId = await transaction(rig.pool, (tx) => draftInvoice(tx, author, drafted));
  const { rows: lines } = await rig.pool.query(
    "select type, description, parts::int, amount_micros::int as amount from invoice_lines where invoice_id = $1",
    [invoiceId],
  );
  const description = expect.stringMatching(/^SMS from Germany/);
  expect(lines).toEqual([{ type: "mo", description, parts: 2, amount: 6_000 }]);
});

it("the number's own price comes before the client's, and the network's before the country's", async () => {
  await price("client", client.clientId, 1n, { network: null });
  await price("client", client.clientId, 2n, { network: "26201" });
  await addNumber(rig, client, { number, forward: "portal" });
  await write(rig, client, number, "hi");
  await addNumber(rig, client, { number, keyword: "own", forward: "portal", priceMicros: 4n });
  await write(rig, client, number, "own");
  await addNumber(rig, client, { number, keyword: "free", forward: "portal", priceMicros: 0n });
  await write(rig, client, number, "free");
  expect(await kept()).toEqual([
    ["kept", 2, 0],
    ["kept", 4, 0],
    ["kept", 0, 0],
  ]);
});

it("the product's price counts where the client has none", async () => {
  const { rows } = await rig.pool.query<{ id: number }>(
    "insert into products (name, currency) values ('incoming', 'EUR') returning id",
  );
  const productId = rows[0]?.id ?? 0;
  await price("product", productId, 7n);
  const { clientId } = client;
  await rig.change("update clients set product_id = $2 where id = $1", [clientId, productId], `client:${clientId}`);
  await addNumber(rig, client, { number, forward: "portal" });
  await write(rig, client, number, "hi");
  expect(await kept()).toEqual([["kept", 7, 0]]);
});

it("one billed by delivered is reserved on arrival and charged when a receiver takes it", async () => {
  await price("client", client.clientId, PRICE_MICROS, { billing: "delivered" });
  await addNumber(rig, client, { number });
  await write(rig, client, number, "hi");
  expect(await kept()).toEqual([["owed", 0, 3_000]]);
  expect(await fundsOf(client)).toEqual({ balance: BALANCE_MICROS, reserved: PRICE_MICROS });
  const receiver = await rig.bind(client);
  await eventually(async () => expect(await kept()).toEqual([["taken", 3_000, 0]]));
  expect(receiver.incoming).toHaveLength(1);
  expect(await fundsOf(client)).toEqual({ balance: 7_000n, reserved: 0n });
});

it("one billed by delivered is charged on arrival where it is only kept", async () => {
  await price("client", client.clientId, PRICE_MICROS, { billing: "delivered" });
  await addNumber(rig, client, { number, forward: "portal" });
  await write(rig, client, number, "hi");
  expect(await kept()).toEqual([["kept", 3_000, 0]]);
});

it("one given up is not charged by delivered, and is by submitted", async () => {
  await price("client", client.clientId, PRICE_MICROS, { billing: "delivered" });
  await addNumber(rig, client, { number });
  await addNumber(rig, client, { number, keyword: "own", priceMicros: 5n });
  await write(rig, client, number, "hi");
  await write(rig, client, number, "own");
  rig.clock.offsetMs = 4 * DAY_MS;
  await rig.core.incoming.outbox.giveUpOld();
  expect(await kept()).toEqual([
    ["given_up", 0, 0],
    ["given_up", 5, 0],
  ]);
  expect(await fundsOf(client)).toEqual({ balance: BALANCE_MICROS - 5n, reserved: 0n });
  expect(rig.core.traffic.funds.unreservedMicros(client.clientId)).toBe(BALANCE_MICROS - 5n);
});

it("what the funds do not cover waits, is handed to nobody, and follows oldest first once they do", async () => {
  await price("client", client.clientId, PRICE_MICROS);
  await addNumber(rig, client, { number });
  await addNumber(rig, client, { number, keyword: "cheap", priceMicros: 1n });
  await addNumber(rig, client, { number, keyword: "free", priceMicros: 0n });
  const receiver = await rig.bind(client);
  const texts = ["1", "2", "3", "4", "5", "cheap 6", "free 7"];
  for (const text of texts) expect(await write(rig, client, number, text)).toBe("ESME_ROK");
  // Three of four a thousand are paid; the cheap one waits its turn.
  const statuses = async () => (await kept()).map(([status]) => status);
  const unpaid = ["unpaid", "unpaid", "unpaid"];
  await eventually(async () => expect(await statuses()).toEqual(["taken", "taken", "taken", ...unpaid, "taken"]));
  expect(receiver.incoming).toHaveLength(4);
  expect((await fundsOf(client)).balance).toBe(1_000n);
  await pay(client, 2_500n);
  await eventually(async () => expect((await statuses()).slice(3, 6)).toEqual(["taken", "unpaid", "unpaid"]));
  expect(receiver.incoming).toHaveLength(5);
  await pay(client, 100_000n);
  await eventually(() => expect(receiver.incoming).toHaveLength(7));
  expect(receiver.incoming.map(({ short_message }) => String(short_message)).slice(4)).toEqual(["4", "5", "cheap 6"]);
  await eventually(async () => expect((await kept()).every(([status]) => status === "taken")).toBe(true));
  expect((await fundsOf(client)).balance).toBe(97_499n);
  await write(rig, client, number, "8");
  await eventually(() => expect(receiver.incoming).toHaveLength(8));
});

it("credit counts, and many at once never spend more than there is", async () => {
  const { clientId } = client;
  await rig.change("update clients set credit_limit_micros = 5000 where id = $1", [clientId], `client:${clientId}`);
  await price("client", client.clientId, PRICE_MICROS);
  await addNumber(rig, client, { number, forward: "portal" });
  await Promise.all(Array.from({ length: 30 }, () => write(rig, client, number, "hi")));
  const statuses = (await kept()).map(([status]) => status);
  expect([statuses.filter((s) => s === "kept").length, statuses.filter((s) => s === "unpaid").length]).toEqual([5, 25]);
  expect((await fundsOf(client)).balance).toBe(-5_000n);
});

it("costs are the supplier's tariff for where the handset's number belongs, on arrival, whoever it is for", async () => {
  await price("supplier", client.supplierId, COST_MICROS);
  await addNumber(rig, client, { number, keyword: "mine" });
  await write(rig, client, number, "mine");
  await write(rig, client, number, "nobody's");
  await write(rig, client, number, "from elsewhere", { source_addr: "33612345678" });
  expect((await storedFor(rig, number)).map(({ booked_cost_micros }) => Number(booked_cost_micros))).toEqual([
    1_000, 1_000, 0,
  ]);
  const { rows } = await rig.pool.query(
    `select e.kind, sum(e.amount_micros)::int as micros from ledger_entries e
     join ledger_accounts a on a.id = e.credit_account where a.supplier_id = $1 group by e.kind`,
    [client.supplierId],
  );
  expect(rows).toEqual([{ kind: "incoming_cost", micros: 2_000 }]);
});

it("the proof finds a hand in charges, reservations and costs", async () => {
  await price("client", client.clientId, PRICE_MICROS, { billing: "delivered" });
  await price("supplier", client.supplierId, COST_MICROS);
  await addNumber(rig, client, { number });
  await write(rig, client, number, "hi");
  const [message] = await storedFor(rig, number);
  const broken = async (column: string) => {
    const change = (by: number) =>
      rig.pool.query(`update incoming_messages set ${column} = ${column} + $2 where id = $1`, [message?.id, by]);
    await change(1);
    const rules = (await prove()).differences.map(({ rule }) => rule);
    await change(-1);
    return rules;
  };
  expect(await broken("charged_micros")).toEqual(["incoming_charged"]);
  expect(await broken("reserved_micros")).toEqual(["messages_reserved"]);
  expect(await broken("booked_cost_micros")).toEqual(["incoming_costs"]);
});

it("funds that are read anew meanwhile forget nothing that was paid", async () => {
  await price("client", client.clientId, 1n);
  await addNumber(rig, client, { number, forward: "portal" });
  const answers: Promise<string>[] = [];
  for (let i = 0; i < 20; i++) {
    answers.push(...Array.from({ length: 20 }, () => write(rig, client, number, "hi")));
    await rig.core.traffic.resyncFunds();
  }
  const taken = (await Promise.all(answers)).filter((answer) => answer === "ESME_ROK").length;
  expect(await storedFor(rig, number)).toHaveLength(taken);
  expect((await fundsOf(client)).balance).toBe(BALANCE_MICROS - BigInt(taken));
});
