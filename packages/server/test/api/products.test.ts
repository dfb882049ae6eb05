import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

describe("products", () => {
  it("are created, renamed and listed by name with what they hold", async () => {
    const silver = await rig.api.createProduct({
      body: { name: " Silver ", currency: "EUR", comment: "for resellers" },
    });
    expect(silver).toMatchObject({ name: "Silver", currency: "EUR", comment: "for resellers", clients: 0, prices: 0 });
    expect(silver.createdAt).toBe("2026-06-15T10:30:00.000Z");
    const bronze = await rig.api.createProduct({ body: { name: "Bronze", currency: "USD" } });
    await rig.api.createTariffRows({
      params: { tariff: `product-${silver.id}` },
      body: {
        rows: [
          { country: "DE", amount: "0.05" },
          { country: "DE", amount: "0.06", validFrom: "2027-01-01T00:00:00Z" },
          { country: "FR", amount: "1", validFrom: "2026-01-01T00:00:00Z", validTo: "2026-02-01T00:00:00Z" },
        ],
      },
    });
    const params = { productId: silver.id };
    const renamed = await rig.api.updateProduct({ params, body: { name: "Sterling" } });
    expect(renamed).toEqual({ ...silver, name: "Sterling", prices: 2 });
    expect(await rig.api.getProduct({ params })).toEqual(renamed);
    expect((await rig.api.listProducts()).items).toEqual([bronze, renamed]);
    const query = { entity: "product", entityId: String(silver.id) };
    const { items: history } = await rig.api.listHistory({ query });
    expect(history.map((item) => item.action)).toEqual(["update", "create"]);
    expect(history[0]?.changes).toEqual([{ field: "name", before: "Silver", after: "Sterling" }]);
  });

  it("have names of their own and a currency that stays", async () => {
    const { id: productId } = await rig.api.createProduct({ body: { name: "Fixed", currency: "EUR" } });
    const taken = rig.api.createProduct({ body: { name: "Fixed", currency: "USD" } });
    expect(await refusal(taken)).toMatchObject({ code: "name_taken", errors: [{ path: "body.name" }] });
    const body = { currency: "USD" } as object;
    expect(await refusal(rig.api.updateProduct({ params: { productId }, body }))).toMatchObject({ status: 400 });
    expect(await refusal(rig.api.getProduct({ params: { productId: 99_999 } }))).toMatchObject({ code: "not_found" });
  });

  it("go with their prices, but not while a client has them", async () => {
    const { id: productId } = await rig.api.createProduct({ body: { name: "Leaving", currency: "EUR" } });
    const params = { productId };
    const tariff = { tariff: `product-${productId}` };
    await rig.api.createTariffRows({ params: tariff, body: { rows: [{ country: "DE", amount: "0.05" }] } });
    const { id: clientId } = await rig.api.createClient({ body: { login: "buyer", currency: "EUR" } });
    await rig.pool.query("update clients set product_id = $2 where id = $1", [clientId, productId]);
    expect(await rig.api.getProduct({ params })).toMatchObject({ clients: 1 });
    expect(await refusal(rig.api.deleteProduct({ params }))).toMatchObject({
      code: "in_use",
      detail: "1 client has the product Leaving. Give them another one first.",
    });
    await rig.pool.query("update clients set product_id = null where id = $1", [clientId]);
    await rig.api.deleteProduct({ params });
    expect(await refusal(rig.api.deleteProduct({ params }))).toMatchObject({ code: "not_found" });
    expect(await refusal(rig.api.listTariffRows({ params: tariff }))).toMatchObject({ code: "not_found" });
    const { rows } = await rig.pool.query("select from tariff_rows where product_id = $1", [productId]);
    expect(rows).toEqual([]);
  });
});

