import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let clientId: number;
let connections: number[];
beforeAll(async () => {
  rig = await createRig();
  ({ id: clientId } = await rig.api.createClient({ body: { login: "acme", currency: "EUR" } }));
  const { id: supplierId } = await rig.api.createSupplier({ body: { name: "Carrier", currency: "EUR" } });
  connections = [];
  for (const name of ["one", "two", "three"]) {
    const body = { supplierId, name, host: "127.0.0.1", port: 2776, systemId: "us", password: "secret" };
    connections.push((await rig.api.createConnection({ body })).id);
  }
});
afterAll(() => rig.close());

const member = (index: number, percent = 0) => ({ connectionId: connections[index] ?? 0, percent });
let made = 0;
const newPool = () => rig.api.createPool({ body: { name: `pool ${++made}`, members: [member(0, 100)] } });

describe("pools", () => {
  it("have members in order with shares that add up to 100", async () => {
    const pool = await rig.api.createPool({ body: { name: "Shares", members: [member(1, 70), member(0, 30)] } });
    expect(pool).toMatchObject({
      strategy: "percentage",
      routes: 0,
      members: [
        { connectionId: connections[1], connectionName: "two", supplierName: "Carrier", percent: 70 },
        { connectionId: connections[0], percent: 30 },
      ],
    });
    expect(await rig.api.getPool({ params: { poolId: pool.id } })).toEqual(pool);
    const odd = rig.api.createPool({ body: { name: "Odd", members: [member(0, 50), member(1, 49)] } });
    expect(await refusal(odd)).toMatchObject({ code: "invalid_request", errors: [{ path: "body.members" }] });
  });

  it("by priority need no shares, but still members, each once", async () => {
    const strategy = "priority" as const;
    const pool = await rig.api.createPool({ body: { name: "Order", strategy, members: [member(2), member(0)] } });
    expect(pool.members.map((one) => one.connectionName)).toEqual(["three", "one"]);
    const twice = { name: "Twice", strategy, members: [member(0), member(0)] };
    expect(await refusal(rig.api.createPool({ body: twice }))).toMatchObject({ errors: [{ path: "body.members" }] });
    expect(await refusal(rig.api.createPool({ body: { ...twice, members: [] } }))).toMatchObject({ status: 400 });
    const nobody = { ...twice, members: [{ connectionId: 99_999, percent: 0 }] };
    expect(await refusal(rig.api.createPool({ body: nobody }))).toMatchObject({ errors: [{ path: "body.members" }] });
    expect(
      await refusal(rig.api.createPool({ body: { ...nobody, name: "Order", members: [member(0)] } })),
    ).toMatchObject({ code: "name_taken" });
  });

  it("are changed as a whole that must stay sound", async () => {
    const { id: poolId } = await newPool();
    const params = { poolId };
    const half = rig.api.updatePool({ params, body: { members: [member(0, 50)] } });
    expect(await refusal(half)).toMatchObject({ errors: [{ path: "body.members" }] });
    const ordered = await rig.api.updatePool({
      params,
      body: { strategy: "priority", members: [member(1), member(2)] },
    });
    expect(ordered.members.map((one) => one.connectionName)).toEqual(["two", "three"]);
    const shares = rig.api.updatePool({ params, body: { strategy: "percentage" } });
    expect(await refusal(shares)).toMatchObject({ errors: [{ path: "body.members" }] });
    const { items } = await rig.api.listHistory({ query: { entity: "pool", entityId: String(poolId) } });
    expect(items[0]?.changes).toContainEqual({ field: "members", before: ["one 100 %"], after: ["two", "three"] });
    expect(await refusal(rig.api.updatePool({ params: { poolId: 99_999 }, body: {} }))).toMatchObject({ status: 404 });
  });

  it("are deleted only when no route leads to them", async () => {
    const { id: poolId, name } = await newPool();
    const { id: routeId } = await rig.api.createRoute({ body: { poolId } });
    const refused = await refusal(rig.api.deletePool({ params: { poolId } }));
    expect(refused).toMatchObject({ code: "in_use", status: 409, detail: expect.stringContaining(name) });
    await rig.api.deleteRoute({ params: { routeId } });
    await rig.api.deletePool({ params: { poolId } });
    expect(await refusal(rig.api.getPool({ params: { poolId } }))).toMatchObject({ code: "not_found" });
  });

  it("are listed by name in pages", async () => {
    const { items } = await rig.api.listPools();
    const first = await rig.api.listPools({ query: { limit: 1 } });
    const second = await rig.api.listPools({ query: { limit: 100, cursor: first.nextCursor ?? "" } });
    expect([...first.items, ...second.items]).toEqual(items);
  });
});

