import type { RuleCreate } from "@switchyard/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let clientId: number;
let productId: number;
let supplierId: number;
let connectionId: number;
let poolId: number;
let ruleId: number;
const routeIds: { client: number; product: number; platform: number } = { client: 0, product: 0, platform: 0 };

beforeAll(async () => {
  rig = await createRig();
  const { api } = rig;
  productId = (await api.createProduct({ body: { name: "Wholesale", currency: "EUR" } })).id;
  clientId = (await api.createClient({ body: { login: "acme", currency: "EUR", productId } })).id;
  supplierId = (await api.createSupplier({ body: { name: "Carrier", currency: "USD" } })).id;
  const link = { supplierId, name: "Carrier link", host: "127.0.0.1", port: 2775, systemId: "s", password: "p" };
  connectionId = (await api.createConnection({ body: link })).id;
  poolId = (await api.createPool({ body: { name: "Direct", members: [{ connectionId, percent: 100 }] } })).id;
  const price = { country: "DE", amount: "0.05" };
  await api.createTariffRows({ params: { tariff: `product-${productId}` }, body: { rows: [price] } });
  const cost = { country: "DE", amount: "0.022" };
  await api.createTariffRows({ params: { tariff: `supplier-${supplierId}` }, body: { rows: [cost] } });
  await api.setExchangeRates({ body: { rates: [{ currency: "USD", day: "2026-01-01", rate: "0.5" }] } });
  const route = async (scope: string, body: object) =>
    (await api.createRoute({ params: { scope }, body: { poolId, ...body } })).id;
  routeIds.client = await route(`client-${clientId}`, { senders: ["BANK*"], priority: 5 });
  routeIds.product = await route(`product-${productId}`, { country: "DE" });
  routeIds.platform = await route("platform", {});
  const rule: RuleCreate = { kind: "content", operation: "append", match: "plain", replacements: [" STOP 123"] };
  ruleId = (await api.createRule({ params: { owner: `client-${clientId}` }, body: rule })).id;
  await rig.reloadSnapshot();
});
afterAll(() => rig.close());

const explain = (given: object = {}) =>
  rig.api.explain({
    body: { clientId, sender: "Shop", recipient: "+49 151 12345678", text: "Sale today", ...given },
  });

