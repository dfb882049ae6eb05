import type { AdminCall } from "@switchyard/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRoutes } from "../../src/snapshot/load-routes.ts";
import { createRig, type Rig, refusal } from "./rig.ts";

type Body = Partial<AdminCall<"createRoute">["body"]>;

let rig: Rig;
let clientId: number;
let productId: number;
let poolId: number;
let made = 0;

beforeAll(async () => {
  rig = await createRig();
  const { id: supplierId } = await rig.api.createSupplier({ body: { name: "Carrier", currency: "EUR" } });
  const { rows } = await rig.pool.query<{ id: number }>(
    `insert into connections (supplier_id, name, host, port, system_id, password_sealed)
     values ($1, 'link', '127.0.0.1', 2776, 'us', '') returning id`,
    [supplierId],
  );
  const members = [{ connectionId: rows[0]?.id ?? 0, percent: 100 }];
  ({ id: poolId } = await rig.api.createPool({ body: { name: "Main pool", members } }));
  ({ id: productId } = await rig.api.createProduct({ body: { name: "Basic", currency: "EUR" } }));
  clientId = await newClient();
});
afterAll(() => rig.close());

const newClient = async () => (await rig.api.createClient({ body: { login: `client${++made}`, currency: "EUR" } })).id;
const newScope = async () => `client-${await newClient()}`;
const make = (scope: string, body: Body = {}) => rig.api.createRoute({ params: { scope }, body: { poolId, ...body } });
const list = async (scope: string, query: NonNullable<AdminCall<"listRoutes">["query"]> = {}) =>
  (await rig.api.listRoutes({ params: { scope }, query })).items;

