import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let clientId: number;
let otherId: number;
let supplierId: number;
beforeAll(async () => {
  rig = await createRig();
  ({ id: clientId } = await rig.api.createClient({ body: { login: "acme", currency: "EUR" } }));
  ({ id: otherId } = await rig.api.createClient({ body: { login: "other", currency: "USD" } }));
  ({ id: supplierId } = await rig.api.createSupplier({ body: { name: "Carrier", currency: "USD" } }));
});
afterAll(() => rig.close());

const germany = { country: "DE", price: "0.05" };
/** A network of Germany in the shipped tables. */
const network = "26201";

describe("prices of a client", () => {
  it("are created many at once, in order, from now on unless said otherwise", async () => {
    const { items } = await rig.api.createPrices({
      params: { clientId },
      body: {
        prices: [
          germany,
          { country: "DE", network, price: "0.061", billing: "delivered" },
          { country: "FR", price: "0", validFrom: "2026-07-01T00:00:00+02:00", validTo: "2026-08-01T00:00:00Z" },
        ],
      },
    });
    expect(items).toMatchObject([
      {
        clientId,
        country: "DE",
        network: null,
        price: "0.05",
        billing: "submitted",
        currency: "EUR",
        state: "current",
      },
      { network, price: "0.061", billing: "delivered", validFrom: "2026-06-15T10:30:00.000Z", validTo: null },
      { country: "FR", price: "0.00", validFrom: "2026-06-30T22:00:00.000Z", state: "future" },
    ]);
    const { items: history } = await rig.api.listClientHistory({
      params: { clientId },
      query: { category: ["prices"] },
    });
    expect(history).toHaveLength(3);
  });

  it("are replaced by a later one for the same destination, and come back when it ends", async () => {
    const params = { clientId: otherId };
    const create = async (price: object) => {
      const { items } = await rig.api.createPrices({ params, body: { prices: [{ ...germany, ...price }] } });
      return items[0]?.id ?? 0;
    };
    const base = await create({ validFrom: "2026-01-01T00:00:00Z" });
    const promotion = await create({
      validFrom: "2026-06-01T00:00:00Z",
      validTo: "2026-07-01T00:00:00Z",
      price: "0.03",
    });
    const next = await create({ validFrom: "2027-01-01T00:00:00Z", price: "0.07" });
    const states = async () => {
      const { items } = await rig.api.listPrices({ params });
      return Object.fromEntries(items.map((item) => [item.id, item.state]));
    };
    expect(await states()).toEqual({ [base]: "replaced", [promotion]: "current", [next]: "future" });
    rig.clock.nowMs += 30 * 86_400_000;
    expect(await states()).toEqual({ [base]: "current", [promotion]: "ended", [next]: "future" });
    const { items: shown } = await rig.api.listPrices({ params, query: { state: ["current", "future"] } });
    expect(shown.map((item) => item.id)).toEqual([next, base]);
    rig.clock.nowMs -= 30 * 86_400_000;
  });

  it("are all refused when one is wrong, and it is said which", async () => {
    const params = { clientId };
    const { items: before } = await rig.api.listPrices({ params });
    const wrong = [
      [{ country: "QQ", price: "1" }, "body.prices.1.country"],
      [{ country: "DE", network: "20801", price: "1" }, "body.prices.1.network"],
      [{ country: "DE", network: "99999", price: "1" }, "body.prices.1.network"],
      [{ country: "DE", price: "-1" }, "body.prices.1.price"],
      [{ ...germany, validFrom: "2026-08-01T00:00:00Z", validTo: "2026-07-01T00:00:00Z" }, "body.prices.1.validTo"],
      [{ ...germany, validFrom: "2026-08-01" }, "body.prices.1.validFrom"],
    ] as const;
    for (const [price, path] of wrong) {
      const call = rig.api.createPrices({ params, body: { prices: [germany, price] } });
      expect(await refusal(call)).toMatchObject({ code: "invalid_request", errors: [{ path }] });
    }
    expect((await rig.api.listPrices({ params })).items).toEqual(before);
  });

  it("are listed by destination in pages that lose and repeat nothing", async () => {
    const { id } = await rig.api.createClient({ body: { login: "paged", currency: "EUR" } });
    const params = { clientId: id };
    const starts = ["2026-01-01T00:00:00.123456Z", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z"];
    const prices = ["SE", "DE", "FR"].flatMap((country) =>
      starts.map((validFrom) => ({ country, price: "0.01", validFrom })),
    );
    await rig.api.createPrices({ params, body: { prices } });
    const { items: whole } = await rig.api.listPrices({ params });
    expect(whole.map((item) => item.country)).toEqual([..."DDDFFFSSS"].map((c) => ({ D: "DE", F: "FR", S: "SE" })[c]));
    const paged: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await rig.api.listPrices({ params, query: { limit: 2, cursor } });
      paged.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(whole.map((item) => item.id));
    expect((await rig.api.listPrices({ params, query: { country: "FR" } })).items).toHaveLength(3);
  });

  it("are ended, opened again and deleted, by their own client only", async () => {
    const params = { clientId };
    const { items } = await rig.api.createPrices({ params, body: { prices: [{ country: "NO", price: "0.04" }] } });
    const priceId = items[0]?.id ?? 0;
    const own = { clientId, priceId };
    const foreign = { clientId: otherId, priceId };
    const validTo = "2026-06-20T00:00:00.000Z";
    const calls = [
      () => rig.api.updatePrice({ params: foreign, body: { validTo } }),
      () => rig.api.deletePrice({ params: foreign }),
    ];
    for (const call of calls) expect(await refusal(call())).toMatchObject({ code: "not_found" });
    const early = rig.api.updatePrice({ params: own, body: { validTo: "2026-01-01T00:00:00Z" } });
    expect(await refusal(early)).toMatchObject({ errors: [{ path: "body.validTo" }] });
    expect(await rig.api.updatePrice({ params: own, body: { validTo } })).toMatchObject({ validTo, price: "0.04" });
    expect(await rig.api.updatePrice({ params: own, body: { validTo: null } })).toMatchObject({ validTo: null });
    await rig.api.deletePrice({ params: own });
    expect(await refusal(rig.api.deletePrice({ params: own }))).toMatchObject({ code: "not_found" });
    const query = { entity: "price", entityId: String(priceId) };
    const { items: history } = await rig.api.listClientHistory({ params, query });
    expect(history.map((item) => item.action)).toEqual(["delete", "update", "update", "create"]);
    expect(history[2]?.changes).toEqual([{ field: "validTo", before: null, after: validTo }]);
  });

  it("that many are announced once", async () => {
    const listener = await rig.pool.connect();
    const heard: (string | undefined)[] = [];
    listener.on("notification", ({ payload }) => heard.push(payload));
    await listener.query("listen switchyard");
    const prices = Array.from({ length: 5 }, () => germany);
    await rig.api.createPrices({ params: { clientId }, body: { prices } });
    await listener.query("select 1");
    listener.release(true);
    expect(heard).toEqual([`prices:${clientId}`]);
  });
});

describe("costs of a supplier", () => {
  it("are kept like prices, in the supplier's currency", async () => {
    const params = { supplierId };
    const { items } = await rig.api.createCosts({ params, body: { costs: [{ country: "DE", cost: "0.031" }] } });
    expect(items).toMatchObject([{ supplierId, cost: "0.031", currency: "USD", state: "current" }]);
    const costId = items[0]?.id ?? 0;
    const validTo = "2026-12-31T00:00:00.000Z";
    const ended = await rig.api.updateCost({ params: { supplierId, costId }, body: { validTo } });
    expect(ended).toMatchObject({ validTo });
    expect((await rig.api.listCosts({ params })).items).toEqual([ended]);
    const { items: history } = await rig.api.listHistory({ query: { entity: "cost" } });
    expect(history).toMatchObject([{ action: "update", clientId: null, category: "suppliers" }, { action: "create" }]);
    const { id: elsewhere } = await rig.api.createSupplier({ body: { name: "Elsewhere", currency: "EUR" } });
    const foreign = { supplierId: elsewhere, costId };
    expect(await refusal(rig.api.deleteCost({ params: foreign }))).toMatchObject({ code: "not_found" });
    await rig.api.deleteCost({ params: { supplierId, costId } });
    expect((await rig.api.listCosts({ params })).items).toEqual([]);
    expect(await refusal(rig.api.listCosts({ params: { supplierId: 99_999 } }))).toMatchObject({ status: 404 });
  });
});
