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

  it("tells where a message would be stopped, and by which route it did not go", async () => {
    const blocked = await explain({ recipient: "+33 612345678" });
    expect(blocked).toMatchObject({
      outcome: "blocked",
      status: "blocked",
      reason: "no_client_price",
      price: null,
      asLeaving: null,
    });
    expect(blocked.steps.at(-1)).toMatchObject({ step: "price", outcome: "stop" });
    await rig.api.pauseConnection({ params: { connectionId } });
    await rig.reloadSnapshot();
    const stopped = await explain();
    expect(stopped.reason).toBe("no_active_supplier");
    expect(stopped.routes.filter(({ verdict }) => verdict === "set_aside")).toHaveLength(2);
    await rig.api.resumeConnection({ params: { connectionId } });
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
