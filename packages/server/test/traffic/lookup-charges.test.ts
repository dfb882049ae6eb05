/** Look-ups cost money: who pays, when, how much and how often, in memory and in the books. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { transaction } from "../../src/database/transaction.ts";
import { draftInvoice } from "../../src/finance/invoices/draft.ts";
import { enterPayment } from "../../src/finance/payments.ts";
import { readStatement } from "../../src/finance/statement.ts";
import { createProof } from "../../src/ledger/proof.ts";
import { type Hlr, seedHlrRoute, startHlr } from "../lookups/hlr.ts";
import type { Esme } from "./esme.ts";
import { createRig, eventually, type Rig, type TestClient } from "./rig.ts";

const MESSAGE_MICROS = 10_000n;
const LOOKUP_MICROS = 3_000n;
const COST_MICROS = 1_000n;
const BALANCE_MICROS = 2_000_000n;

let rig: Rig;
let hlr: Hlr;
let hlrSupplierId: number;
let client: TestClient;
let esme: Esme;

beforeAll(async () => {
  rig = await createRig();
  hlr = await startHlr();
  const { connectionIds } = await seedHlrRoute(rig.pool, [hlr.port]);
  const { rows } = await rig.pool.query("select supplier_id from connections where id = $1", [connectionIds[0]]);
  hlrSupplierId = rows[0].supplier_id;
  await rig.pool.query("update countries set portability = 'lookup' where code = 'DE'");
  await price("supplier", hlrSupplierId, COST_MICROS);
});
afterAll(async () => {
  await rig.close();
  await hlr.close();
});

beforeEach(async () => {
  Object.assign(hlr, { otherwise: "26202", delayMs: 0 });
  hlr.asked.length = 0;
  client = await newClient();
  await price("client", client.clientId, LOOKUP_MICROS);
  esme = await rig.bind(client);
});
afterEach(async () => {
  await expectProven();
  expect(await balanceOf(client)).toBe(rig.core.traffic.funds.unreservedMicros(client.clientId));
  expect(rig.troubles).toEqual([]);
});

/** With money that was paid in, so that the proof knows of it. */
async function newClient(options: { balanceMicros?: bigint; client?: Record<string, unknown> } = {}) {
  const made = await rig.client({ balanceMicros: 0n, priceMicros: MESSAGE_MICROS, client: options.client ?? {} });
  const { clientId } = made;
  const amountMicros = options.balanceMicros ?? BALANCE_MICROS;
  const payment = { clientId, amountMicros, paid: true, nowMs: rig.clock.now() };
  await transaction(rig.pool, (tx) => enterPayment(tx, { actor: "test", remoteAddress: "" }, payment));
  await eventually(() => expect(rig.core.traffic.funds.unreservedMicros(clientId)).toBe(amountMicros));
  return made;
}

type Owner = "client" | "product" | "supplier";

/** A price or cost of look-ups, which the running switch has heard of. */
async function price(
  owner: Owner,
  id: number,
  micros: bigint,
  { billing = "submitted", network = null }: { billing?: "submitted" | "delivered"; network?: string | null } = {},
): Promise<void> {
  await rig.change(
    `insert into tariff_rows (${owner}_id, type, country, network, billing, amount_micros)
     values ($1, 'hlr', 'DE', $2, $3, $4)`,
    [id, network, billing, micros],
    `tariff:${owner}:${id}`,
  );
  await rig.announced();
}

let next = 0;
/** A number nobody asked for; the prefix is Telekom's, 26201. */
const newNumber = () => `49151123${10_000 + next++}`;
const send = (destination_addr: string) => esme.submit({ destination_addr });

async function madeFor(number: string) {
  const { rows } = await rig.pool.query<{
    outcome: string;
    network: string | null;
    client: number | null;
    charged: number;
    cost: number;
  }>(
    `select outcome, network, client_id as client, charged_micros::int as charged, booked_cost_micros::int as cost
     from lookups where number = $1 order by id`,
    [number],
  );
  return rows;
}

async function balanceOf({ clientId }: TestClient): Promise<bigint> {
  const { rows } = await rig.pool.query<{ balance: bigint }>(
    "select balance_micros - reserved_micros as balance from client_funds where client_id = $1",
    [clientId],
  );
  return rows[0]?.balance ?? 0n;
}

