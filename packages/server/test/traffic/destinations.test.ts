/** Destinations as an operator edits them, on live traffic: what is saved acts within a second. */
import { blockReasons } from "@switchyard/engine";
import { afterAll, beforeAll, expect, it } from "vitest";
import { updateDestination } from "../../src/catalogue/places/countries.ts";
import { updateNetwork } from "../../src/catalogue/places/networks.ts";
import { createPrefix, deletePrefix } from "../../src/catalogue/places/prefixes.ts";
import { transaction } from "../../src/database/transaction.ts";
import type { Queryable } from "../../src/history/history.ts";
import { type Hlr, seedHlrRoute, startHlr } from "../lookups/hlr.ts";
import type { Esme } from "./esme.ts";
import { createRig, eventually, type Rig, type TestClient } from "./rig.ts";

let rig: Rig;
let client: TestClient;
let esme: Esme;
let hlr: Hlr;
const author = { actor: "test", remoteAddress: "" };

beforeAll(async () => {
  rig = await createRig();
  hlr = await startHlr();
  client = await rig.client({ priceMicros: 10_000n });
  for (const [network, micros] of [
    ["26201", 20_000],
    ["26202", 30_000],
    ["26203", 40_000],
  ]) {
    await rig.pool.query(
      "insert into tariff_rows (client_id, country, network, amount_micros, valid_from) values ($1, 'DE', $2, $3, '2026-01-01')",
      [client.clientId, network, micros],
    );
  }
  await rig.change("select 1", [], `tariff:client:${client.clientId}`);
  await rig.announced();
  esme = await rig.bind(client);
});
afterAll(async () => {
  await rig.close();
  await hlr.close();
});

const saved = <T>(work: (tx: Queryable) => Promise<T>) => transaction(rig.pool, work);
let next = 0;
/** A number of Telekom's first range, another each time. */
const number = (beginning = "49151123") => `${beginning}${String(10_000 + next++)}`;

async function send(destination_addr: string): Promise<{
  status: string;
  stored: { country: string; network: string | null; price: bigint; reason: number | null };
}> {
  const { status } = await esme.submit({ destination_addr });
  const { rows } = await rig.pool.query(
    `select country::text as country, network, price_micros as price, reason from messages
     where client_id = $1 order by id desc limit 1`,
    [client.clientId],
  );
  return { status, stored: rows[0] };
}

/** Sends until it comes out so; what was saved must act within a second. */
async function expectWithinASecond(destination: () => string, expected: Record<string, unknown>): Promise<void> {
  await eventually(async () => expect((await send(destination())).stored).toMatchObject(expected), 1_000);
}

it("a prefix that is led elsewhere prices the next messages, and its deletion the ones after", async () => {
  expect((await send(number())).stored).toMatchObject({ country: "DE", network: "26201", price: 20_000n });
  await saved((tx) => createPrefix(tx, author, { digits: "49151123", country: "DE", network: "26202" }));
  await expectWithinASecond(number, { network: "26202", price: 30_000n });
  await saved((tx) => deletePrefix(tx, author, "49151123"));
  await expectWithinASecond(number, { network: "26201", price: 20_000n });
});

it("a closed country or network takes nothing until it is open again", async () => {
  const closed = { reason: blockReasons.destination_closed.number };
  await saved((tx) => updateNetwork(tx, author, "26201", { closed: true }));
  await expectWithinASecond(number, closed);
  expect((await send(number("491522"))).stored.reason).toBeNull();
  await saved((tx) => updateNetwork(tx, author, "26201", { closed: false }));
  await expectWithinASecond(number, { reason: null });
  await saved((tx) => updateDestination(tx, author, "DE", { closed: true }));
  await expectWithinASecond(() => number("491522"), closed);
  await saved((tx) => updateDestination(tx, author, "DE", { closed: false }));
  await expectWithinASecond(number, { reason: null });
});

it("a country whose networks are not told apart is charged at the highest of their prices", async () => {
  await saved((tx) => updateDestination(tx, author, "DE", { portability: "highest_price" }));
  await expectWithinASecond(number, { price: 40_000n });
  await saved((tx) => updateDestination(tx, author, "DE", { portability: "prefix" }));
  await expectWithinASecond(number, { price: 20_000n });
});

it("a ported number is looked up, priced by the network it has now, and asked for once", async () => {
  await seedHlrRoute(rig.pool, [hlr.port]);
  await rig.core.configuration.loadAll();
  const ported = number();
  hlr.answers.set(ported, "26203");
  await saved((tx) => updateDestination(tx, author, "DE", { portability: "lookup" }));
  await expectWithinASecond(() => ported, { network: "26203", price: 40_000n });
  await Promise.all([1, 2, 3].map(() => esme.submit({ destination_addr: ported })));
  expect(hlr.asked.filter((asked) => asked === ported)).toHaveLength(1);
});

it("a failed look-up counts as the country says: by prefix, or at the highest price", async () => {
  hlr.otherwise = 500;
  expect((await send(number())).stored).toMatchObject({ network: "26201", price: 20_000n });
  await saved((tx) => updateDestination(tx, author, "DE", { lookupFallback: "highest_price" }));
  await expectWithinASecond(number, { price: 40_000n });
  hlr.delayMs = 60_000;
  const began = performance.now();
  const { status, stored } = await send(number());
  expect(status).toBe("ESME_ROK");
  expect(stored.price).toBe(40_000n);
  expect(performance.now() - began).toBeLessThan(3_500);
  hlr.delayMs = 0;
  await saved((tx) => updateDestination(tx, author, "DE", { portability: "prefix", lookupFallback: "prefix" }));
  expect(rig.troubles).toEqual([]);
});
