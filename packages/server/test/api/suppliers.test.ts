import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, liveConnection, type Rig, refusal } from "./rig.ts";
import { addHour } from "./traffic.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

let made = 0;
const newSupplier = () => rig.api.createSupplier({ body: { name: `supplier ${++made}`, currency: "EUR" } });
const link = { host: "smsc.example.net", port: 2775, systemId: "us", password: "s3cret" };
const newConnection = async (more: object = {}) =>
  rig.api.createConnection({
    body: { ...link, supplierId: (await newSupplier()).id, name: `link ${++made}`, ...more },
  });

describe("suppliers", () => {
  it("are created, changed, blocked and unblocked with history", async () => {
    const supplier = await newSupplier();
    expect(supplier).toMatchObject({ currency: "EUR", blocked: false, connections: 0, email: "" });
    const params = { supplierId: supplier.id };
    expect(await rig.api.getSupplier({ params })).toEqual(supplier);
    await rig.api.updateSupplier({ params, body: { email: "noc@example.net" } });
    expect(await rig.api.blockSupplier({ params, body: { reason: "Floods us" } })).toMatchObject({ blocked: true });
    await rig.api.blockSupplier({ params });
    expect(await rig.api.unblockSupplier({ params })).toMatchObject({ blocked: false });
    const { items } = await rig.api.listHistory({ query: { entity: "supplier", entityId: String(supplier.id) } });
    expect(items.map((item) => item.action)).toEqual(["unblock", "block", "update", "create"]);
    expect(items[0]?.changes).toEqual([{ field: "blocked", before: true, after: false }]);
    expect(items[1]?.changes).toEqual([
      { field: "reason", before: null, after: "Floods us" },
      { field: "blocked", before: false, after: true },
    ]);
    const blocked = { blocked: true } as object;
    expect(await refusal(rig.api.updateSupplier({ params, body: blocked }))).toMatchObject({ status: 400 });
    const nowhere = { supplierId: 99_999 };
    for (const call of [rig.api.blockSupplier, rig.api.unblockSupplier]) {
      expect(await refusal(call({ params: nowhere }))).toMatchObject({ code: "not_found" });
    }
    const currency = { currency: "USD" } as object;
    expect(await refusal(rig.api.updateSupplier({ params, body: currency }))).toMatchObject({ status: 400 });
  });

  it("have names of their own and are found by a part of it", async () => {
    const { name } = await newSupplier();
    const call = rig.api.createSupplier({ body: { name, currency: "EUR" } });
    expect(await refusal(call)).toMatchObject({ code: "name_taken", errors: [{ path: "body.name" }] });
    const { items } = await rig.api.listSuppliers({ query: { search: name.toUpperCase() } });
    expect(items.map((item) => item.name)).toEqual([name]);
    const first = await rig.api.listSuppliers({ query: { limit: 1 } });
    const rest = await rig.api.listSuppliers({ query: { cursor: first.nextCursor ?? "" } });
    expect([...first.items, ...rest.items]).toEqual((await rig.api.listSuppliers()).items);
  });

  it("are deleted with their costs once they have no connections", async () => {
    const { id: connectionId, supplierId } = await newConnection();
    const params = { supplierId };
    const costs = { tariff: `supplier-${supplierId}` };
    await rig.api.createTariffRows({ params: costs, body: { rows: [{ country: "DE", amount: "0.01" }] } });
    expect(await refusal(rig.api.deleteSupplier({ params }))).toMatchObject({ code: "in_use" });
    await rig.api.deleteConnection({ params: { connectionId } });
    await rig.api.deleteSupplier({ params });
    expect(await refusal(rig.api.listTariffRows({ params: costs }))).toMatchObject({ code: "not_found" });
    expect(await refusal(rig.api.getSupplier({ params }))).toMatchObject({ code: "not_found" });
    expect(await refusal(rig.api.deleteSupplier({ params }))).toMatchObject({ code: "not_found" });
  });
});