describe("routes", () => {
  it("say everything a message is chosen by, and what was left out fits anything", async () => {
    const scope = await newScope();
    const whole = {
      type: "sms",
      country: "DE",
      network: "26201",
      poolId,
      senders: ["ACME", "bank*"],
      recipients: ["4915", "491701234567"],
      textMatch: "contains",
      textPattern: "code",
      priority: 7,
      enabled: false,
      comment: "one-time passwords",
      validFrom: "2026-01-01T00:00:00.000Z",
      validTo: "2026-12-31T00:00:00.000Z",
    } as const;
    const route = await make(scope, {
      ...whole,
      senders: [...whole.senders, "acme"],
      recipients: [...whole.recipients],
    });
    expect(route).toMatchObject({
      ...whole,
      senders: ["acme", "bank*"],
      scope,
      poolName: "Main pool",
      state: "current",
    });
    expect(await rig.api.getRoute({ params: { scope, routeId: route.id } })).toEqual(route);
    expect(await make(scope)).toMatchObject({
      type: "sms",
      country: null,
      network: null,
      senders: [],
      recipients: [],
      textMatch: "any",
      textPattern: "",
      priority: 100,
      enabled: true,
      validFrom: null,
    });
  });

  it("are listed in the order they are tried: priority, then the narrower destination", async () => {
    const scope = await newScope();
    const anywhere = await make(scope, { comment: "anywhere" });
    const country = await make(scope, { country: "DE" });
    const network = await make(scope, { country: "DE", network: "26201" });
    const first = await make(scope, { priority: 1 });
    const items = await list(scope);
    expect(items).toEqual([first, network, country, anywhere]);
    const paged: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await rig.api.listRoutes({ params: { scope }, query: { limit: 1, cursor } });
      paged.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(items);
  });

  it("are found by destination, pool, type, sender, recipient, words, switch and time", async () => {
    const scope = await newScope();
    const members = (await rig.api.getPool({ params: { poolId } })).members.map(({ connectionId }) => ({
      connectionId,
    }));
    const other = await rig.api.createPool({ body: { name: `Other ${++made}`, strategy: "priority", members } });
    const network = await make(scope, { country: "DE", network: "26201", comment: "Night 100%" });
    const country = await make(scope, { country: "DE", enabled: false });
    const sender = await make(scope, { senders: ["ACME*", "50_50"] });
    const recipient = await make(scope, { recipients: ["4917"], poolId: other.id });
    const ended = await make(scope, { validTo: "2026-06-01T00:00:00Z" });
    const future = await make(scope, { validFrom: "2026-07-01T00:00:00Z", textMatch: "contains", textPattern: "PIN" });
    const found = async (query: Parameters<typeof list>[1]) => (await list(scope, query)).map(({ id }) => id).sort();
    const ids = (...routes: { id: number }[]) => routes.map(({ id }) => id).sort();
    expect(await found({ country: "DE" })).toEqual(ids(network, country));
    expect(await found({ network: "26201" })).toEqual(ids(network));
    expect(await found({ country: "DE", network: "none" })).toEqual(ids(country));
    expect(await found({ poolId: other.id })).toEqual(ids(recipient));
    expect(await found({ type: "hlr" })).toEqual([]);
    expect(await found({ sender: "acmebank" })).toEqual(ids(sender));
    expect(await found({ sender: "cm" })).toEqual(ids(sender));
    expect(await found({ sender: "50x50" })).toEqual([]);
    expect(await found({ recipient: "49171234" })).toEqual(ids(recipient));
    expect(await found({ recipient: "49" })).toEqual(ids(recipient));
    expect(await found({ recipient: "4918" })).toEqual([]);
    expect(await found({ search: "night 100%" })).toEqual(ids(network));
    expect(await found({ search: "pin" })).toEqual(ids(future));
    expect(await found({ search: other.name })).toEqual(ids(recipient));
    expect(await found({ enabled: false })).toEqual(ids(country));
    expect(await found({ state: ["future"] })).toEqual(ids(future));
    expect(await found({ state: ["ended", "future"] })).toEqual(ids(ended, future));
    expect(await found({ state: ["current"], enabled: true })).toEqual(ids(network, sender, recipient));
  });

  it("of the platform, of products and of clients are apart", async () => {
    const platform = await make("platform");
    const product = await make(`product-${productId}`);
    const own = await make(`client-${clientId}`);
    expect([platform.scope, product.scope, own.scope]).toEqual([
      "platform",
      `product-${productId}`,
      `client-${clientId}`,
    ]);
    expect(await list("platform")).toEqual([platform]);
    expect(await list(`product-${productId}`)).toEqual([product]);
    expect(await list(`client-${clientId}`)).toEqual([own]);
    const stranger = await newScope();
    const body = { comment: "mine now" };
    for (const scope of [stranger, "platform", `product-${productId}`, "client-99999", "product-99999"]) {
      const params = { scope, routeId: own.id };
      const calls = [
        () => rig.api.getRoute({ params }),
        () => rig.api.updateRoute({ params, body }),
        () => rig.api.deleteRoute({ params }),
        () => rig.api.deleteRoutes({ params: { scope }, body: { routeIds: [own.id] } }),
        () => rig.api.copyRoutes({ params: { scope }, body: { to: "client-1", routeIds: [own.id] } }),
      ];
      for (const call of calls.slice(0, scope === "client-1" ? 4 : 5)) {
        expect(await refusal(call())).toMatchObject({ code: "not_found" });
      }
    }
    for (const scope of ["client-99999", "product-99999"]) {
      expect(await refusal(make(scope))).toMatchObject({ code: "not_found" });
      expect(await refusal(list(scope))).toMatchObject({ code: "not_found" });
    }
    for (const scope of ["supplier-1", "client-0", "client-", "platform-1", "client-9999999999"]) {
      expect(await refusal(list(scope))).toMatchObject({ code: "invalid_request", errors: [{ path: "params.scope" }] });
    }
    expect((await list(`client-${clientId}`))[0]).toEqual(own);
  });

  it("tell whose there are", async () => {
    const scope = await newScope();
    await make(scope);
    await make(scope, { enabled: false });
    const { items } = await rig.api.listRouteOwners();
    expect(items[0]).toMatchObject({ scope: "platform", name: "Platform" });
    expect(items).toContainEqual({ scope, name: `client${scope.slice(7) && made}`, routes: 2, enabled: 1 });
    expect((await rig.api.listRouteOwners({ query: { search: "BASI" } })).items).toMatchObject([
      { scope: `product-${productId}`, name: "Basic" },
    ]);
    const first = await rig.api.listRouteOwners({ query: { limit: 1 } });
    const rest = await rig.api.listRouteOwners({ query: { cursor: first.nextCursor ?? "" } });
    expect([...first.items, ...rest.items]).toEqual(items);
  });

  it("tell whose lead to one pool", async () => {
    const scope = await newScope();
    const [member] = (await rig.api.getPool({ params: { poolId } })).members;
    const members = [{ connectionId: member?.connectionId ?? 0, percent: 100 }];
    const other = await rig.api.createPool({ body: { name: "Of one route", members } });
    await make(scope);
    await make(scope, { poolId: other.id });
    const { items } = await rig.api.listRouteOwners({ query: { poolId: other.id } });
    expect(items).toMatchObject([
      { scope: "platform", routes: 0 },
      { scope, routes: 1, enabled: 1 },
    ]);
  });

  it("go with the product they belong to", async () => {
    const { id } = await rig.api.createProduct({ body: { name: "Short-lived", currency: "EUR" } });
    await make(`product-${id}`);
    await rig.api.deleteProduct({ params: { productId: id } });
    expect(await refusal(list(`product-${id}`))).toMatchObject({ code: "not_found" });
    const { rows } = await rig.pool.query("select from routes where product_id = $1", [id]);
    expect(rows).toEqual([]);
  });
});

