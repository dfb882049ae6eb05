/**
 * The books under anything: thousands of submits, receipts, payments, corrections, refunds, changed limits and killed
 * switches, in a random order that the printed seed repeats. SWITCHYARD_TEST_SEED takes up an earlier one.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createRandom, createSmscSimulator, type Random } from "@switchyard/simulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { updateClient } from "../../src/clients/profile.ts";
import { transaction } from "../../src/database/transaction.ts";
import { enterPayment } from "../../src/finance/payments.ts";
import type { Author } from "../../src/history/history.ts";
import { createProof } from "../../src/ledger/proof.ts";
import { refundMessage } from "../../src/ledger/refunds.ts";
import { Refusal } from "../../src/refusal.ts";
import { createTestDatabase, type TestDatabase } from "../database.ts";
import { type Seeded, seed } from "../seed.ts";
import { type Answer, bind, type Esme, type SubmitFields } from "./esme.ts";
import { eventually } from "./rig.ts";

const seedNumber = Number(process.env.SWITCHYARD_TEST_SEED ?? Date.now() % 1_000_000);
const ACTIONS = 10_000;
const CLIENTS = 50;
/** Of these, limits are cut and payments taken back as well: their funds may go below zero by our own hand. */
const CUT_FROM = 40;
const KILLS = 4;
const author: Author = { actor: "test", remoteAddress: "" };

interface Sender extends Seeded {
  readonly index: number;
  esme: Esme | undefined;
  readonly acknowledged: { id: string; parts: number }[];
  readonly payments: number[];
}

let database: TestDatabase;
const smsc = createSmscSimulator({ seed: seedNumber, remember: 10 });

async function startSwitch(): Promise<{ port: number; kill(): Promise<void> }> {
  const file = fileURLToPath(new URL("./core-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=@switchyard/source", file], {
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return {
    port: Number(line.toString()),
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
  smsc.set({
    outcomes: [
      { value: { state: "DELIVRD", error: "000" }, weight: 7 },
      { value: { state: "UNDELIV", error: "042" }, weight: 2 },
      { value: { state: "EXPIRED", error: "099" }, weight: 1 },
    ],
    responses: [
      { value: "ESME_ROK", weight: 18 },
      { value: "ESME_RINVDSTADR", weight: 1 },
    ],
    duplicateReceiptShare: 0.05,
    receiptFirstShare: 0.05,
  });
});
afterAll(async () => {
  await smsc.stop(0);
  await database.drop();
});

describe("the books", () => {
  it("agree to the micro after any interleaving of submits, receipts, payments, limits and kills", async () => {
    console.log(`seed ${seedNumber}`);
    const random = createRandom(seedNumber);
    const { port } = await smsc.listen();
    const senders = await seedSenders(port, random);
    const broke = watchOverspending();
    let life = await startSwitch();
    await bindAll(senders, life.port);
    const underWay = new Set<Promise<unknown>>();
    const killAt = new Set(Array.from({ length: KILLS }, (_, i) => Math.floor(((i + 1) * ACTIONS) / (KILLS + 1))));
    for (let action = 0; action < ACTIONS; action++) {
      if (killAt.has(action)) {
        await life.kill();
        life = await startSwitch();
        await bindAll(senders, life.port);
      }
      const work = act(random, senders[Math.floor(random() * CLIENTS)] as Sender);
      underWay.add(work);
      work.finally(() => underWay.delete(work));
      if (underWay.size > 400) await Promise.race(underWay);
    }
    await Promise.all(underWay);
    await untilQuiet();
    await broke.stop();
    expect(broke.seen).toEqual([]);
    await expectAgreement(senders);
    await life.kill();
  }, 240_000);
});

async function seedSenders(smscPort: number, random: Random): Promise<Sender[]> {
  const senders: Sender[] = [];
  for (let index = 0; index < CLIENTS; index++) {
    const seeded = await seed(database.pool, {
      smscPort,
      systemId: `sender${index}`,
      balanceMicros: 0n,
      billing: index % 2 === 0 ? "submitted" : "delivered",
      priceMicros: BigInt(1 + Math.floor(random() * 99_999)),
      connection: { system_id: `sender${index}` },
    });
    if (index % 3 === 0) {
      await database.pool.query("update tariff_rows set billing = 'delivered' where supplier_id = $1", [
        seeded.supplierId,
      ]);
    }
    const sender: Sender = { ...seeded, index, esme: undefined, acknowledged: [], payments: [] };
    await pay(sender, 2_000_000n);
    senders.push(sender);
  }
  return senders;
}

async function bindAll(senders: readonly Sender[], port: number): Promise<void> {
  await Promise.all(
    senders.map(async (sender) => {
      sender.esme = await bind({ port, ...sender });
    }),
  );
}

/** One thing that a client or the staff does, drawn by weight. */
async function act(random: Random, sender: Sender): Promise<void> {
  const drawn = random();
  if (drawn < 0.9) return submit(random, sender);
  if (drawn < 0.94) return pay(sender, BigInt(1 + Math.floor(random() * 500_000)));
  if (drawn < 0.96) return refund(random, sender);
  if (drawn < 0.98 || sender.index < CUT_FROM) return raiseLimit(random, sender);
  return drawn < 0.99 ? cutLimit(random, sender) : takeBack(random, sender);
}

async function submit(random: Random, sender: Sender): Promise<void> {
  const parts = 1 + Math.floor(random() * 3);
  const fields: SubmitFields =
    parts === 1 ? {} : { short_message: Buffer.alloc(0), tlvs: { message_payload: Buffer.alloc(153 * parts, "x") } };
  // A switch that is killed answers nothing; what it had accepted is in the books all the same.
  const answer = await sender.esme?.submit(fields).catch((): Answer | undefined => undefined);
  if (answer?.status === "ESME_ROK") sender.acknowledged.push({ id: answer.id, parts });
  else if (answer) expect(["ESME_RSUBMITFAIL", "ESME_RTHROTTLED"]).toContain(answer.status);
}

async function pay(sender: Sender, amountMicros: bigint): Promise<void> {
  const given = { clientId: sender.clientId, amountMicros, paid: true, nowMs: Date.now() };
  const payment = await transaction(database.pool, (tx) => enterPayment(tx, author, given));
  sender.payments.push(payment.id);
}

async function takeBack(random: Random, sender: Sender): Promise<void> {
  const correctsPaymentId = sender.payments[Math.floor(random() * sender.payments.length)];
  const amountMicros = -BigInt(1 + Math.floor(random() * 300_000));
  const given = { clientId: sender.clientId, amountMicros, paid: true, nowMs: Date.now(), correctsPaymentId };
  await unlessRefused(transaction(database.pool, (tx) => enterPayment(tx, author, given)));
}

async function refund(random: Random, sender: Sender): Promise<void> {
  const message = sender.acknowledged[Math.floor(random() * sender.acknowledged.length)];
  if (!message) return;
  const given = { messageId: Number(message.id), reason: "test", nowMs: Date.now() };
  await unlessRefused(transaction(database.pool, (tx) => refundMessage(tx, author, given)));
}

async function raiseLimit(random: Random, { clientId }: Sender): Promise<void> {
  await transaction(database.pool, async (tx) => {
    const { rows } = await tx.query<{ credit: bigint }>(
      "select credit_limit_micros as credit from clients where id = $1 for update",
      [clientId],
    );
    const raised = (rows[0]?.credit ?? 0n) + BigInt(Math.floor(random() * 200_000));
    await updateClient(tx, author, clientId, { creditLimit: decimal(raised), nowMs: Date.now() });
  });
}

async function cutLimit(random: Random, { clientId }: Sender): Promise<void> {
  const changes = random() < 0.5 ? { creditLimit: "0" } : { dailyLimit: 1_000 };
  await transaction(database.pool, (tx) => updateClient(tx, author, clientId, { ...changes, nowMs: Date.now() }));
}

const decimal = (micros: bigint): string => `${micros / 1_000_000n}.${String(micros % 1_000_000n).padStart(6, "0")}`;

async function unlessRefused(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });
}

