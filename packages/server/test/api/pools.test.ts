import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, liveConnection, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let connections: number[];
beforeAll(async () => {
  rig = await createRig();
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
      costCeiling: null,
      rerouteMax: 3,
      routes: 0,
      members: [
        { connectionId: connections[1], connectionName: "two", supplierName: "Carrier", percent: 70, state: null },
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

  it("by cost and by delivery need no shares either; only one by delivery has a cost ceiling", async () => {
    const members = [member(0), member(1)];
    const cheap = await rig.api.createPool({ body: { name: "Cheap", strategy: "least_cost", rerouteMax: 0, members } });
    expect(cheap).toMatchObject({ strategy: "least_cost", rerouteMax: 0, costCeiling: null });
    const costCeiling = { amount: "0.0205", currency: "EUR" };
    const best = await rig.api.createPool({ body: { name: "Best", strategy: "best_delivery", costCeiling, members } });
    expect(best.costCeiling).toEqual(costCeiling);
    const params = { poolId: best.id };
    const dearer = { ...costCeiling, amount: "0.03" };
    expect(await rig.api.updatePool({ params, body: { costCeiling: dearer } })).toMatchObject({ costCeiling: dearer });
    const refused = [
      () => rig.api.updatePool({ params, body: { strategy: "least_cost" } }),
      () => rig.api.createPool({ body: { name: "No", strategy: "priority", costCeiling, members } }),
      () => rig.api.updatePool({ params: { poolId: cheap.id }, body: { costCeiling } }),
    ];
    for (const call of refused) expect(await refusal(call())).toMatchObject({ errors: [{ path: "body.costCeiling" }] });
    const other = rig.api.updatePool({ params, body: { strategy: "least_cost", costCeiling: null, rerouteMax: 20 } });
    expect(await other).toMatchObject({ strategy: "least_cost", costCeiling: null, rerouteMax: 20 });
    for (const rerouteMax of [-1, 21, 1.5]) {
      const call = rig.api.updatePool({ params, body: { rerouteMax } });
      expect(await refusal(call)).toMatchObject({ errors: [{ path: "body.rerouteMax" }] });
    }
    const { items } = await rig.api.listHistory({ query: { entity: "pool", entityId: String(best.id), limit: 1 } });
    expect(items[0]?.changes).toContainEqual({ field: "costCeiling", before: dearer, after: null });
  });

  it("show how the links of their members are now", async () => {
    const { id: poolId } = await rig.api.createPool({
      body: { name: "Live", strategy: "priority", members: [member(0), member(1), member(2)] },
    });
    rig.live.connections = [
      liveConnection(member(0).connectionId, "down"),
      liveConnection(member(2).connectionId, "bound"),
    ];
    const pool = await rig.api.getPool({ params: { poolId } });
    expect(pool.members.map(({ state }) => state)).toEqual(["down", null, "bound"]);
    const { items } = await rig.api.listPools({ query: { search: "LIV" } });
    expect(items).toEqual([pool]);
    rig.live.connections = [];
  });

  it("are found by a connection in them", async () => {
    const members = [member(1, 60), member(2, 40)];
    const { name } = await rig.api.createPool({ body: { name: "Found by both", members } });
    const { id: supplierId } = await rig.api.createSupplier({ body: { name: "Unpooled", currency: "EUR" } });
    const body = { supplierId, name: "four", host: "127.0.0.1", port: 2776, systemId: "us", password: "secret" };
    const alone = await rig.api.createConnection({ body });
    const namesWith = async (connectionId: number | undefined) =>
      (await rig.api.listPools({ query: { connectionId, search: "found" } })).items.map((pool) => pool.name);
    expect(await namesWith(connections[1])).toEqual([name]);
    expect(await namesWith(connections[0])).toEqual([]);
    expect((await rig.api.listPools({ query: { connectionId: alone.id } })).items).toEqual([]);
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
    const scope = "platform";
    const { id: routeId } = await rig.api.createRoute({ params: { scope }, body: { poolId } });
    const refused = await refusal(rig.api.deletePool({ params: { poolId } }));
    expect(refused).toMatchObject({ code: "in_use", status: 409, detail: expect.stringContaining(name) });
    await rig.api.deleteRoute({ params: { scope, routeId } });
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