describe("a change of routes", () => {
  it("is announced under whose they are, once for many, and leaves its history with the client", async () => {
    const scope = await newScope();
    const owner = scope.slice("client-".length);
    const listener = await rig.pool.connect();
    const heard: (string | undefined)[] = [];
    listener.on("notification", ({ payload }) => heard.push(payload));
    await listener.query("listen switchyard");
    const own = await make(scope, { comment: "first" });
    const product = await make(`product-${productId}`);
    const platform = await make("platform");
    await rig.api.updateRoute({ params: { scope, routeId: own.id }, body: { priority: 3 } });
    await rig.api.updateRoute({ params: { scope, routeId: own.id }, body: { priority: 3 } });
    const other = await make(scope);
    await rig.api.deleteRoutes({ params: { scope }, body: { routeIds: [own.id, other.id] } });
    await rig.api.deleteRoute({ params: { scope: "platform", routeId: platform.id } });
    await rig.api.deleteRoute({ params: { scope: `product-${productId}`, routeId: product.id } });
    await listener.query("select 1");
    listener.release(true);
    const client = `routes:client:${owner}`;
    expect(heard).toEqual([
      client,
      `routes:product:${productId}`,
      "routes:platform:0",
      client,
      client,
      client,
      "routes:platform:0",
      `routes:product:${productId}`,
    ]);
    const { items } = await rig.api.listClientHistory({ params: { clientId: owner }, query: { category: "routing" } });
    expect(items.map(({ entity, action }) => `${entity} ${action}`)).toEqual([
      "route delete",
      "route delete",
      "route create",
      "route update",
      "route create",
    ]);
    expect(items[3]?.changes).toEqual([{ field: "priority", before: 100, after: 3 }]);
  });

  it("must leave a sound route, when it is made and when some of it changes", async () => {
    const scope = await newScope();
    const wrong: [Body, string][] = [
      [{ poolId: 99_999 }, "body.poolId"],
      [{ network: "26201" }, "body.country"],
      [{ country: "FR", network: "26201" }, "body.network"],
      [{ country: "QQ" }, "body.country"],
      [{ validFrom: "2026-02-01T00:00:00Z", validTo: "2026-01-01T00:00:00Z" }, "body.validTo"],
      [{ textMatch: "contains" }, "body.textPattern"],
      [{ textPattern: "code" }, "body.textPattern"],
      [{ textMatch: "regex", textPattern: "(code" }, "body.textPattern"],
      [{ type: "hlr", senders: ["ACME"] }, "body.senders"],
      [{ type: "hlr", textMatch: "contains", textPattern: "x" }, "body.textMatch"],
      [{ recipients: ["+49"] }, "body.recipients.0"],
      [{ recipients: ["4".repeat(16)] }, "body.recipients.0"],
      [{ senders: ["a", ""] }, "body.senders.1"],
      [{ senders: ["tab\tbed"] }, "body.senders.0"],
      [{ senders: Array.from({ length: 1001 }, (_, i) => `s${i}`) }, "body.senders"],
      [{ recipients: Array.from({ length: 1001 }, (_, i) => `${i}`) }, "body.recipients"],
      [{ priority: -1 }, "body.priority"],
      [{ type: "hlr" }, "body.type"],
    ];
    for (const [body, path] of wrong) {
      expect(await refusal(make(scope, body)), path).toMatchObject({ status: 400, errors: [{ path }] });
    }
    const whole = {
      country: "DE",
      network: "26201",
      validFrom: "2026-02-01T00:00:00Z",
      textMatch: "contains",
      textPattern: "x",
    } as const;
    const { id: routeId } = await make(scope, whole);
    const params = { scope, routeId };
    const changes: [Body, string][] = [
      [{ country: null }, "body.country"],
      [{ country: "FR" }, "body.network"],
      [{ validTo: "2026-01-01T00:00:00Z" }, "body.validTo"],
      [{ poolId: 99_999 }, "body.poolId"],
      [{ textPattern: "" }, "body.textPattern"],
      [{ textMatch: "any" }, "body.textPattern"],
      [{ type: "hlr" }, "body.textMatch"],
    ];
    for (const [change, path] of changes) {
      expect(await refusal(rig.api.updateRoute({ params, body: change })), path).toMatchObject({ errors: [{ path }] });
    }
    const wider = await rig.api.updateRoute({ params, body: { network: null, priority: 5 } });
    expect(wider).toMatchObject({ country: "DE", network: null, priority: 5, textPattern: "x" });
    expect(await list(scope)).toEqual([wider]);
  });

  it("takes a thousand senders and recipients, and expressions of linear time", async () => {
    const scope = await newScope();
    const senders = Array.from({ length: 1000 }, (_, i) => `sender${i}`);
    const recipients = Array.from({ length: 1000 }, (_, i) => `49${i}`);
    const route = await make(scope, { senders, recipients, textMatch: "regex", textPattern: "(?i)code: \\d{4,8}" });
    expect(route).toMatchObject({ senders, recipients, textMatch: "regex" });
    const [loaded] = [...(await loadRoutes(rig.pool, "client", Number(scope.slice(7)))).values()];
    expect(loaded?.size).toBe(1);
  });

  it("of several at once is all or none", async () => {
    const scope = await newScope();
    const routes = [await make(scope), await make(scope)];
    const routeIds = [...routes.map(({ id }) => id), 99_999];
    expect(await refusal(rig.api.deleteRoutes({ params: { scope }, body: { routeIds } }))).toMatchObject({
      code: "not_found",
    });
    expect(await list(scope)).toHaveLength(2);
    routeIds.pop();
    expect(await rig.api.deleteRoutes({ params: { scope }, body: { routeIds } })).toEqual({ deleted: 2 });
    expect(await list(scope)).toEqual([]);
  });
});