/** Looks again and again whether a client whose limits are only raised has ever spent more than it may. */
function watchOverspending(): { readonly seen: unknown[]; stop(): Promise<void> } {
  const seen: unknown[] = [];
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const { rows } = await database.pool.query(
        `select c.login, f.* from clients c join client_funds f on f.client_id = c.id
         where f.balance_micros - f.reserved_micros + c.credit_limit_micros < 0
           and c.login = any($1)`,
        [Array.from({ length: CUT_FROM }, (_, index) => `sender${index}`)],
      );
      seen.push(...rows);
      await pause(20);
    }
  })();
  return {
    seen,
    async stop() {
      isOver = true;
      await watching;
    },
  };
}

/** Every message has come to its end, and nothing is written any more. */
async function untilQuiet(): Promise<void> {
  await eventually(async () => {
    const { rows } = await database.pool.query(
      "select count(*)::int as open from messages where status < 10 or reserved_micros <> 0",
    );
    expect(rows[0].open).toBe(0);
  }, 60_000);
}

async function expectAgreement(senders: readonly Sender[]): Promise<void> {
  const { differences, messages } = await createProof({ pool: database.pool, clock: { now: Date.now } }).prove();
  expect(differences).toEqual([]);
  for (const sender of senders) {
    const ids = sender.acknowledged.map(({ id }) => id);
    const { rows } = await database.pool.query(
      `select id::text, parts, billing, price_micros as price, charged_micros as charged, status, part_states
       from messages where id = any($1::bigint[])`,
      [ids],
    );
    // Acknowledged is durable, and charged exactly once: all parts on acceptance, or those delivered.
    expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
    for (const { parts, billing, price, charged, status, part_states } of rows) {
      const states: string = part_states ?? (status === 10 ? "d" : "u");
      const due = billing === 1 ? BigInt(parts) : BigInt([...states].filter((letter) => letter === "d").length);
      expect(charged).toBe(due * price);
    }
  }
  const accepted = senders.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
  console.log(`${accepted} acknowledged, ${messages} in the books`);
  // Money ran out for some and not for others, or nothing was proved.
  expect(accepted).toBeGreaterThan(ACTIONS / 4);
}
