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
    expect(silver).toMatchObject({ name: "Silver", currency: "EUR", comment: "for resellers" });
    expect(silver).toMatchObject({ clients: 0, prices: 0, routes: 0 });
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

describe("a copy of a product", () => {
  const priceFacts = async (productId: number) =>
    (await rig.api.listTariffRows({ params: { tariff: `product-${productId}` } })).items.map(
      ({ type, country, billing, amount, validFrom, validTo }) => ({
        type,
        country,
        billing,
        amount,
        validFrom,
        validTo,
      }),
    );

  it("has its prices and routes that have not ended, and no clients", async () => {
    const pool = await newPool();
    const { id } = await rig.api.createProduct({ body: { name: "Gold", currency: "USD", comment: "for the best" } });
    const rows = [
      { country: "DE", amount: "0.05", validFrom: "2026-01-01T00:00:00Z" },
      { country: "DE", amount: "0.06", validFrom: "2026-01-01T00:00:00Z" },
      { country: "FR", amount: "0.1", billing: "delivered", validTo: "2027-01-01T00:00:00Z" },
    ] as const;
    await rig.api.createTariffRows({ params: { tariff: `product-${id}` }, body: { rows: [...rows] } });
    const ended = { country: "IT", amount: "1", validFrom: "2026-01-01T00:00:00Z", validTo: "2026-02-01T00:00:00Z" };
    await rig.api.createTariffRows({ params: { tariff: `product-${id}` }, body: { rows: [ended] } });
    const scope = `product-${id}`;
    await rig.api.createRoute({ params: { scope }, body: { poolId: pool, senders: ["ACME"], priority: 3 } });
    await rig.api.createRoute({ params: { scope }, body: { poolId: pool, validTo: "2026-02-01T00:00:00Z" } });
    const heard = await listen();
    const copy = await rig.api.copyProduct({ params: { productId: id }, body: { name: "Gold 2" } });
    const facts = { currency: "USD", comment: "for the best", clients: 0, prices: 3, routes: 1 };
    expect(copy).toMatchObject({ name: "Gold 2", ...facts });
    expect(await rig.api.getProduct({ params: { productId: copy.id } })).toEqual(copy);
    expect(await priceFacts(copy.id)).toEqual((await priceFacts(id)).filter(({ country }) => country !== "IT"));
    const { items: routes } = await rig.api.listRoutes({ params: { scope: `product-${copy.id}` } });
    expect(routes).toMatchObject([{ senders: ["ACME"], priority: 3, poolId: pool }]);
    expect(await heard()).toEqual([`tariff:product:${copy.id}`, `routes:product:${copy.id}`]);
    const { items: history } = await rig.api.listHistory({ query: { limit: 3 } });
    expect(history.map(({ entity, action }) => `${entity} ${action}`)).toEqual([
      "route copy",
      "tariff copy",
      "product create",
    ]);
    const after = { tariff: `product-${copy.id}`, from: `product-${id}`, rows: 3 };
    expect(Object.fromEntries(history[1]?.changes.map(({ field, after }) => [field, after]) ?? [])).toEqual(after);
  });

  it("has a name of its own, and all of it or nothing is made", async () => {
    const { id: productId } = await rig.api.createProduct({ body: { name: "Plain", currency: "EUR" } });
    const copy = (body: { name: string; comment?: string }, id = productId) =>
      rig.api.copyProduct({ params: { productId: id }, body });
    expect(await refusal(copy({ name: "Plain" }))).toMatchObject({ code: "name_taken" });
    expect(await refusal(copy({ name: " " }))).toMatchObject({ errors: [{ path: "body.name" }] });
    expect(await refusal(copy({ name: "Copy" }, 99_999))).toMatchObject({ code: "not_found" });
    expect(await copy({ name: "Plainer", comment: "" })).toMatchObject({ comment: "", prices: 0, routes: 0 });
  });
});

