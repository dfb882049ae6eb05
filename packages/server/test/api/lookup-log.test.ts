/** The log of look-ups made: its filters, pages and CSV. */
import type { AdminCall } from "@switchyard/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makePartitions } from "../../src/database/partitions.ts";
import { idAtTime } from "../../src/ids.ts";
import { listLookupLog } from "../../src/reports/lookup-log.ts";
import { seed } from "../seed.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
let clientId: number;
let connectionId: number;

beforeAll(async () => {
  rig = await createRig();
  await makePartitions(rig.pool, rig.clock.nowMs);
  ({ clientId, connectionId } = await seed(rig.pool, { smscPort: 9, systemId: "asker" }));
  const outcomes = ["found", "not_known", "failed"];
  for (let index = 0; index < 6; index++) {
    const atMs = rig.clock.nowMs + index * 60_000;
    const isFound = index % 3 === 0;
    await rig.pool.query(
      `insert into lookups (id, at, number, country, outcome, network, detail, client_id, connection_id, billing, currency,
                            price_micros, charged_micros, booked_cost_micros)
       values ($1, to_timestamp($2), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        idAtTime(atMs),
        atMs / 1000,
        4915112300000 + index,
        index < 3 ? "DE" : "FR",
        outcomes[index % 3],
        isFound ? "26202" : null,
        isFound ? "" : "HTTP 500",
        index === 5 ? null : clientId,
        connectionId,
        index === 5 ? null : 1,
        index === 5 ? null : "EUR",
        index === 5 ? null : 3_000,
        isFound ? 3_000 : 0,
        isFound ? 1_000 : 0,
      ],
    );
  }
});
afterAll(() => rig.close());

type Query = AdminCall<"listLookupLog">["query"] & object;
const numbersFor = async (query: Query) =>
  (await rig.api.listLookupLog({ query })).items.map(({ number }) => Number(number.slice(-1)));

it("tells of each what was asked, what came of it, who pays and what it cost", async () => {
  const { items } = await rig.api.listLookupLog({ query: { number: "4915112300000" } });
  expect(items).toEqual([
    {
      id: idAtTime(rig.clock.nowMs),
      at: new Date(rig.clock.nowMs).toISOString(),
      number: "4915112300000",
      country: "DE",
      outcome: "found",
      network: "26202",
      networkName: expect.any(String),
      detail: "",
      clientId,
      clientLogin: "asker",
      connectionId,
      connectionName: "link of asker",
      billing: "submitted",
      price: "0.003",
      charged: "0.003",
      currency: "EUR",
      cost: "0.001",
      costCurrency: "EUR",
    },
  ]);
});

it("comes newest first in pages, and is narrowed by every filter", async () => {
  const first = await rig.api.listLookupLog({ query: { limit: 4 } });
  const rest = await rig.api.listLookupLog({ query: { limit: 4, cursor: first.nextCursor ?? "" } });
  expect([...first.items, ...rest.items].map(({ number }) => Number(number.slice(-1)))).toEqual([5, 4, 3, 2, 1, 0]);
  expect(rest).toMatchObject({ nextCursor: null, searchedTo: null });
  expect(await numbersFor({ clientId })).toEqual([4, 3, 2, 1, 0]);
  expect(await numbersFor({ country: "FR" })).toEqual([5, 4, 3]);
  expect(await numbersFor({ outcome: "failed" })).toEqual([5, 2]);
  expect(await numbersFor({ connectionId: connectionId + 1 })).toEqual([]);
  const at = (minutes: number) => new Date(rig.clock.nowMs + minutes * 60_000).toISOString();
  expect(await numbersFor({ from: at(1), to: at(3) })).toEqual([2, 1]);
});

it("stops after so many and says how far it looked, when a filter fits little", async () => {
  const query = { limit: 50, number: "4915112300000" };
  const page = await listLookupLog(rig.pool, query, 4);
  expect(page).toMatchObject({ items: [], searchedTo: new Date(rig.clock.nowMs + 120_000).toISOString() });
  const next = await listLookupLog(rig.pool, { ...query, cursor: page.nextCursor ?? "" }, 4);
  expect(next.items).toHaveLength(1);
  expect(next.nextCursor).toBeNull();
});

it("is a CSV file as it is filtered", async () => {
  const lines = (await rig.api.exportLookupLog({ query: { country: "DE" } })).trim().split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain("number,country,outcome,network");
  expect(lines[3]).toContain("4915112300000,DE,found,26202");
  expect(lines[3]).toMatch(/,asker,link of asker,submitted,0.003,0.003,EUR,0.001,EUR$/);
});