async function expectProven(): Promise<void> {
  await rig.core.traffic.drained();
  expect((await createProof({ pool: rig.pool, clock: rig.clock }).prove({ full: true })).differences).toEqual([]);
}

const found = () => ({
  outcome: "found",
  network: "26202",
  client: client.clientId,
  charged: Number(LOOKUP_MICROS),
  cost: Number(COST_MICROS),
});

it("one for ten messages to a number is charged once, and what is known costs nothing", async () => {
  const number = newNumber();
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(number)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => "ESME_ROK"));
  await send(number);
  // The table is read, since memory has forgotten it.
  rig.core.lookups.forget(number);
  await send(number);
  expect(await madeFor(number)).toEqual([found()]);
  expect(await balanceOf(client)).toBe(BALANCE_MICROS - 12n * MESSAGE_MICROS - LOOKUP_MICROS);
});

it("of a number that two clients ask for at once is charged to the first", async () => {
  const other = await newClient();
  await price("client", other.clientId, LOOKUP_MICROS);
  const second = await rig.bind(other);
  hlr.delayMs = 200;
  const number = newNumber();
  const first = send(number);
  await eventually(() => expect(hlr.asked).toEqual([number]));
  await Promise.all([first, second.submit({ destination_addr: number })]);
  expect(await madeFor(number)).toEqual([found()]);
  expect(await balanceOf(other)).toBe(BALANCE_MICROS - MESSAGE_MICROS);
});

it("is charged by submitted for any answer, by delivered for a network, and never for a failure", async () => {
  const [unknown, failed] = [newNumber(), newNumber()];
  hlr.answers.set(unknown, null).set(failed, 500);
  await send(unknown);
  await send(failed);
  expect(await madeFor(unknown)).toEqual([{ ...found(), outcome: "not_known", network: null }]);
  expect(await madeFor(failed)).toEqual([{ ...found(), outcome: "failed", network: null, charged: 0, cost: 0 }]);
  await price("client", client.clientId, LOOKUP_MICROS, { billing: "delivered" });
  const [unknownToo, known] = [newNumber(), newNumber()];
  hlr.answers.set(unknownToo, null);
  await send(unknownToo);
  await send(known);
  expect(await madeFor(unknownToo)).toEqual([{ ...found(), outcome: "not_known", network: null, charged: 0 }]);
  expect(await madeFor(known)).toEqual([found()]);
});

it("that is answered when nobody waits any more is owed to the supplier and charged to nobody", async () => {
  const number = newNumber();
  hlr.delayMs = 2_300;
  expect(await send(number)).toMatchObject({ status: "ESME_ROK" });
  expect(await madeFor(number)).toEqual([]);
  await eventually(async () => expect(await madeFor(number)).toEqual([{ ...found(), client: null, charged: 0 }]));
  expect(await balanceOf(client)).toBe(BALANCE_MICROS - MESSAGE_MICROS);
});

it("by a person is owed to the supplier and charged to nobody", async () => {
  const number = newNumber();
  const destination = { country: "DE", network: "26201" };
  expect(await rig.core.lookups.lookUp(number, destination, true)).toMatchObject({ outcome: "found" });
  await rig.core.traffic.drained();
  expect(await madeFor(number)).toEqual([{ ...found(), client: null, charged: 0 }]);
  const { rows } = await rig.pool.query(
    "select revenue_micros::int as revenue, cost_micros::int as cost from traffic_hours where client_id = 0",
  );
  expect(rows).toMatchObject([{ revenue: 0 }]);
});

it("is not made for a client whose money does not cover it; its message goes as if nobody knew the network", async () => {
  client = await newClient({ balanceMicros: LOOKUP_MICROS - 1n });
  await price("client", client.clientId, LOOKUP_MICROS);
  await rig.change(
    "update tariff_rows set amount_micros = 0 where client_id = $1 and type = 'sms'",
    [client.clientId],
    `tariff:client:${client.clientId}`,
  );
  await rig.announced();
  esme = await rig.bind(client);
  const number = newNumber();
  expect(await send(number)).toMatchObject({ status: "ESME_ROK" });
  expect(hlr.asked).toEqual([]);
  // One that can pay is not kept from it.
  const other = await newClient();
  await price("client", other.clientId, LOOKUP_MICROS);
  await (await rig.bind(other)).submit({ destination_addr: number });
  expect(await madeFor(number)).toEqual([{ ...found(), client: other.clientId }]);
});

