/** Reception numbers and the log of incoming messages. */
import type { AdminCall } from "@switchyard/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePartitions } from "../../src/database/partitions.ts";
import { idAtTime } from "../../src/ids.ts";
import { listIncoming } from "../../src/reports/incoming-log.ts";
import { seed } from "../seed.ts";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let clientId: number;
let otherId: number;
let connectionId: number;

beforeAll(async () => {
  rig = await createRig();
  await makePartitions(rig.pool, rig.clock.nowMs);
  ({ clientId, connectionId } = await seed(rig.pool, { smscPort: 9, systemId: "acme" }));
  ({ clientId: otherId } = await seed(rig.pool, { smscPort: 9, systemId: "other" }));
});
afterAll(() => rig.close());

const create = (numbers: string[], given: object = {}) =>
  rig.api.createReceptionNumbers({ body: { clientId, numbers, ...given } });

describe("reception numbers", () => {
  it("are given to a client one by one or many at once, with history", async () => {
    const { items } = await create(["+4477", "", "4477 WIN", "491701234567;Stop"], {
      price: "0.01",
      forward: "portal",
    });
    expect(items.map(({ number, keyword }) => [number, keyword])).toEqual([
      ["4477", ""],
      ["4477", "WIN"],
      ["491701234567", "Stop"],
    ]);
    expect(items[0]).toMatchObject({
      clientId,
      clientLogin: "acme",
      price: "0.01",
      currency: "EUR",
      forward: "portal",
    });
    const history = await rig.api.listClientHistory({ params: { clientId }, query: { category: "incoming" } });
    expect(history.items).toHaveLength(3);
    expect(history.items[0]).toMatchObject({ entity: "reception_number", action: "create" });
  });

  it("are all refused when a line of them can't be read or had, and every such line is told", async () => {
    const wrong = await refusal(create(["5511", "12", "5512 A B", "5511", `5513 ${"x".repeat(41)}`, "phone"]));
    expect(wrong).toMatchObject({ status: 400, code: "invalid_request" });
    expect(wrong.errors?.map(({ path }) => path)).toEqual([1, 2, 3, 4, 5].map((line) => `body.numbers.${line}`));
    const taken = await refusal(create(["5511", "4477 win"], { clientId: otherId }));
    expect(taken).toMatchObject({
      status: 409,
      code: "number_taken",
      detail: "Line 2 belongs to acme already. Nothing was changed.",
    });
    expect(await refusal(create([" "]))).toMatchObject({ status: 400 });
    expect(await refusal(create(["5511"], { clientId: 999_999 }))).toMatchObject({ status: 404 });
    const { items } = await rig.api.listReceptionNumbers({ query: { search: "55" } });
    expect(items).toEqual([]);
  });

  it("are listed by client and beginning, page by page", async () => {
    await create(["6600", "6601", "6602"], { clientId: otherId });
    const first = await rig.api.listReceptionNumbers({ query: { search: "+66", limit: 2 } });
    const rest = await rig.api.listReceptionNumbers({ query: { search: "66", cursor: first.nextCursor ?? "" } });
    expect([...first.items, ...rest.items].map(({ number }) => number)).toEqual(["6600", "6601", "6602"]);
    const own = await rig.api.listReceptionNumbers({ query: { clientId } });
    expect(new Set(own.items.map((number) => number.clientId))).toEqual(new Set([clientId]));
  });

  it("are changed and deleted, and found again by running switches", async () => {
    const [number] = (await create(["7700 go"])).items;
    const params = { numberId: number?.id ?? 0 };
    const changed = await rig.api.updateReceptionNumber({
      params,
      body: { keyword: "GONE", price: null, enabled: false, comment: "later" },
    });
    expect(changed).toMatchObject({ keyword: "GONE", price: null, enabled: false, comment: "later", forward: "smpp" });
    await create(["7700 go"]);
    expect(await refusal(rig.api.updateReceptionNumber({ params, body: { keyword: "GO" } }))).toMatchObject({
      status: 409,
      code: "number_taken",
    });
    expect(await refusal(rig.api.updateReceptionNumber({ params, body: { number: "+12" } }))).toMatchObject({
      status: 400,
    });
    await rig.api.deleteReceptionNumber({ params });
    expect(await refusal(rig.api.deleteReceptionNumber({ params }))).toMatchObject({ status: 404 });
    const history = await rig.api.listClientHistory({
      params: { clientId },
      query: { entityId: String(params.numberId) },
    });
    expect(history.items.map(({ action }) => action)).toEqual(["delete", "update", "create"]);
  });
});