describe("a product given to many clients", () => {
  let made = 0;
  const newClient = async (currency = "EUR") =>
    (await rig.api.createClient({ body: { login: `holder${++made}`, currency } })).id;

  it("is theirs at once, each with its history and announcement; who had it is left alone", async () => {
    const { id: old } = await rig.api.createProduct({ body: { name: "Old", currency: "EUR" } });
    const { id: productId } = await rig.api.createProduct({ body: { name: "New", currency: "EUR" } });
    const [none, other, same] = [await newClient(), await newClient(), await newClient()];
    await rig.api.updateClient({ params: { clientId: other }, body: { productId: old } });
    await rig.api.updateClient({ params: { clientId: same }, body: { productId } });
    const heard = await listen();
    const clientIds = [same, other, none];
    expect(await rig.api.giveProduct({ params: { productId }, body: { clientIds } })).toEqual({ changed: 2 });
    expect(await heard()).toEqual([`client:${none}`, `client:${other}`]);
    for (const clientId of clientIds) {
      expect(await rig.api.getClient({ params: { clientId } })).toMatchObject({ productId, product: "New" });
    }
    const changesOf = async (clientId: number) =>
      (await rig.api.listClientHistory({ params: { clientId }, query: { limit: 1 } })).items[0]?.changes;
    expect(await changesOf(other)).toEqual([{ field: "product", before: "Old", after: "New" }]);
    expect(await changesOf(none)).toEqual([{ field: "product", before: null, after: "New" }]);
    expect(await rig.api.getProduct({ params: { productId } })).toMatchObject({ clients: 3 });
    expect(await rig.api.giveProduct({ params: { productId }, body: { clientIds } })).toEqual({ changed: 0 });
  });

  it("is nobody's when one of them can't have it, and it is said who", async () => {
    const { id: productId } = await rig.api.createProduct({ body: { name: "Euros", currency: "EUR" } });
    const [fits, dollars] = [await newClient(), await newClient("USD")];
    const give = (clientIds: number[], id = productId) =>
      refusal(rig.api.giveProduct({ params: { productId: id }, body: { clientIds } }));
    expect(await give([fits, dollars])).toMatchObject({
      errors: [
        {
          path: "body.clientIds.1",
          message: "names a client of another currency: the product is in EUR, the client in USD",
        },
      ],
    });
    expect(await give([99_999, fits])).toMatchObject({ errors: [{ path: "body.clientIds.0" }] });
    expect(await give([])).toMatchObject({ errors: [{ path: "body.clientIds" }] });
    expect(await give(Array.from({ length: 1001 }, (_, i) => i + 1))).toMatchObject({
      errors: [{ path: "body.clientIds" }],
    });
    expect(await give([fits], 99_999)).toMatchObject({ code: "not_found" });
    expect(await rig.api.getClient({ params: { clientId: fits } })).toMatchObject({ productId: null });
  });
});

/** What is announced from now until it is asked for. */
async function listen(): Promise<() => Promise<(string | undefined)[]>> {
  const listener = await rig.pool.connect();
  const heard: (string | undefined)[] = [];
  listener.on("notification", ({ payload }) => heard.push(payload));
  await listener.query("listen switchyard");
  return async () => {
    await listener.query("select 1");
    listener.release(true);
    return heard;
  };
}

async function newPool(): Promise<number> {
  const { id: supplierId } = await rig.api.createSupplier({ body: { name: "Carrier", currency: "EUR" } });
  const { rows } = await rig.pool.query<{ id: number }>(
    `insert into connections (supplier_id, name, host, port, system_id, password_sealed)
     values ($1, 'link', '127.0.0.1', 2776, 'us', '') returning id`,
    [supplierId],
  );
  const members = [{ connectionId: rows[0]?.id ?? 0, percent: 100 }];
  return (await rig.api.createPool({ body: { name: "Main pool", members } })).id;
}

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
