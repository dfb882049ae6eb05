import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { adminBasePath, adminEndpoints, createAdminClient, type EndpointSpec } from "@switchyard/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDashboard } from "../../src/reports/dashboard.ts";
import { createRig, liveConnection, liveSession, type Rig, refusal } from "./rig.ts";
import { addHour } from "./traffic.ts";

let rig: Rig;
let consoleDir: string;
beforeAll(async () => {
  consoleDir = await mkdtemp(path.join(tmpdir(), "switchyard-console-"));
  await writeFile(path.join(consoleDir, "index.html"), "<!doctype html><title>Switchyard</title>");
  await mkdir(path.join(consoleDir, "assets"));
  await writeFile(path.join(consoleDir, "assets", "app-1a2b.js"), "export {};");
  rig = await createRig({ consoleDir });
});
afterAll(async () => {
  await rig.close();
  await rm(consoleDir, { recursive: true });
});

const endpoints: [string, EndpointSpec][] = Object.entries(adminEndpoints);
const get = (url: string, headers: Record<string, string> = {}) => rig.app.inject({ url, headers });

describe("the admin API", () => {
  it.each(endpoints)("has the endpoint %s, for those who are let in only", async (_name, spec) => {
    const url = `${adminBasePath}${spec.path.replaceAll(/:\w+/g, "1")}`;
    const headers = { "x-switchyard-csrf": "1" };
    const response = await rig.app.inject({ method: spec.method, url, headers });
    const problem = response.json();
    expect(problem).toMatchObject(
      spec.permission === "public" ? { code: "invalid_request" } : { code: "unauthenticated", status: 401 },
    );
    expect(response.headers["content-type"]).toContain("application/problem+json");
  });

  it("describes itself: OpenAPI 3.1 with exactly the endpoints of the contract", async () => {
    const document = (await get(`${adminBasePath}/openapi.json`)).json();
    expect(document.openapi).toBe("3.1.0");
    const listed = Object.entries<Record<string, { operationId: string }>>(document.paths).flatMap(([at, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${at}`),
    );
    const stated = endpoints.map(
      ([name, { method, path: at }]) => `${name} ${method} ${at.replaceAll(/:(\w+)/g, "{$1}")}`,
    );
    expect(listed.sort()).toEqual(stated.sort());
    expect(document.servers).toEqual([{ url: adminBasePath }]);
    for (const { responses } of Object.values<Record<string, { responses: object }>>(document.paths).flatMap(
      (methods) => Object.values(methods),
    )) {
      expect(Object.keys(responses).some((status) => status.startsWith("2"))).toBe(true);
    }
  });

  it("says what it does not know", async () => {
    const response = await get(`${adminBasePath}/nothing`);
    expect(response.json()).toMatchObject({ code: "not_found", status: 404 });
    expect((await rig.app.inject({ method: "PUT", url: "/nowhere" })).json()).toMatchObject({ code: "not_found" });
  });

  it("says what is wrong with a body it can't read", async () => {
    const send = (payload: string, type: string) =>
      rig.app.inject({
        method: "POST",
        url: `${adminBasePath}/session`,
        headers: { "x-switchyard-csrf": "1", "content-type": type },
        payload,
      });
    expect((await send("{", "application/json")).json()).toMatchObject({ code: "invalid_request", status: 400 });
    expect((await send("a=b", "text/plain")).json()).toMatchObject({ code: "unsupported_media_type", status: 415 });
    const large = JSON.stringify({ login: "x".repeat(1_100_000) });
    expect((await send(large, "application/json")).json()).toMatchObject({ code: "too_large", status: 413 });
    expect((await send("[1]", "application/json")).json()).toMatchObject({ errors: [{ path: "body" }] });
  });

  it("is never kept by caches", async () => {
    const response = await get(`${adminBasePath}/currencies`, { authorization: "Bearer swk_preset_key_of_the_tests" });
    expect(response.headers["cache-control"]).toBe("no-store");
  });
});

describe("libraries", () => {
  it("list countries, the networks of each, currencies and time zones", async () => {
    const { items: countries } = await rig.api.listCountries();
    expect(countries).toContainEqual(expect.objectContaining({ code: "DE", name: "Germany", callingCodes: ["49"] }));
    const { items: networks } = await rig.api.listNetworks({ params: { country: "DE" } });
    expect(networks.find((network) => network.network === "26201")).toMatchObject({ country: "DE" });
    expect(networks.length).toBe(countries.find((country) => country.code === "DE")?.networks);
    expect(await refusal(rig.api.listNetworks({ params: { country: "QQ" } }))).toMatchObject({ code: "not_found" });
    expect((await rig.api.listCurrencies()).items).toContainEqual({ code: "EUR", name: "Euro" });
    const { items: zones } = await rig.api.listTimeZones();
    expect(zones[0]).toEqual({ name: "UTC", offsetMinutes: 0 });
    const offsets = Object.fromEntries(zones.map((zone) => [zone.name, zone.offsetMinutes]));
    expect(offsets["Europe/Berlin"]).toBe(120);
    expect(offsets["America/New_York"]).toBe(-240);
  });
});

describe("the dashboard", () => {
  it("sums up the day by currency, the last hours, the busiest clients and what needs care", async () => {
    const { api, pool, live } = rig;
    const { id: clientId } = await api.createClient({ body: { login: "acme", currency: "EUR" } });
    const { id: richId } = await api.createClient({ body: { login: "rich", currency: "EUR" } });
    await api.createPayment({ params: { clientId: richId }, body: { amount: "10" } });
    await api.createClient({ body: { login: "idle", currency: "EUR" } });
    const { id: supplierId } = await api.createSupplier({ body: { name: "Carrier", currency: "USD" } });
    const link = { supplierId, host: "127.0.0.1", port: 2775, systemId: "us", password: "secret" };
    const { id: connectionId } = await api.createConnection({ body: { ...link, name: "link" } });
    const hour = "2026-06-15T09:00:00Z";
    await addHour(pool, {
      hour,
      clientId,
      connectionId,
      accepted: 10,
      delivered: 6,
      failed: 2,
      revenue: 5_000_000n,
      cost: 2_000_000n,
    });
    await addHour(pool, { hour, clientId: richId, connectionId, accepted: 3, revenue: 1_000_000n, cost: 250_000n });
    await addHour(pool, { hour, clientId, blocked: 4 });
    await addHour(pool, { hour: "2026-06-14T23:00:00Z", clientId, accepted: 70, revenue: 9_000_000n });
    live.connections = [liveConnection(connectionId, "down")];
    live.sessions = [liveSession({ id: "a", clientId, credentialId: 1 })];
    const dashboard = await api.getDashboard();
    expect(dashboard.today).toEqual({
      since: "2026-06-15T00:00:00.000Z",
      accepted: 13,
      blocked: 4,
      parts: 13,
      delivered: 6,
      failed: 2,
      deliveryRate: 0.75,
      money: [
        { currency: "EUR", revenue: "6.00", cost: "0.00", profit: "6.00" },
        { currency: "USD", revenue: "0.00", cost: "2.25", profit: "-2.25" },
      ],
    });
    expect(dashboard.hours).toHaveLength(24);
    expect(dashboard.hours.at(-2)).toMatchObject({ at: "2026-06-15T09:00:00.000Z", accepted: 13, blocked: 4 });
    expect(dashboard.hours.reduce((sum, one) => sum + one.accepted, 0)).toBe(83);
    expect(dashboard.topClients.map((one) => [one.login, one.messages, one.revenue])).toEqual([
      ["acme", 10, "5.00"],
      ["rich", 3, "1.00"],
    ]);
    expect(dashboard).toMatchObject({ sessions: 1, connections: [{ name: "link", state: "down" }] });
    expect(dashboard.alerts).toEqual([
      { kind: "connection_down", connectionId, name: "link", state: "down", lastError: "connect ECONNREFUSED" },
      { kind: "client_out_of_money", clientId, login: "acme", available: "0.00", currency: "EUR" },
    ]);
  });
});

describe("the alert of a growing queue", () => {
  const alerts = async (queued: number, earlier: number | undefined) => {
    const throughput = { ...(await rig.api.getDashboard()).throughput, queued };
    const facts = { throughput, sessions: 0, connections: [] };
    const seen = earlier === undefined ? undefined : { queued: earlier, seconds: 60 };
    const dashboard = await readDashboard(rig.pool, { ...facts, earlier: seen }, rig.clock.nowMs);
    return dashboard.alerts.filter((alert) => alert.kind === "queue_growing");
  };

  it("comes with a long queue that gains a tenth in a minute, and not otherwise", async () => {
    const growing = { kind: "queue_growing", queued: 5500, grownBy: 500, seconds: 60 };
    expect(await alerts(5500, 5000)).toEqual([growing]);
    expect(await alerts(5499, 5000)).toEqual([]);
    expect(await alerts(999, 0)).toEqual([]);
    expect(await alerts(5500, undefined)).toEqual([]);
  });
});

describe("the live stream", () => {
  it("sends what goes on each second until the viewer leaves or may no longer watch", async () => {
    const baseUrl = await rig.app.listen({ host: "127.0.0.1", port: 0 });
    const { key, secret } = await rig.api.createAdminKey({ body: { name: "viewer" } });
    const viewer = createAdminClient({ baseUrl, key: secret });
    const events = await viewer.watchLive();
    rig.live.queued = 42;
    const first = await events.next();
    const second = await events.next();
    expect(first.value).toMatchObject({ throughput: { submittedPerSecond: 12.5 }, eventLoopP99Ms: 1.5 });
    expect(second.value).toMatchObject({ throughput: { queued: 42 }, connections: [{ state: "down", queued: 7 }] });
    await events.return();

    await rig.api.revokeAdminKey({ params: { keyId: key.id } });
    expect(await refusal(viewer.watchLive())).toMatchObject({ code: "unauthenticated" });
  });
});

describe("health", () => {
  it("tells life, readiness and figures", async () => {
    expect((await get("/health")).json()).toEqual({ status: "ok" });
    expect((await get("/ready")).statusCode).toBe(200);
    rig.live.isReady = false;
    const ready = await get("/ready");
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({ ready: false, checks: [{ name: "database", ok: false }] });
    rig.live.isReady = true;
  });

  it("gives figures to the own network, and elsewhere for a key", async () => {
    await rig.api.getSession();
    const own = await get("/metrics");
    expect(own.body).toContain('switchyard_admin_request_seconds_count{endpoint="getSession",status="200"}');
    const outside = { "x-forwarded-for": "198.51.100.7" };
    expect((await get("/metrics", outside)).statusCode).toBe(401);
    const authorization = "Bearer swk_preset_key_of_the_tests";
    expect((await get("/metrics", { ...outside, authorization })).statusCode).toBe(200);
  });
});

describe("the console", () => {
  it("is served with a strict policy, and its pages all lead to index.html", async () => {
    for (const url of ["/", "/clients/12/payments", "/index.html"]) {
      const response = await get(url);
      expect(response.statusCode, url).toBe(200);
      expect(response.body).toContain("<title>Switchyard</title>");
      expect(response.headers["content-security-policy"]).toContain("script-src 'self'");
      expect(response.headers["cache-control"]).toBe("no-cache");
    }
    const script = await get("/assets/app-1a2b.js");
    expect(script.headers["cache-control"]).toContain("immutable");
    expect(script.headers["content-type"]).toContain("javascript");
  });

  it("has no page for a missing file, and does not shadow the API", async () => {
    expect((await get("/assets/gone.js")).statusCode).toBe(404);
    expect((await get("/..%2f..%2fetc%2fpasswd.txt")).statusCode).toBeGreaterThanOrEqual(400);
    expect((await get(`${adminBasePath}/session`)).json()).toMatchObject({ code: "unauthenticated" });
    expect((await get(`${adminBasePath}/session`)).headers["content-security-policy"]).toBeUndefined();
  });
});