describe("a change of several routes", () => {
  const change = (scope: string, body: AdminCall<"updateRoutes">["body"]) =>
    rig.api.updateRoutes({ params: { scope }, body });

  it("switches them, leads them elsewhere and gives them a priority, with one announcement", async () => {
    const scope = await newScope();
    const owner = scope.slice("client-".length);
    const [first, second, third] = [await make(scope), await make(scope, { priority: 7 }), await make(scope)];
    const members = (await rig.api.getPool({ params: { poolId } })).members.map(({ connectionId }) => ({
      connectionId,
    }));
    const other = await rig.api.createPool({ body: { name: `Other ${++made}`, strategy: "priority", members } });
    const listener = await rig.pool.connect();
    const heard: (string | undefined)[] = [];
    listener.on("notification", ({ payload }) => heard.push(payload));
    await listener.query("listen switchyard");
    const routeIds = [first.id, second.id];
    expect(await change(scope, { routeIds, enabled: false })).toEqual({ changed: 2 });
    expect(await change(scope, { routeIds, enabled: false })).toEqual({ changed: 0 });
    expect(await change(scope, { routeIds, poolId: other.id, priority: 7 })).toEqual({ changed: 2 });
    expect(await change(scope, { routeIds, priority: 7, enabled: true })).toEqual({ changed: 2 });
    await listener.query("select 1");
    listener.release(true);
    expect(heard).toEqual([1, 2, 3].map(() => `routes:client:${owner}`));
    const changed = { poolId: other.id, poolName: other.name, priority: 7, enabled: true };
    expect(await list(scope)).toEqual([{ ...first, ...changed }, { ...second, ...changed }, third]);
    const { items } = await rig.api.listHistory({ query: { entity: "route", entityId: String(second.id) } });
    expect(items.map(({ action, changes }) => [action, changes.map(({ field }) => field)])).toEqual([
      ["update", ["enabled"]],
      ["update", ["poolName"]],
      ["update", ["enabled"]],
      ["create", expect.anything()],
    ]);
  });

  it("is one of all or of none, of this owner's alone, and must change something", async () => {
    const [scope, stranger] = [await newScope(), await newScope()];
    const [own, other] = [await make(scope), await make(stranger)];
    const routeIds = [own.id, other.id];
    expect(await refusal(change(scope, { routeIds, enabled: false }))).toMatchObject({ code: "not_found" });
    expect(await refusal(change(scope, { routeIds: [own.id] }))).toMatchObject({ errors: [{ path: "body" }] });
    expect(await refusal(change(scope, { routeIds: [], enabled: true }))).toMatchObject({
      errors: [{ path: "body.routeIds" }],
    });
    expect(await refusal(change(scope, { routeIds: [own.id], poolId: 99_999 }))).toMatchObject({
      errors: [{ path: "body.poolId" }],
    });
    expect(await list(scope)).toEqual([own]);
    expect(await list(stranger)).toEqual([other]);
  });
});