describe("routes", () => {
  it("are listed in the order they are tried: priority, then the narrower destination", async () => {
    const { id: poolId, name } = await newPool();
    const make = (body: object) => rig.api.createClientRoute({ params: { clientId }, body: { poolId, ...body } });
    const anywhere = await make({ comment: "anywhere" });
    const country = await make({ country: "DE" });
    const network = await make({ country: "DE", network: "26201" });
    const first = await make({ priority: 1 });
    expect(anywhere).toMatchObject({ clientId, country: null, poolName: name, priority: 100, enabled: true });
    const { items } = await rig.api.listClientRoutes({ params: { clientId } });
    expect(items).toEqual([first, network, country, anywhere]);
    const paged: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await rig.api.listClientRoutes({ params: { clientId }, query: { limit: 1, cursor } });
      paged.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(items);
    const { items: german } = await rig.api.listClientRoutes({ params: { clientId }, query: { country: "DE" } });
    expect(german).toEqual([network, country]);
  });

  it("of the platform and of clients are apart", async () => {
    const { id: poolId } = await newPool();
    const { id: otherId } = await rig.api.createClient({ body: { login: "other", currency: "EUR" } });
    const platform = await rig.api.createRoute({ body: { poolId } });
    const own = await rig.api.createClientRoute({ params: { clientId }, body: { poolId } });
    expect(platform.clientId).toBeNull();
    expect((await rig.api.listRoutes()).items).toEqual([platform]);
    expect((await rig.api.listClientRoutes({ params: { clientId: otherId } })).items).toEqual([]);
    const body = { comment: "mine now" };
    const calls = [
      () => rig.api.updateClientRoute({ params: { clientId: otherId, routeId: own.id }, body }),
      () => rig.api.deleteClientRoute({ params: { clientId: otherId, routeId: own.id } }),
      () => rig.api.updateClientRoute({ params: { clientId, routeId: platform.id }, body }),
      () => rig.api.updateRoute({ params: { routeId: own.id }, body }),
      () => rig.api.deleteRoute({ params: { routeId: own.id } }),
      () => rig.api.listClientRoutes({ params: { clientId: 99_999 } }),
      () => rig.api.createClientRoute({ params: { clientId: 99_999 }, body: { poolId } }),
    ];
    for (const call of calls) expect(await refusal(call())).toMatchObject({ code: "not_found" });
    await rig.api.deleteClientRoute({ params: { clientId, routeId: own.id } });
  });

  it("are announced under their client, those of the platform under 0", async () => {
    const { id: poolId } = await newPool();
    const listener = await rig.pool.connect();
    const heard: (string | undefined)[] = [];
    listener.on("notification", ({ payload }) => heard.push(payload));
    await listener.query("listen switchyard");
    const own = await rig.api.createClientRoute({ params: { clientId }, body: { poolId } });
    const platform = await rig.api.createRoute({ body: { poolId } });
    await rig.api.updateRoute({ params: { routeId: platform.id }, body: { enabled: false } });
    await rig.api.deleteClientRoute({ params: { clientId, routeId: own.id } });
    await listener.query("select 1");
    listener.release(true);
    expect(heard).toEqual([`routes:${clientId}`, "routes:0", "routes:0", `routes:${clientId}`]);
  });

  it("must be sound when they are made and when they are changed", async () => {
    const { id: poolId } = await newPool();
    const wrong = [
      [{ poolId: 99_999 }, "body.poolId"],
      [{ poolId, network: "26201" }, "body.country"],
      [{ poolId, country: "FR", network: "26201" }, "body.network"],
      [{ poolId, country: "QQ" }, "body.country"],
      [{ poolId, validFrom: "2026-02-01T00:00:00Z", validTo: "2026-01-01T00:00:00Z" }, "body.validTo"],
    ] as const;
    for (const [body, path] of wrong) {
      expect(await refusal(rig.api.createRoute({ body }))).toMatchObject({ status: 400, errors: [{ path }] });
    }
    const body = { poolId, country: "DE", network: "26201", validFrom: "2026-02-01T00:00:00Z" };
    const { id: routeId } = await rig.api.createRoute({ body });
    const params = { routeId };
    const changes = [
      [{ country: null }, "body.country"],
      [{ country: "FR" }, "body.network"],
      [{ validTo: "2026-01-01T00:00:00Z" }, "body.validTo"],
      [{ poolId: 99_999 }, "body.poolId"],
    ] as const;
    for (const [change, path] of changes) {
      expect(await refusal(rig.api.updateRoute({ params, body: change }))).toMatchObject({ errors: [{ path }] });
    }
    const wider = await rig.api.updateRoute({ params, body: { network: null, priority: 5 } });
    expect(wider).toMatchObject({ country: "DE", network: null, priority: 5 });
  });
});
