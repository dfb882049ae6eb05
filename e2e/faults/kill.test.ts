/**
 * The promise behind every ESME_ROK: the message is in the books. Under load the switch is killed (-9) five times and
 * PostgreSQL twice, at random moments; afterwards every acknowledged message must be there, charged once and final.
 */
import {
  createLoad,
  createRandom,
  createSmscSimulator,
  freshSeed,
  type Load,
  type LoadReport,
  predictBalances,
  type Random,
  type SmscSimulator,
} from "@switchyard/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../processes.ts";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";

const seed = Number(process.env.SEED ?? freshSeed());
const random: Random = createRandom(seed);
const priceMicros = 50_000n;
const paymentMicros = 1_000_000_000_000n;
const rate = 1_000;
/** How long the traffic flows between two kills, at least and at most. */
const flowMs = { least: 700, most: 2_000 };

interface Found {
  readonly id: string;
  readonly status: number;
  readonly done: boolean;
  readonly charged_micros: string;
  readonly recipient: string;
}

let smsc: SmscSimulator;
let under: SwitchUnderTest;
let shop: Shop;
let report: LoadReport;
const acknowledged = new Map<string, number>();
const given: string[] = [];

describe("kill -9 of the switch and of PostgreSQL under load", () => {
  beforeAll(async () => {
    console.log(`kill test, seed ${seed} (SEED=${seed} repeats the choices)`);
    smsc = createSmscSimulator({
      seed,
      remember: 500_000,
      behaviour: {
        responseLatency: { kind: "uniform", lowMs: 0, highMs: 20 },
        receiptLatency: { kind: "uniform", lowMs: 0, highMs: 500 },
      },
    });
    const { port } = await smsc.listen();
    under = await startSwitch();
    shop = await openShop(under, { supplierPorts: [port], price: "0.05", payment: "1000000", countries: ["DE", "TR"] });
    const load = startLoad();
    const done = load.run();
    for (const victim of shuffled(["switch", "switch", "switch", "switch", "switch", "PostgreSQL", "PostgreSQL"])) {
      await flow(load);
      await strike(victim, load);
    }
    await flow(load);
    load.stop();
    report = await done;
    await settled();
  }, 240_000);

  afterAll(async () => {
    await under?.stop();
    await smsc?.stop();
  });

  test("every acknowledged message is there, and no id was given twice", async () => {
    const found = await messages();
    const known = new Set(found.map((message) => message.id));
    expect(given.filter((id) => !known.has(id))).toEqual([]);
    expect(acknowledged.size).toBe(given.length);
    const arrivals = new Map<string, number>();
    for (const submit of smsc.submits) {
      const number = /^#(\d+) /.exec(submit.octets.toString("latin1"))?.[1] ?? "";
      arrivals.set(number, (arrivals.get(number) ?? 0) + 1);
    }
    const twice = [...arrivals.values()].filter((times) => times > 1).length;
    console.log(
      `acknowledged ${acknowledged.size}, in the books ${found.length}, answers lost ${report.unanswered}, ` +
        `submits at the supplier ${smsc.submits.length} (${twice} messages more than once), ` +
        `client's receipts ${JSON.stringify(report.receipts)}, of them again ${report.duplicateReceipts}, disconnects ${report.disconnects}`,
    );
    expect([...acknowledged.values()].filter((number) => !arrivals.has(String(number)))).toEqual([]);
  });

  test("each was charged once, and ledger, messages and balance agree with a naive count", async () => {
    const found = await messages();
    expect(found.filter((message) => BigInt(message.charged_micros) !== priceMicros)).toEqual([]);
    const expected = predictBalances(
      [{ client: "alpha", prefix: "", priceMicros, billing: "by_submitted" }],
      [
        { kind: "payment", client: "alpha", amountMicros: paymentMicros },
        ...found.map((message) => ({
          kind: "accepted" as const,
          client: "alpha",
          id: message.id,
          recipient: message.recipient,
          segments: 1,
        })),
      ],
    ).get("alpha");
    const [books] = await under.sql<{ charged: string; messages: string; balance: string; reserved: string }>(
      `select sum(e.amount_micros)::text as charged, sum(e.messages)::text as messages,
              min(f.balance_micros)::text as balance, min(f.reserved_micros)::text as reserved
         from ledger_entries e, client_funds f
        where e.kind = 'charge' and f.client_id = $1`,
      [shop.clientId],
    );
    expect(books).toEqual({
      charged: String(expected?.chargedMicros),
      messages: String(found.length),
      balance: String(expected?.balanceMicros),
      reserved: "0",
    });
  });

  test("the switch's own proof of the books finds nothing to say", async () => {
    const check = await under.admin.runLedgerCheck();
    expect(check.differences).toEqual([]);
    expect(check.messages).toBe((await messages()).length);
  });

  test("each reached a final status, and the client has a receipt for each", async () => {
    const found = await messages();
    expect(found.filter((message) => !message.done).length).toBe(0);
    expect(report.receiptsMissing).toBe(0);
    expect(report.acknowledged).toBe(acknowledged.size);
  });
});

function startLoad(): Load {
  return createLoad({
    port: under.smppPort,
    system_id: shop.system_id,
    password: shop.password,
    connections: 3,
    window: 100,
    rate,
    seed,
    mix: { numbered: true, countries: { DE: 3, TR: 1 }, kinds: { gsm7: 1 } },
    reconnectForMs: 60_000,
    receiptGraceMs: 30_000,
    onAcknowledged(id, index) {
      given.push(id);
      acknowledged.set(id, index);
    },
  });
}

/** Waits until traffic flows again, and then for a random while. */
async function flow(load: Load): Promise<void> {
  const before = load.report().acknowledged;
  await eventually("acknowledgements after a restart", () => load.report().acknowledged > before + 50, 60_000);
  await new Promise((resolve) => setTimeout(resolve, flowMs.least + random() * (flowMs.most - flowMs.least)));
}

async function strike(victim: string, load: Load): Promise<void> {
  const at = load.report().acknowledged;
  const startedAtMs = performance.now();
  if (victim === "switch") {
    await under.kill9();
    await under.restart();
  } else {
    await under.kill9Postgres();
    await eventually("the switch's recovery from PostgreSQL's death", () => isAnswering(), 60_000);
  }
  console.log(
    `killed the ${victim} after ${at} acknowledgements; ready again in ${Math.round(performance.now() - startedAtMs)} ms`,
  );
}

/** A statement of the switch's own database succeeds, so PostgreSQL is back. */
async function isAnswering(): Promise<boolean> {
  await under.sql("select 1");
  return (await fetch(`${under.baseUrl}/ready`)).ok;
}

async function settled(): Promise<void> {
  await eventually(
    "an empty queue",
    async () => {
      const [left] = await under.sql<{ queued: string }>("select count(*)::text as queued from queue");
      return left?.queued === "0";
    },
    60_000,
  );
}

function messages(): Promise<Found[]> {
  return under.sql<Found>(
    "select id::text as id, status, done_at is not null as done, charged_micros::text as charged_micros, recipient from messages",
  );
}

/** Fisher–Yates with the test's own randomness. */
function shuffled<T>(list: readonly T[]): T[] {
  const result = [...list];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [result[last], result[other]];
    if (a !== undefined && b !== undefined) [result[last], result[other]] = [b, a];
  }
  return result;
}