describe("a copy of routes", () => {
  it("takes those named, or all that have not ended, to another owner", async () => {
    const [from, to] = [await newScope(), await newScope()];
    const first = await make(from, { priority: 1, senders: ["ACME"], comment: "first" });
    const second = await make(from, { country: "DE", enabled: false });
    await make(from, { validTo: "2026-06-01T00:00:00Z" });
    const one = await rig.api.copyRoutes({ params: { scope: from }, body: { to, routeIds: [second.id] } });
    const facts = ({ id: _, createdAt: __, scope: ___, ...rest }: typeof first) => rest;
    expect(one.items.map(facts)).toEqual([facts(second)]);
    expect(one.items[0]).toMatchObject({ scope: to, createdAt: "2026-06-15T10:30:00.000Z" });
    const all = await rig.api.copyRoutes({ params: { scope: from }, body: { to: `product-${productId}` } });
    expect(all.items.map(facts)).toEqual([facts(first), facts(second)]);
    expect(await list(from)).toHaveLength(3);
    const { items } = await rig.api.listClientHistory({
      params: { clientId: to.slice(7) },
      query: { category: "routing" },
    });
    expect(items).toMatchObject([{ action: "copy", entityId: String(one.items[0]?.id) }]);
  });

  it("is refused to themselves, to nobody, and past the most an owner may have", async () => {
    const scope = await newScope();
    const { id } = await make(scope);
    const copy = (to: string) => refusal(rig.api.copyRoutes({ params: { scope }, body: { to, routeIds: [id] } }));
    expect(await copy(scope)).toMatchObject({ code: "invalid_request", errors: [{ path: "body.to" }] });
    expect(await copy("product-99999")).toMatchObject({ code: "invalid_request", errors: [{ path: "body.to" }] });
    const full = await newScope();
    await rig.pool.query("insert into routes (client_id, pool_id) select $1, $2 from generate_series(1, 5000)", [
      full.slice(7),
      poolId,
    ]);
    expect(await copy(full)).toMatchObject({ code: "too_many", status: 409 });
    expect(await refusal(make(full))).toMatchObject({ code: "too_many" });
  });
});

describe("the snapshot", () => {
  it("has routes in force and those to come, of their own scope; not what ended or is off", async () => {
    const scope = await newScope();
    const own = Number(scope.slice(7));
    const now = await make(scope, { senders: ["A*"], recipients: ["49"], textMatch: "contains", textPattern: "pin" });
    const future = await make(scope, { priority: 200, validFrom: "2999-01-01T00:00:00Z" });
    await make(scope, { validTo: "2026-01-01T00:00:00Z" });
    await make(scope, { enabled: false });
    const table = (await loadRoutes(rig.pool, "client", own)).get(own);
    const facts = {
      type: "sms",
      destination: { country: "DE", network: null },
      sender: "ABC",
      recipient: "4915112345",
      text: "Your PIN",
    } as const;
    const told = table?.explain(facts, rig.clock.nowMs).map(({ route, mismatch }) => [route.id, mismatch]);
    expect(told).toEqual([
      [now.id, undefined],
      [future.id, "not_valid_now"],
    ]);
    const later = table?.explain(facts, Date.parse("2999-01-01T00:00:00Z"));
    expect(later?.[1]?.mismatch).toBeUndefined();
    expect((await loadRoutes(rig.pool, "platform", undefined)).has(own)).toBe(false);
  });
});