describe("explain", () => {
  it("tells the outcome, the money and the message as it would leave", async () => {
    expect(await explain()).toMatchObject({
      outcome: "accepted",
      status: "queued",
      reason: null,
      obstacles: [],
      channel: "smpp",
      recipient: "4915112345678",
      country: "DE",
      price: { perPart: "0.05", total: "0.05", billing: "submitted", currency: "EUR" },
      cost: { perPart: "0.022", total: "0.022", currency: "USD", inClientCurrency: "0.011" },
      margin: "0.039",
      marginRate: expect.closeTo(0.78, 5),
      connection: { id: connectionId, name: "Carrier link", supplierId, supplierName: "Carrier" },
      asSent: { sender: "Shop", text: "Sale today", alphabet: "gsm7", parts: 1, charactersLeft: 150 },
      asLeaving: { sender: "Shop", text: "Sale today STOP 123", parts: 1, ruleIds: [ruleId] },
    });
  });

  it("says of every route of the three scopes, in the order they are tried, what became of it", async () => {
    const { routes, routesLeftOut } = await explain();
    expect(routes.map(({ id, scope, verdict }) => [scope, id, verdict])).toEqual([
      ["client", routeIds.client, "does_not_fit"],
      ["product", routeIds.product, "chosen"],
      ["platform", routeIds.platform, "not_reached"],
    ]);
    expect(routes.map(({ why }) => why)).toEqual([
      "is for other senders",
      "carries the message",
      "comes after the chosen one",
    ]);
    expect(routesLeftOut).toBe(0);
    const personal = await explain({ sender: "bank1" });
    expect(personal.routes.map(({ verdict }) => verdict)).toEqual(["chosen", "not_reached", "not_reached"]);
  });

  it("prices what leaves, and every step has its finding in words", async () => {
    const { price, asSent, asLeaving, steps } = await explain({ text: "x".repeat(155) });
    expect([asSent.parts, asLeaving?.parts, price?.total]).toEqual([1, 2, "0.10"]);
    expect(steps.every(({ says, detail }) => says !== "" && detail !== "")).toBe(true);
    expect(steps.map(({ step }) => step)).toEqual(
      expect.arrayContaining([
        "client",
        "encoding",
        "recipient",
        "destination",
        "number",
        "price",
        "route",
        "rewriting",
      ]),
    );
  });

  it("names what its steps speak of, and where it is found", async () => {
    const { steps } = await explain();
    const found = (name: string) => steps.find(({ step, outcome }) => step === name && outcome === "pass");
    expect(found("route")).toMatchObject({
      detail: `route ${routeIds.product}, pool Direct, connection Carrier link`,
      pieces: [
        { text: "route ", names: null },
        { names: { kind: "route", id: routeIds.product, scope: "product", ownerId: productId } },
        { names: null },
        { text: "Direct", names: { kind: "pool", id: poolId } },
        { names: null },
        { text: "Carrier link", names: { kind: "connection", id: connectionId } },
      ],
    });
    const rule = { kind: "rule", id: ruleId, scope: "client", ownerId: clientId, of: "content" };
    expect(found("rewriting")?.pieces[1]).toEqual({ text: `${ruleId}`, names: rule });
  });

  it("tells where a message would be stopped, and by which route it did not go", async () => {
    const blocked = await explain({ recipient: "+33 612345678" });
    expect(blocked).toMatchObject({
      outcome: "blocked",
      status: "blocked",
      reason: "no_client_price",
      obstacles: [{ reason: "no_client_price" }, { reason: "no_source_price" }],
      price: null,
      cost: null,
      asLeaving: null,
    });
    expect(blocked.steps.at(-1)).toMatchObject({ step: "price", outcome: "stop" });
    await rig.api.pauseConnection({ params: { connectionId } });
    await rig.reloadSnapshot();
    const stopped = await explain();
    expect(stopped).toMatchObject({ reason: "no_active_supplier", connection: { id: connectionId }, margin: "0.039" });
    expect(stopped.routes.map(({ verdict, why }) => [verdict, why])).toEqual([
      ["does_not_fit", "is for other senders"],
      ["chosen", "would carry the message; is set aside now: no active supplier"],
      ["set_aside", "was set aside: no active supplier"],
    ]);
    await rig.api.resumeConnection({ params: { connectionId } });
    await rig.reloadSnapshot();
  });

  it("tells price, cost, margin, route and text of a message that the funds do not cover", async () => {
    rig.live.fundsMicros = 1_000n;
    const blocked = await explain();
    rig.live.fundsMicros = 10_000_000n;
    expect(blocked).toMatchObject({
      outcome: "blocked",
      status: "blocked",
      reason: "no_money",
      obstacles: [{ reason: "no_money", says: expect.stringContaining("0.001 available, 0.05 needed") }],
      price: { total: "0.05" },
      cost: { total: "0.022" },
      margin: "0.039",
      connection: { id: connectionId },
      asLeaving: { text: "Sale today STOP 123", ruleIds: [ruleId] },
    });
    expect(blocked.steps.at(-1)).toMatchObject({ step: "funds", outcome: "stop" });
    expect(blocked.routes.map(({ verdict }) => verdict)).toEqual(["does_not_fit", "chosen", "not_reached"]);
  });

  it("shows the loss of a message that is stopped for it", async () => {
    const rates = (rate: string) =>
      rig.api.setExchangeRates({ body: { rates: [{ currency: "USD", day: "2026-01-01", rate }] } });
    await rates("4");
    await rig.api.updateClient({ params: { clientId }, body: { negativeMargin: "block" } });
    await rig.reloadSnapshot();
    const blocked = await explain();
    expect(blocked).toMatchObject({
      reason: "negative_margin",
      obstacles: [{ reason: "negative_margin" }],
      price: { total: "0.05" },
      cost: { total: "0.022", inClientCurrency: "0.088" },
      margin: "-0.038",
    });
    expect(blocked.routes[1]).toMatchObject({ verdict: "chosen", why: expect.stringContaining("negative margin") });
    await rates("0.5");
    await rig.reloadSnapshot();
  });

  it("tells all that stands in the way, in the order of the checks", async () => {
    const { api } = rig;
    const params = { clientId };
    await api.updateClient({ params, body: { channelSmpp: false, dynamicSender: false } });
    await api.blockClient({ params, body: { mode: "refuse", reason: "unpaid" } });
    const filter = { name: "sales", pattern: "sale", action: "block" } as const;
    const { id: filterId } = await api.createTextFilter({ body: filter });
    const limit = { messagesMax: 3, windowSeconds: 60, byText: true, action: "block" } as const;
    const first = await api.createSpamLimit({ body: { ...limit, name: "few" } });
    const second = await api.createSpamLimit({ body: { ...limit, name: "fewer", reason: "duplicate" } });
    await rig.reloadSnapshot();
    Object.assign(rig.live, { fundsMicros: 0n, alike: 5 });
    const blocked = await explain();
    expect(blocked.obstacles.map(({ reason }) => reason)).toEqual([
      "client_blocked",
      "channel_disabled",
      "text_blocked",
      "spam_limit",
      "duplicate",
      "sender_not_allowed",
      "no_money",
    ]);
    expect(blocked).toMatchObject({ reason: "client_blocked", country: "DE", margin: "0.039" });
    expect(blocked.steps).toHaveLength(1);
    expect(await explain({ channel: "rest" })).toMatchObject({ channel: "rest" });
    const nowhere = await explain({ recipient: "+999 123456789" });
    expect(nowhere.obstacles.at(-1)?.reason).toBe("unknown_destination");
    expect(nowhere).toMatchObject({ price: null, cost: null, routes: [] });
    Object.assign(rig.live, { fundsMicros: 10_000_000n, alike: 0 });
    await api.deleteTextFilter({ params: { filterId } });
    for (const { id: limitId } of [first, second]) await api.deleteSpamLimit({ params: { limitId } });
    await api.updateClient({ params, body: { channelSmpp: true, dynamicSender: true } });
    await api.unblockClient({ params });
    await rig.reloadSnapshot();
  });

  it("knows the network that is kept of a number, and charges for no look-up", async () => {
    await rig.api.updateDestination({ params: { country: "DE" }, body: { portability: "lookup" } });
    await rig.pool.query(
      "insert into portability (number, network, looked_up_at) values (4915112345678, '26203', $1)",
      [new Date(rig.clock.nowMs - 1_000)],
    );
    await rig.reloadSnapshot();
    const known = await explain();
    expect(known.network).toBe("26203");
    expect(known.steps.find(({ step }) => step === "destination")?.detail).toBe("DE, network 26203 (looked up)");
    expect((await explain({ recipient: "+49 151 12345679" })).network).not.toBe("26203");
    expect(rig.live.lookedUp).toEqual([]);
    await rig.api.updateDestination({ params: { country: "DE" }, body: { portability: "prefix" } });
    await rig.reloadSnapshot();
  });

  it("leaves nothing behind, and refuses what it cannot judge with the field named", async () => {
    const { rows } = await rig.pool.query("select 1 from messages");
    expect(rows).toEqual([]);
    expect(await refusal(explain({ clientId: 404 }))).toMatchObject({ code: "not_found" });
    expect(await refusal(explain({ recipient: "" }))).toMatchObject({
      code: "invalid_request",
      errors: [{ path: "body.recipient" }],
    });
  });
});