it("under way holds its price back, so that no message spends it meanwhile", async () => {
  // Enough for two messages, or for one and the look-up.
  client = await newClient({ balanceMicros: 2n * MESSAGE_MICROS });
  await price("client", client.clientId, LOOKUP_MICROS);
  esme = await rig.bind(client);
  const known = newNumber();
  await rig.pool.query("insert into portability values ($1, '26202', now())", [known]);
  hlr.delayMs = 300;
  const asked = send(newNumber());
  await eventually(() => expect(hlr.asked).toHaveLength(1));
  const meanwhile = await Promise.all([send(known), send(known)]);
  expect(meanwhile.map(({ status }) => status)).toEqual(["ESME_ROK", "ESME_RSUBMITFAIL"]);
  expect((await asked).status).toBe("ESME_RSUBMITFAIL");
  expect(await balanceOf(client)).toBe(MESSAGE_MICROS - LOOKUP_MICROS);
});

it("is not made for a message that is blocked anyway", async () => {
  const number = newNumber();
  await rig.change(
    "insert into blacklist (number, entered_by) values ($1, 'test')",
    [number],
    `blacklist:add:${number}`,
  );
  await rig.core.configuration.loadAll();
  expect((await send(number)).status).not.toBe("ESME_ROK");
  expect(hlr.asked).toEqual([]);
});

it("costs what the client's own price says, else its product's, a network's price before its country's", async () => {
  const { rows } = await rig.pool.query("insert into products (name, currency) values ('P', 'EUR') returning id");
  const productId = rows[0].id;
  await price("product", productId, 700n);
  await price("product", productId, 800n, { network: "26201" });
  client = await newClient({ client: { product_id: productId } });
  esme = await rig.bind(client);
  const chargedFor = async () => {
    const number = newNumber();
    await send(number);
    return (await madeFor(number)).map(({ charged }) => charged);
  };
  expect(await chargedFor()).toEqual([800]);
  // A new price acts on the next look-up.
  await price("client", client.clientId, 900n);
  expect(await chargedFor()).toEqual([900]);
  await price("client", client.clientId, 950n);
  expect(await chargedFor()).toEqual([950]);
});

it("without a price is free, and without a cost owed to nobody", async () => {
  client = await newClient();
  esme = await rig.bind(client);
  await rig.change(
    "update tariff_rows set valid_to = now() where supplier_id = $1 and type = 'hlr'",
    [hlrSupplierId],
    `tariff:supplier:${hlrSupplierId}`,
  );
  await rig.announced();
  const number = newNumber();
  await send(number);
  expect(await madeFor(number)).toEqual([{ ...found(), charged: 0, cost: 0 }]);
  await price("supplier", hlrSupplierId, COST_MICROS);
});

it("stands on the statement and on the invoice, in the revenue and in the costs", async () => {
  await Promise.all([send(newNumber()), send(newNumber())]);
  const { clientId } = client;
  const day = new Date(rig.clock.now()).toISOString().slice(0, 10);
  const statement = await readStatement((work) => transaction(rig.pool, work), clientId, { from: day, to: day });
  expect(statement.movements.slice(1).map(({ description, amount }) => [description, amount])).toEqual([
    ["2 messages, 2 parts", "-0.02"],
    ["2 number look-ups", "-0.006"],
  ]);
  expect(statement).toMatchObject({ closing: "1.974", totals: { charges: "-0.026" } });
  const invoiceId = await transaction(rig.pool, (tx) =>
    draftInvoice(
      tx,
      { actor: "test", remoteAddress: "" },
      { clientId, periodFrom: day, periodTo: day, comment: "", automatic: false, nowMs: rig.clock.now() },
    ),
  );
  const { rows: lines } = await rig.pool.query(
    `select type, description, billing, parts::int, amount_micros::int as amount
     from invoice_lines where invoice_id = $1 and type = 'hlr'`,
    [invoiceId],
  );
  expect(lines).toEqual([
    {
      type: "hlr",
      description: expect.stringMatching(/^Number look-ups in Germany/),
      billing: "submitted",
      parts: 2,
      amount: 6_000,
    },
  ]);
  const { rows: invoices } = await rig.pool.query("select messages::int from invoices where id = $1", [invoiceId]);
  expect(invoices).toEqual([{ messages: 2 }]);
  const { rows: hours } = await rig.pool.query(
    `select sum(revenue_micros)::int as revenue,
            sum(cost_micros) filter (where connection_id in (select id from connections where supplier_id = $2))::int as cost
     from traffic_hours where client_id = $1`,
    [clientId, hlrSupplierId],
  );
  expect(hours).toEqual([{ revenue: 26_000, cost: 2_000 }]);
});

