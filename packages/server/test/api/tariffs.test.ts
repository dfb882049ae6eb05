import { adminEndpoints, type Permission, permissionOf, type TariffRowCreate } from "@switchyard/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
/** One tariff of each kind, and another client's. */
let clientId: number;
let client: { tariff: string };
let other: { tariff: string };
let product: { tariff: string };
let supplier: { tariff: string };
beforeAll(async () => {
  rig = await createRig();
  ({ id: clientId } = await rig.api.createClient({ body: { login: "acme", currency: "EUR" } }));
  client = { tariff: `client-${clientId}` };
  other = { tariff: `client-${(await rig.api.createClient({ body: { login: "other", currency: "USD" } })).id}` };
  product = { tariff: `product-${(await rig.api.createProduct({ body: { name: "Gold", currency: "GBP" } })).id}` };
  supplier = {
    tariff: `supplier-${(await rig.api.createSupplier({ body: { name: "Carrier", currency: "USD" } })).id}`,
  };
});
afterAll(() => rig.close());

const germany = { country: "DE", amount: "0.05" };
/** A network of Germany in the shipped tables. */
const network = "26201";
const create = async (params: { tariff: string }, ...rows: TariffRowCreate[]) =>
  (await rig.api.createTariffRows({ params, body: { rows } })).items;
const list = async (params: { tariff: string }, query = {}) =>
  (await rig.api.listTariffRows({ params, query: { limit: 200, ...query } })).items;