describe("connections", () => {
  it("keep their password sealed and never tell it", async () => {
    const connection = await newConnection();
    const { rows } = await rig.pool.query("select password_sealed as sealed from connections where id = $1", [
      connection.id,
    ]);
    expect(rig.secrets.open(rows[0].sealed)).toBe(link.password);
    const params = { connectionId: connection.id };
    await rig.api.updateConnection({ params, body: { password: "n3wpass" } });
    const { rows: changed } = await rig.pool.query("select password_sealed as sealed from connections where id = $1", [
      connection.id,
    ]);
    expect(rig.secrets.open(changed[0].sealed)).toBe("n3wpass");
    const history = await rig.api.listHistory({ query: { entity: "connection", entityId: String(connection.id) } });
    expect(history.items[0]?.changes).toEqual([{ field: "password", before: null, after: "(changed)" }]);
    const told = JSON.stringify([connection, history, await rig.api.getConnection({ params })]);
    expect(told).not.toContain(link.password);
    expect(told).not.toContain("n3wpass");
  });

  it("have sound settings, also when only some of them change", async () => {
    const { id: connectionId, name } = await newConnection({ reconnectMinSeconds: 5, reconnectMaxSeconds: 20 });
    const params = { connectionId };
    expect(await refusal(newConnection({ name }))).toMatchObject({ code: "name_taken" });
    expect(await refusal(newConnection({ supplierId: 99_999 }))).toMatchObject({
      errors: [{ path: "body.supplierId" }],
    });
    expect(await refusal(newConnection({ port: 0, password: "too long for SMPP" }))).toMatchObject({
      errors: [{ path: "body.port" }, { path: "body.password" }],
    });
    const backoff = [{ path: "body.reconnectMaxSeconds" }];
    const low = rig.api.updateConnection({ params, body: { reconnectMaxSeconds: 4 } });
    expect(await refusal(low)).toMatchObject({ errors: backoff });
    const high = newConnection({ reconnectMinSeconds: 100 });
    expect(await refusal(high)).toMatchObject({ code: "invalid_request", errors: backoff });
    const changed = await rig.api.updateConnection({ params, body: { tps: 9, sourceTon: 5, longMessages: "sar" } });
    expect(changed).toMatchObject({ tps: 9, sourceTon: 5, longMessages: "sar", reconnectMinSeconds: 5 });
  });

  it("are paused, resumed and told to reconnect", async () => {
    const { id: connectionId } = await newConnection({ paused: true });
    const params = { connectionId };
    expect(await rig.api.resumeConnection({ params })).toMatchObject({ paused: false });
    expect(await rig.api.pauseConnection({ params })).toMatchObject({ paused: true });
    await rig.api.pauseConnection({ params });
    const { items } = await rig.api.listHistory({ query: { entity: "connection", entityId: String(connectionId) } });
    expect(items.map((item) => item.action)).toEqual(["pause", "resume", "create"]);
    await rig.api.reconnectConnection({ params });
    expect(rig.live.reconnected).toEqual([connectionId]);
    const nowhere = { connectionId: 99_999 };
    const calls = [
      () => rig.api.getConnection({ params: nowhere }),
      () => rig.api.updateConnection({ params: nowhere, body: { tps: 1 } }),
      () => rig.api.pauseConnection({ params: nowhere }),
      () => rig.api.resumeConnection({ params: nowhere }),
      () => rig.api.reconnectConnection({ params: nowhere }),
      () => rig.api.deleteConnection({ params: nowhere }),
    ];
    for (const call of calls) expect(await refusal(call())).toMatchObject({ code: "not_found" });
  });

  it("show their live state and today's delivery rate", async () => {
    const { id, supplierId } = await newConnection();
    await addHour(rig.pool, { hour: "2026-06-15T08:00:00Z", clientId: 1, connectionId: id, delivered: 9, failed: 1 });
    await addHour(rig.pool, { hour: "2026-06-14T08:00:00Z", clientId: 1, connectionId: id, failed: 50 });
    expect((await rig.api.getConnection({ params: { connectionId: id } })).live).toBeNull();
    rig.live.connections = [liveConnection(id, "bound")];
    const { items } = await rig.api.listConnections({ query: { supplierId } });
    expect(items).toMatchObject([{ id, deliveryRateToday: 0.9, live: { state: "bound", queued: 7, latencyMs: 12.5 } }]);
    expect((await rig.api.listLiveConnections()).items).toEqual(rig.live.connections);
    const first = await rig.api.listConnections({ query: { limit: 1 } });
    const rest = await rig.api.listConnections({ query: { cursor: first.nextCursor ?? "", limit: 200 } });
    expect([...first.items, ...rest.items]).toEqual((await rig.api.listConnections()).items);
  });

  it("are found by a part of their name or their supplier's", async () => {
    const { id, name, supplierId } = await newConnection();
    const { name: supplier } = await rig.api.getSupplier({ params: { supplierId } });
    const found = async (search: string) => (await rig.api.listConnections({ query: { search } })).items;
    expect(await found(name.slice(1).toUpperCase())).toMatchObject([{ id }]);
    expect((await found(supplier)).map((connection) => connection.id)).toContain(id);
    expect(await found("no%such")).toEqual([]);
  });

  it("are not deleted while a pool or a message needs them", async () => {
    const { id: connectionId } = await newConnection();
    const params = { connectionId };
    const pool = await rig.api.createPool({ body: { name: "holds it", members: [{ connectionId, percent: 100 }] } });
    expect(await refusal(rig.api.deleteConnection({ params }))).toMatchObject({ code: "in_use" });
    await rig.api.deletePool({ params: { poolId: pool.id } });
    await rig.pool.query("insert into queue (message_id, client_id, connection_id) values (1, 1, $1)", [connectionId]);
    expect(await refusal(rig.api.deleteConnection({ params }))).toMatchObject({ code: "in_use" });
    await rig.pool.query("delete from queue");
    await rig.api.deleteConnection({ params });
    expect(await refusal(rig.api.getConnection({ params }))).toMatchObject({ code: "not_found" });
  });
});