it("that a hand has changed is found by the proof", async () => {
  const number = newNumber();
  await send(number);
  const brokenRules = async () => {
    const { differences } = await createProof({ pool: rig.pool, clock: rig.clock }).prove({ full: true });
    return differences.map(({ rule }) => rule);
  };
  const touch = (column: string, micros: number) =>
    rig.pool.query(`update lookups set ${column} = ${column} + $2 where number = $1`, [number, micros]);
  await touch("charged_micros", 1);
  expect(await brokenRules()).toEqual(["lookups_charged"]);
  await touch("charged_micros", -1);
  await touch("booked_cost_micros", 1);
  expect(await brokenRules()).toEqual(["lookup_costs"]);
  await touch("booked_cost_micros", -1);
});

it("is summed once for the proof when it is old", async () => {
  await send(newNumber());
  rig.clock.offsetMs = 5 * 86_400_000;
  const proof = createProof({ pool: rig.pool, clock: rig.clock });
  await proof.prove({ full: true });
  const { rows } = await rig.pool.query("select sum(charged_micros)::int as charged from sealed_lookups");
  expect(rows[0].charged).toBeGreaterThan(0);
  expect((await proof.prove()).differences).toEqual([]);
  rig.clock.offsetMs = 0;
});

it("that the database refuses is given back in memory, and its message goes all the same", async () => {
  const number = newNumber();
  await rig.pool.query(`alter table lookups add constraint not_this check (number <> ${number})`);
  expect(await send(number)).toMatchObject({ status: "ESME_ROK" });
  await rig.pool.query("alter table lookups drop constraint not_this");
  expect(await madeFor(number)).toEqual([]);
  expect(await balanceOf(client)).toBe(BALANCE_MICROS - MESSAGE_MICROS);
  expect(rig.troubles.splice(0).length).toBeGreaterThan(0);
});

it("is charged once though the database's connection breaks again and again", async () => {
  const numbers = Array.from({ length: 60 }, newNumber);
  hlr.delayMs = 50;
  const answers = numbers.flatMap((number) => [send(number), send(number)]);
  for (let i = 0; i < 6; i++) {
    await new Promise((resolve) => setTimeout(resolve, 40));
    await rig.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'switchyard accept'`,
    );
  }
  expect((await Promise.all(answers)).every(({ status }) => status === "ESME_ROK")).toBe(true);
  const { rows } = await rig.pool.query("select count(*)::int as made from lookups where client_id = $1", [
    client.clientId,
  ]);
  expect(rows).toEqual([{ made: numbers.length }]);
  expect(await balanceOf(client)).toBe(BALANCE_MICROS - BigInt(numbers.length) * (2n * MESSAGE_MICROS + LOOKUP_MICROS));
  rig.troubles.length = 0;
});

it("whose answer comes while the funds are read anew is neither lost nor charged twice", async () => {
  const { query } = rig.corePool;
  rig.corePool.query = (async (...given: unknown[]) => {
    const result = await Reflect.apply(query, rig.corePool, given);
    if (String(given[0]).includes("as unreserved")) await new Promise((resolve) => setTimeout(resolve, 400));
    return result;
  }) as typeof query;
  hlr.delayMs = 200;
  const number = newNumber();
  const asked = send(number);
  await eventually(() => expect(hlr.asked).toEqual([number]));
  await rig.core.traffic.resyncFunds();
  rig.corePool.query = query;
  expect(await asked).toMatchObject({ status: "ESME_ROK" });
  expect(await madeFor(number)).toEqual([found()]);
});