describe("rows of a tariff", () => {
  it("are created many at once, in order, from now on unless said otherwise", async () => {
    const rows = await create(
      client,
      germany,
      { country: "DE", network, amount: "0.061", billing: "delivered" },
      {
        country: "FR",
        type: "mo",
        amount: "0",
        validFrom: "2026-07-01T00:00:00+02:00",
        validTo: "2026-08-01T00:00:00Z",
      },
    );
    expect(rows).toMatchObject([
      {
        ...client,
        type: "sms",
        country: "DE",
        network: null,
        amount: "0.05",
        billing: "submitted",
        currency: "EUR",
        state: "current",
        margin: null,
        createdBy: "admin (preset key)",
        draftId: null,
      },
      { network, amount: "0.061", billing: "delivered", validFrom: "2026-06-15T10:30:00.000Z", validTo: null },
      { country: "FR", type: "mo", amount: "0.00", validFrom: "2026-06-30T22:00:00.000Z", state: "future" },
    ]);
    const query = { category: ["prices" as const] };
    const { items: history } = await rig.api.listClientHistory({ params: { clientId }, query });
    expect(history).toHaveLength(3);
    expect(await rig.api.getTariffRow({ params: { ...client, rowId: rows[1]?.id ?? 0 } })).toEqual(rows[1]);
  });

  it("are replaced by a later one for the same destination and type, and come back when it ends", async () => {
    const one = async (row: object) => (await create(other, { ...germany, ...row }))[0]?.id ?? 0;
    const base = await one({ validFrom: "2026-01-01T00:00:00Z" });
    const promotion = await one({
      validFrom: "2026-06-01T00:00:00Z",
      validTo: "2026-07-01T00:00:00Z",
      amount: "0.03",
    });
    const next = await one({ validFrom: "2027-01-01T00:00:00Z", amount: "0.07" });
    const mo = await one({ type: "mo", validFrom: "2026-06-10T00:00:00Z" });
    const ofNetwork = await one({ network, validFrom: "2026-06-10T00:00:00Z" });
    const states = async () => Object.fromEntries((await list(other)).map(({ id, state }) => [id, state]));
    const current = { [mo]: "current", [ofNetwork]: "current" };
    expect(await states()).toEqual({ ...current, [base]: "replaced", [promotion]: "current", [next]: "future" });
    rig.clock.nowMs += 30 * 86_400_000;
    expect(await states()).toEqual({ ...current, [base]: "current", [promotion]: "ended", [next]: "future" });
    const shown = await list(other, { state: ["current", "future"], type: "sms" });
    expect(shown.map((item) => item.id)).toEqual([next, base, ofNetwork]);
    expect((await list(other, { network: "none" })).map((item) => item.id)).toEqual([next, mo, promotion, base]);
    expect((await list(other, { network })).map((item) => item.id)).toEqual([ofNetwork]);
    rig.clock.nowMs -= 30 * 86_400_000;
  });

  it("are all refused when one is wrong, and it is said which", async () => {
    const before = await list(client);
    const wrong = [
      [{ country: "QQ", amount: "1" }, "body.rows.1.country"],
      [{ country: "DE", network: "20801", amount: "1" }, "body.rows.1.network"],
      [{ country: "DE", network: "99999", amount: "1" }, "body.rows.1.network"],
      [{ country: "DE", amount: "-1" }, "body.rows.1.amount"],
      [{ ...germany, validFrom: "2026-08-01T00:00:00Z", validTo: "2026-07-01T00:00:00Z" }, "body.rows.1.validTo"],
      [{ ...germany, validFrom: "2026-08-01" }, "body.rows.1.validFrom"],
    ] as const;
    for (const [row, path] of wrong) {
      expect(await refusal(create(client, germany, row))).toMatchObject({
        code: "invalid_request",
        errors: [{ path }],
      });
    }
    expect(await list(client)).toEqual(before);
  });

  it("are listed by destination in pages that lose and repeat nothing", async () => {
    const { id } = await rig.api.createClient({ body: { login: "paged", currency: "EUR" } });
    const params = { tariff: `client-${id}` };
    const starts = ["2026-01-01T00:00:00.123456Z", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z"];
    const places = [{ country: "SE" }, { country: "DE", network }, { country: "DE" }, { country: "FR" }];
    await create(
      params,
      ...places.flatMap((place) => starts.map((validFrom) => ({ ...place, amount: "0.01", validFrom }))),
    );
    // Two that differ by less than the API shows.
    await rig.pool.query(
      `update tariff_rows set valid_from = valid_from + interval '1 microsecond' * id
       where client_id = $1 and country = 'FR'`,
      [id],
    );
    const whole = await list(params);
    const order = whole.map((item) => `${item.country}${item.network ?? ""}`);
    expect(order).toEqual(["DE", "DE26201", "FR", "SE"].flatMap((place) => [place, place, place]));
    for (const limit of [1, 2, 5]) {
      const paged: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await rig.api.listTariffRows({ params, query: { limit, cursor } });
        paged.push(...page.items.map((item) => item.id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(paged).toEqual(whole.map((item) => item.id));
    }
    expect(await list(params, { country: "FR" })).toHaveLength(3);
    const cursor = Buffer.from(JSON.stringify(["DE", "", "long ago", 1])).toString("base64url");
    expect(await refusal(list(params, { cursor }))).toMatchObject({ errors: [{ path: "query.cursor" }] });
  });

  it("are ended, opened again and deleted, through their own tariff only", async () => {
    const [row] = await create(client, { country: "NO", amount: "0.04" });
    const rowId = row?.id ?? 0;
    const own = { ...client, rowId };
    const validTo = "2026-06-20T00:00:00.000Z";
    for (const foreign of [other, product, supplier].map((tariff) => ({ ...tariff, rowId }))) {
      const calls = [
        () => rig.api.getTariffRow({ params: foreign }),
        () => rig.api.updateTariffRow({ params: foreign, body: { validTo } }),
        () => rig.api.deleteTariffRow({ params: foreign }),
      ];
      for (const call of calls) expect(await refusal(call())).toMatchObject({ code: "not_found" });
    }
    const early = rig.api.updateTariffRow({ params: own, body: { validTo: "2026-01-01T00:00:00Z" } });
    expect(await refusal(early)).toMatchObject({ errors: [{ path: "body.validTo" }] });
    const ended = await rig.api.updateTariffRow({ params: own, body: { validTo } });
    expect(ended).toEqual({ ...row, validTo });
    expect(await rig.api.updateTariffRow({ params: own, body: { validTo: null } })).toEqual(row);
    await rig.api.deleteTariffRow({ params: own });
    expect(await refusal(rig.api.deleteTariffRow({ params: own }))).toMatchObject({ code: "not_found" });
    const query = { entity: "price", entityId: String(rowId) };
    const { items: history } = await rig.api.listClientHistory({ params: { clientId }, query });
    expect(history.map((item) => item.action)).toEqual(["delete", "update", "update", "create"]);
    expect(history[2]?.changes).toEqual([{ field: "validTo", before: null, after: validTo }]);
  });

  it("that many are announced once, under their tariff's name", async () => {
    const listener = await rig.pool.connect();
    const heard: (string | undefined)[] = [];
    listener.on("notification", ({ payload }) => heard.push(payload));
    await listener.query("listen switchyard");
    for (const tariff of [client, product, supplier]) await create(tariff, germany, germany, germany);
    await listener.query("select 1");
    listener.release(true);
    expect(heard).toEqual([client, product, supplier].map(({ tariff }) => `tariff:${tariff.replace("-", ":")}`));
  });

  it("are kept for products and suppliers as for clients, in the currency of each", async () => {
    expect(await list(product, { country: "DE" })).toMatchObject(Array(3).fill({ ...product, currency: "GBP" }));
    expect(await list(supplier, { country: "DE" })).toMatchObject(Array(3).fill({ ...supplier, currency: "USD" }));
    const { items: prices } = await rig.api.listHistory({ query: { entity: "price", limit: 3 } });
    expect(prices).toMatchObject(Array(3).fill({ clientId: null, category: "prices" }));
    const { items: costs } = await rig.api.listHistory({ query: { entity: "cost", limit: 3 } });
    expect(costs).toMatchObject(Array(3).fill({ clientId: null, category: "suppliers" }));
  });

  it("belong to a tariff that is there", async () => {
    for (const tariff of ["client-99999", "product-99999", "supplier-99999"]) {
      expect(await refusal(list({ tariff }))).toMatchObject({ code: "not_found" });
      expect(await refusal(create({ tariff }, germany))).toMatchObject({ code: "not_found" });
      expect(await refusal(rig.api.exportTariffCsv({ params: { tariff } }))).toMatchObject({ code: "not_found" });
    }
    for (const tariff of ["client-0", "clients-1", "supplier-", "user-1", "client-1x"]) {
      expect(await refusal(list({ tariff }))).toMatchObject({ code: "invalid_request" });
    }
  });

  it("wait for whoever works on the whole tariff", async () => {
    const [row] = await create(client, { country: "PT", amount: "0.01" });
    const holder = await rig.pool.connect();
    await holder.query("begin");
    await holder.query("select from clients where id = $1 for update", [clientId]);
    const done: string[] = [];
    const params = { ...client, rowId: row?.id ?? 0 };
    const calls = [
      create(client, germany).then(() => done.push("create")),
      rig.api.updateTariffRow({ params, body: { validTo: "2030-01-01T00:00:00Z" } }).then(() => done.push("update")),
    ];
    await create(product, germany);
    expect(done).toEqual([]);
    await holder.query("commit");
    holder.release();
    await Promise.all(calls);
    expect(done.sort()).toEqual(["create", "update"]);
  });
});

describe("permissions", () => {
  it("to see and change a tariff are those of its kind", () => {
    const asked = (name: keyof typeof adminEndpoints, tariff: string): Permission | undefined =>
      permissionOf(adminEndpoints[name], { tariff });
    const reading = ["listTariffRows", "getTariffRow", "exportTariffCsv", "exportTariffXlsx"] as const;
    const writing = ["createTariffRows", "updateTariffRow", "deleteTariffRow"] as const;
    for (const name of reading) {
      expect(asked(name, "client-1")).toBe("prices.read");
      expect(asked(name, "product-1")).toBe("prices.read");
      expect(asked(name, "supplier-1")).toBe("suppliers.read");
    }
    for (const name of writing) {
      expect(asked(name, "client-1")).toBe("prices.write");
      expect(asked(name, "product-1")).toBe("prices.write");
      expect(asked(name, "supplier-1")).toBe("suppliers.write");
    }
  });
});