describe("the log of incoming messages", () => {
  beforeAll(async () => {
    for (let index = 0; index < 6; index++) {
      const atMs = rig.clock.nowMs + index * 60_000;
      const owner = [clientId, clientId, otherId, null, null, clientId][index] ?? null;
      await rig.pool.query(
        `insert into incoming_messages (id, received_at, status, connection_id, sender, source_ton, source_npi, recipient,
           dest_ton, dest_npi, country, alphabet, data_coding, esm_class, protocol_id, body, text, parts, client_id,
           forward, assigned_at, billing, currency, price_micros, charged_micros, paid_at, booked_cost_micros)
         values ($1, to_timestamp($2), $3, $4, $5, 1, 1, $6, 3, 0, 'DE', 1, 0, 0, 0, 'hi', $7, 1, $8, $9,
                 case when $8::int is null then null else to_timestamp($2) end, $10, $11, $12, $13, 
                 case when $12::bigint is null then null else to_timestamp($2) end, 1000)`,
        [
          idAtTime(atMs),
          atMs / 1000,
          owner === null ? 1 : index === 0 ? 3 : 11,
          connectionId,
          index < 4 ? "4915112345678" : "33612345678",
          index % 2 === 0 ? "4477" : "6600",
          `text ${index}`,
          owner,
          owner === null ? null : 2,
          owner === null ? null : 1,
          owner === null ? null : "EUR",
          owner === null ? null : 3_000,
          owner === null ? 0 : 3_000,
        ],
      );
    }
  });

  type Query = AdminCall<"listIncoming">["query"] & object;
  const textsFor = async (query: Query) =>
    (await rig.api.listIncoming({ query })).items.map(({ text }) => Number(text?.slice(-1)));

  it("is narrowed by every filter, newest first", async () => {
    expect(await textsFor({})).toEqual([5, 4, 3, 2, 1, 0]);
    expect(await textsFor({ clientId })).toEqual([5, 1, 0]);
    expect(await textsFor({ unassigned: true })).toEqual([4, 3]);
    expect(await textsFor({ number: "+4477" })).toEqual([4, 2, 0]);
    expect(await textsFor({ sender: "33612345678" })).toEqual([5, 4]);
    expect(await textsFor({ status: ["owed", "unassigned"] })).toEqual([4, 3, 0]);
    const from = new Date(rig.clock.nowMs + 60_000).toISOString();
    expect(await textsFor({ from, to: new Date(rig.clock.nowMs + 180_000).toISOString() })).toEqual([2, 1]);
  });

  it("comes in pages, also where little fits", async () => {
    const first = await rig.api.listIncoming({ query: { limit: 4 } });
    expect(await textsFor({ limit: 4, cursor: first.nextCursor ?? "" })).toEqual([1, 0]);
    const page = await listIncoming(rig.pool, { limit: 10, status: ["owed"] }, 4);
    expect(page).toMatchObject({ items: [], searchedTo: expect.any(String), nextCursor: expect.any(String) });
    const next = await listIncoming(rig.pool, { limit: 10, status: ["owed"], cursor: page.nextCursor ?? "" }, 4);
    expect(next.items).toHaveLength(1);
  });

  it("is a CSV file as well", async () => {
    const lines = (await rig.api.exportIncoming({ query: { clientId } })).trim().split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^id,received_at,status,client,number/);
    expect(lines[1]).toContain("acme");
  });

  it("tells of each what happened to it", async () => {
    const message = await rig.api.getIncoming({ params: { messageId: idAtTime(rig.clock.nowMs) } });
    expect(message).toMatchObject({
      status: "owed",
      clientLogin: "acme",
      connectionName: "link of acme",
      body: Buffer.from("hi").toString("hex"),
      billing: "submitted",
      price: "0.003",
      charged: "0.003",
      cost: "0.001",
      costCurrency: "EUR",
    });
    expect(message.timeline.map(({ kind, says }) => [kind, says])).toEqual([
      ["received", "came over link of acme"],
      ["assigned", "belongs to acme by its number"],
      ["paid", "0.003 EUR charged"],
    ]);
    expect(await refusal(rig.api.getIncoming({ params: { messageId: 1 } }))).toMatchObject({ status: 404 });
  });

  it("lets one that is nobody's be given to a client, by the running switch", async () => {
    const messageId = idAtTime(rig.clock.nowMs + 180_000);
    const assign = (id = clientId) =>
      rig.api.assignIncoming({ params: { messageId }, body: { clientId: id, forward: "smpp" } });
    expect(await assign()).toMatchObject({ id: messageId });
    expect(rig.live.assigned).toEqual([{ id: messageId, clientId, forward: "smpp", by: expect.any(String) }]);
    rig.live.assignment = "not_free";
    expect(await refusal(assign())).toMatchObject({ status: 409, code: "wrong_state" });
    rig.live.assignment = "not_found";
    expect(await refusal(assign())).toMatchObject({ status: 404 });
    expect(await refusal(assign(999_999))).toMatchObject({ status: 404 });
  });
});