describe("exchange rates", () => {
  const set = async (...rates: { currency: string; day: string; rate: string }[]) =>
    (await rig.api.setExchangeRates({ body: { rates } })).items;

  it("are stated in one currency, chosen while there are none", async () => {
    expect(await rig.api.getReferenceCurrency()).toEqual({ currency: "EUR" });
    expect(await rig.api.setReferenceCurrency({ body: { currency: "CHF" } })).toEqual({ currency: "CHF" });
    await set({ currency: "EUR", day: "2026-01-01", rate: "0.95" });
    const call = rig.api.setReferenceCurrency({ body: { currency: "EUR" } });
    expect(await refusal(call)).toMatchObject({ code: "in_use" });
    expect(await rig.api.setReferenceCurrency({ body: { currency: "CHF" } })).toEqual({ currency: "CHF" });
    await rig.api.deleteExchangeRate({ params: { currency: "EUR", day: "2026-01-01" } });
    expect(await rig.api.setReferenceCurrency({ body: { currency: "EUR" } })).toEqual({ currency: "EUR" });
  });

  it("are entered many at once, replaced, listed latest day first and deleted", async () => {
    const entered = await set(
      { currency: "USD", day: "2026-06-01", rate: "0.920000000001" },
      { currency: "GBP", day: "2026-06-01", rate: "1.150" },
      { currency: "USD", day: "2026-05-01", rate: "0.9" },
    );
    expect(entered.map(({ rate }) => rate)).toEqual(["0.920000000001", "1.15", "0.9"]);
    await set({ currency: "GBP", day: "2026-06-01", rate: "1.16" });
    const { items: whole } = await rig.api.listExchangeRates();
    expect(whole).toEqual([
      { currency: "GBP", day: "2026-06-01", rate: "1.16" },
      { currency: "USD", day: "2026-06-01", rate: "0.920000000001" },
      { currency: "USD", day: "2026-05-01", rate: "0.9" },
    ]);
    const first = await rig.api.listExchangeRates({ query: { limit: 1 } });
    const rest = await rig.api.listExchangeRates({ query: { cursor: first.nextCursor ?? "" } });
    expect([...first.items, ...rest.items]).toEqual(whole);
    expect((await rig.api.listExchangeRates({ query: { currency: "USD" } })).items).toEqual(whole.slice(1));
    const params = { currency: "USD", day: "2026-05-01" };
    await rig.api.deleteExchangeRate({ params });
    expect(await refusal(rig.api.deleteExchangeRate({ params }))).toMatchObject({ code: "not_found" });
    const { items: history } = await rig.api.listHistory({ query: { entity: "exchange rate", limit: 2 } });
    expect(history).toMatchObject([
      { action: "delete", category: "finance", entityId: "USD 2026-05-01" },
      { action: "update", changes: [{ field: "rate", before: "1.15", after: "1.16" }] },
    ]);
  });

  it("are all refused when one is wrong, and it is said which", async () => {
    const good = { currency: "SEK", day: "2026-06-01", rate: "0.09" };
    const wrong = [
      [{ ...good, currency: "EUR" }, "body.rates.1.currency"],
      [{ ...good }, "body.rates.1"],
      [{ ...good, day: "2026-02-30" }, "body.rates.1.day"],
      [{ ...good, rate: "0.000" }, "body.rates.1.rate"],
      [{ ...good, rate: "-1" }, "body.rates.1.rate"],
      [{ ...good, currency: "XYZ" }, "body.rates.1.currency"],
    ] as const;
    for (const [rate, path] of wrong) {
      expect(await refusal(set(good, rate))).toMatchObject({ code: "invalid_request", errors: [{ path }] });
    }
    expect((await rig.api.listExchangeRates({ query: { currency: "SEK" } })).items).toEqual([]);
    const cursor = Buffer.from(JSON.stringify(["soon", "USD"])).toString("base64url");
    const call = rig.api.listExchangeRates({ query: { cursor } });
    expect(await refusal(call)).toMatchObject({ errors: [{ path: "query.cursor" }] });
  });
});
