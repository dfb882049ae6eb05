import type { HttpTemplate } from "@switchyard/contract";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { registerCallbacks } from "../../src/api/callbacks.ts";
import { testSecrets } from "../seed.ts";
import { type ApiServer, createApiServer, taken } from "./api-server.ts";
import { expectBalanced } from "./books.ts";
import { addNumber, storedFor } from "./handsets.ts";
import { createRig, eventually, type Rig, statusOf, type TestClient } from "./rig.ts";

let rig: Rig;
let api: ApiServer;
let callbacks: FastifyInstance;
let callbackPort = 0;
let made = 0;

beforeAll(async () => {
  rig = await createRig();
  callbacks = Fastify();
  registerCallbacks(callbacks, { takeCallback: (token, request) => rig.core.connections.takeCallback(token, request) });
  callbackPort = Number(new URL(await callbacks.listen({ port: 0, host: "127.0.0.1" })).port);
});
afterAll(async () => {
  await callbacks.close();
  await rig.close();
});
beforeEach(async () => {
  api = await createApiServer();
});
afterEach(() => api.down().catch(() => undefined));

const template = (more: Partial<HttpTemplate> = {}): HttpTemplate => ({
  method: "POST",
  url: `http://127.0.0.1:${api.port}/send/{{sender}}`,
  auth: "basic",
  headers: [{ name: "X-Key", value: "{{password}}" }],
  query: [{ name: "back", value: "{{callback_url}}" }],
  body: { kind: "json", template: '{"to": "{{recipient_plus}}", "text": "{{text}}", "n": [{{part}}, {{parts}}]}' },
  parts: "whole",
  success: {
    statuses: [201],
    okWhen: null,
    id: { from: "json", path: "$.id" },
    error: { from: "json", path: "$.code" },
  },
  callback: {
    from: "json",
    list: null,
    id: "$.id",
    state: "$.status",
    error: "$.error",
    mo: { from: "$.from", to: "$.to", text: "$.text" },
    answer: "thanks",
  },
  ...more,
});

interface HttpClient extends TestClient {
  readonly token: string;
}

async function httpClient(connection: object = {}, more: Partial<HttpTemplate> = {}): Promise<HttpClient> {
  const token = `token${++made}`;
  const client = await rig.client({
    billing: "delivered",
    connection: {
      kind: "http",
      http: JSON.stringify(template(more)),
      callback_token: token,
      host: null,
      port: null,
      system_id: "jörg",
      password_sealed: testSecrets.seal("a long api key"),
      pause_errors: ["429"],
      pause_ms: 300,
      ...connection,
    },
  });
  return { ...client, token };
}

const call = (token: string, body: string, query = "", method = "POST") =>
  fetch(`http://127.0.0.1:${callbackPort}/callbacks/${token}${query}`, {
    method,
    ...(method === "POST" && { body, headers: { "content-type": "text/plain" } }),
  });
const receipt = (client: HttpClient, id: string, status = "delivered", error?: string) =>
  call(client.token, JSON.stringify({ id, status, error }));
const linkOf = ({ connectionId }: TestClient) => rig.core.links().find(({ id }) => id === connectionId);
const isSent = (id: string) => eventually(async () => expect(statusOf(await rig.message(id))).toBe("sent"));

describe("an HTTP connection", () => {
  it("sends what its template says, and delivers when the supplier calls back", async () => {
    const client = await httpClient();
    const esme = await rig.bind(client);
    expect(linkOf(client)?.state).toBe("ready");
    const { id } = await esme.submit({
      source_addr: "A&B",
      destination_addr: "4915112345678",
      data_coding: 8,
      short_message: Buffer.from('say "é😀"', "utf16le").swap16(),
    });
    await isSent(id);
    expect(api.calls).toMatchObject([
      {
        method: "POST",
        url: `/send/A%26B?back=${encodeURIComponent(`http://switch.test/callbacks/${client.token}`)}`,
        headers: {
          authorization: `Basic ${Buffer.from("jörg:a long api key").toString("base64")}`,
          "x-key": "a long api key",
          "content-type": "application/json",
        },
      },
    ]);
    expect(JSON.parse(api.calls[0]?.body ?? "")).toEqual({ to: "+4915112345678", text: 'say "é😀"', n: [1, 1] });
    const answer = await receipt(client, "S-1");
    expect([answer.status, await answer.text()]).toEqual([200, "thanks"]);
    // It was answered, so it is durable.
    expect(statusOf(await rig.message(id))).toBe("delivered");
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELIVRD" }]));
    expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(12_500n);
    expect(linkOf(client)).toMatchObject({ submitted: 1, submittedToday: 1, lastError: null });
  });

  it("sends a long text whole, or each of its parts, as the template says", async () => {
    const text = Buffer.from("x".repeat(200));
    const whole = await httpClient();
    const esme = await rig.bind(whole);
    const { id } = await esme.submit({ short_message: text });
    await isSent(id);
    expect(JSON.parse(api.calls[0]?.body ?? "")).toMatchObject({ text: "x".repeat(200), n: [1, 2] });
    expect(linkOf(whole)?.submittedToday).toBe(2);
    await receipt(whole, "S-1");
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELIVRD" }]));
    expect((await expectBalanced(rig.pool, whole)).chargedMicros).toBe(25_000n);
    api.calls.length = 0;
    const each = await httpClient({}, { parts: "each" });
    const other = await rig.bind(each);
    const long = await other.submit({ short_message: text });
    await isSent(long.id);
    expect(api.calls.map(({ body }) => JSON.parse(body))).toMatchObject([
      { text: "x".repeat(153), n: [1, 2] },
      { text: "x".repeat(47), n: [2, 2] },
    ]);
    for (const supplierId of ["S-2", "S-1"]) await receipt(each, supplierId);
    await eventually(() => expect(other.receipts).toMatchObject([{ id: long.id, state: "DELIVRD" }]));
  });

  it("ends a message that the API refuses, with what it said", async () => {
    const client = await httpClient();
    const esme = await rig.bind(client);
    api.answer = (_, response) => {
      response.writeHead(400, { "content-type": "application/json" });
      response.end('{"code": 21211, "message": "no such number"}');
    };
    const { id } = await esme.submit();
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "REJECTD" }]));
    const { rows } = await rig.pool.query("select command_status, error from attempts where message_id = $1", [id]);
    expect(rows).toEqual([{ command_status: 0x45, error: "21211" }]);
    expect((await rig.message(id)).error_code).toBe("21211");
    expect(linkOf(client)).toMatchObject({ lastError: "HTTP 400, error 21211", submittedToday: 0 });
    expect((await expectBalanced(rig.pool, client)).balanceMicros).toBe(client.openingMicros);
  });

  it("rests when it is told there is too much, and loses nothing", async () => {
    const client = await httpClient({ window_max: 1 });
    const esme = await rig.bind(client);
    api.answer = (_, response) => {
      if (api.calls.length > 1) return taken(api, response);
      response.writeHead(429).end();
    };
    const startedAtMs = performance.now();
    const ids = await Promise.all([esme.submit(), esme.submit()]);
    for (const { id } of ids) await isSent(id);
    expect(performance.now() - startedAtMs).toBeGreaterThan(300);
    expect(api.calls).toHaveLength(3);
  });

  it("tries again what may pass, a bounded number of times", async () => {
    const client = await httpClient();
    const esme = await rig.bind(client);
    api.answer = (_, response) => void response.writeHead(500).end("oops");
    const { id } = await esme.submit();
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "REJECTD" }]));
    expect(api.calls).toHaveLength(10);
  });

  it.each(["resend", "wait"] as const)("treats an answer that does not come as it is set: %s", async (lost) => {
    const client = await httpClient({ response_timeout_s: 1, lost_answer: lost });
    const esme = await rig.bind(client);
    api.answer = (_, response) => {
      if (api.calls.length > 1) taken(api, response);
    };
    const { id } = await esme.submit();
    await isSent(id);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(api.calls).toHaveLength(lost === "resend" ? 2 : 1);
    expect(linkOf(client)?.lastError).toBe("request not answered: no answer in time");
    await receipt(client, "S-2");
    await eventually(async () =>
      expect(statusOf(await rig.message(id))).toBe(lost === "resend" ? "delivered" : "sent"),
    );
  });

  it("treats an answer that breaks off as lost, and reads no more of one than it needs", async () => {
    const client = await httpClient();
    const esme = await rig.bind(client);
    api.answer = (_, response) => {
      if (api.calls.length === 1) {
        response.writeHead(201, { "content-length": "1000" });
        response.write('{"id": "S');
        setTimeout(() => response.destroy(), 20);
        return;
      }
      response.writeHead(201);
      response.write(`{"id": "big", "rest": "${"x".repeat(200_000)}`);
    };
    const { id } = await esme.submit();
    await isSent(id);
    expect(api.calls).toHaveLength(2);
    const { rows } = await rig.pool.query("select supplier_message_id from attempts where message_id = $1", [id]);
    // What was cut off is no JSON any more.
    expect(rows).toEqual([{ supplier_message_id: null }]);
  });

  it("backs off while nobody listens, and sends everything once somebody does", async () => {
    const client = await httpClient({ reconnect_max_s: 2 });
    const esme = await rig.bind(client);
    await api.down();
    const ids = await Promise.all(Array.from({ length: 5 }, () => esme.submit()));
    await eventually(() => expect(linkOf(client)).toMatchObject({ state: "down", submittedToday: 0 }));
    expect(rig.core.connections.isUp(client.connectionId)).toBe(false);
    expect(linkOf(client)?.lastError).toMatch(/^not reached: .*ECONNREFUSED/);
    await api.up();
    for (const { id } of ids) await isSent(id);
    expect(api.calls).toHaveLength(5);
    expect(linkOf(client)?.state).toBe("ready");
  });

  it("is tried at once when a person says so", async () => {
    const client = await httpClient({ reconnect_min_s: 600, reconnect_max_s: 600 });
    const esme = await rig.bind(client);
    await api.down();
    const { id } = await esme.submit();
    await eventually(() => expect(linkOf(client)?.state).toBe("down"));
    await api.up();
    rig.core.connections.reconnect(client.connectionId);
    await isSent(id);
  });

  it("has no more requests under way than its window, and no more a second than its TPS", async () => {
    const client = await httpClient({ window_max: 3 });
    const esme = await rig.bind(client);
    api.answer = (_, response) => void setTimeout(() => taken(api, response), 30);
    const ids = await Promise.all(Array.from({ length: 15 }, () => esme.submit()));
    for (const { id } of ids) await isSent(id);
    expect(api.atOnceMax).toBe(3);
    await rig.change(
      "update connections set tps = 10 where id = $1",
      [client.connectionId],
      `connection:${client.connectionId}`,
    );
    await rig.announced();
    const startedAtMs = performance.now();
    const slow = await Promise.all(Array.from({ length: 8 }, () => esme.submit()));
    for (const { id } of slow) await isSent(id);
    expect(performance.now() - startedAtMs).toBeGreaterThan(600);
  });

  it("carries binary messages only where its template has a place for octets", async () => {
    const binary = { data_coding: 4, short_message: Buffer.from([0, 255, 7]) };
    const without = await httpClient();
    const esme = await rig.bind(without);
    const { id } = await esme.submit(binary);
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "REJECTD" }]));
    expect(api.calls).toEqual([]);
    expect(linkOf(without)?.lastError).toContain("{{body_hex}}");
    const body = {
      kind: "form",
      fields: [
        { name: "to", value: "{{recipient}}" },
        { name: "b", value: "{{body_hex}}" },
      ],
    } as const;
    const other = await rig.bind(await httpClient({}, { body: { ...body, fields: [...body.fields] } }));
    await isSent((await other.submit(binary)).id);
    expect(api.calls[0]?.body).toMatch(/&b=00ff07$/);
  });

  it("acts on a changed template at once", async () => {
    const client = await httpClient();
    const esme = await rig.bind(client);
    await rig.change(
      "update connections set http = jsonb_set(http, '{method}', '\"PUT\"') where id = $1",
      [client.connectionId],
      `connection:${client.connectionId}`,
    );
    await rig.announced();
    await isSent((await esme.submit()).id);
    expect(api.calls).toMatchObject([{ method: "PUT" }]);
  });
});

describe("callbacks", () => {
  it("that come before the answer are kept for it", async () => {
    const client = await httpClient();
    const esme = await rig.bind(client);
    api.answer = async (_, response) => {
      expect((await receipt(client, "S-1", "failed", "30005")).status).toBe(200);
      taken(api, response);
    };
    const { id } = await esme.submit();
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "UNDELIV" }]));
    expect((await rig.message(id)).error_code).toBe("30005");
    expect((await expectBalanced(rig.pool, client)).balanceMicros).toBe(client.openingMicros);
  });

  it("may name our own id where the supplier gives none", async () => {
    const success: HttpTemplate["success"] = { statuses: [201], okWhen: null, id: { from: "message_id" }, error: null };
    const fields = [
      { name: "to", value: "{{recipient}}" },
      { name: "text", value: "{{text}}" },
      { name: "back", value: "{{callback_url}}?id={{message_id}}&state=%d" },
    ];
    const given = { from: "query", list: null, id: "id", state: "state", error: null, mo: null, answer: "" } as const;
    const client = await httpClient(
      { receipt_words: JSON.stringify([{ word: "1", state: "DELIVRD" }]) },
      { method: "GET", body: { kind: "none" }, query: fields, success, callback: given },
    );
    const esme = await rig.bind(client);
    const { id } = await esme.submit();
    await isSent(id);
    const back = new URL(api.calls[0]?.url ?? "", "http://x").searchParams.get("back") ?? "";
    const { search } = new URL(back.replace("%d", "1"));
    expect((await call(client.token, "", search, "GET")).status).toBe(200);
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELIVRD" }]));
  });

  it("for ids never given, repeated ones, and words nobody knows end nothing wrongly", async () => {
    const client = await httpClient();
    const esme = await rig.bind(client);
    expect((await receipt(client, "never")).status).toBe(200);
    const { id } = await esme.submit();
    await isSent(id);
    expect((await receipt(client, "S-1", "wibbling")).status).toBe(200);
    expect(linkOf(client)?.lastError).toContain("wibbling");
    expect(statusOf(await rig.message(id))).toBe("sent");
    for (const status of ["delivered", "delivered", "failed"])
      expect((await receipt(client, "S-1", status)).status).toBe(200);
    expect(statusOf(await rig.message(id))).toBe("delivered");
    await eventually(() => expect(esme.receipts).toHaveLength(1));
    expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(12_500n);
  });

  it("are refused with what is wrong", async () => {
    const client = await httpClient();
    const told = async (answer: Promise<Response>) => {
      const { status, ...response } = await answer.then(async (got) => ({
        status: got.status,
        text: await got.text(),
      }));
      return [status, response.text];
    };
    expect((await told(call("nobodys", "{}")))[0]).toBe(404);
    expect(await told(call(client.token, "{"))).toEqual([400, "The body is no JSON."]);
    expect(await told(call(client.token, '{"id": "S-1"}'))).toEqual([400, "There is no $.status in the body."]);
    expect((await told(call(client.token, "x".repeat(300_000))))[0]).toBe(413);
    const silent = await httpClient({}, { callback: null });
    expect(await told(receipt(silent, "S-1"))).toEqual([404, "This connection takes no callbacks."]);
  });

  it("may bring messages from handsets, kept before the call is answered", async () => {
    const client = await httpClient();
    await addNumber(rig, client, { number: "4915199999", priceMicros: 5n });
    const esme = await rig.bind(client);
    const text = "olé Жук";
    const answer = await call(client.token, JSON.stringify({ from: "+49 151", to: "+4915199999", text }));
    expect(answer.status).toBe(200);
    expect(await storedFor(rig, "4915199999")).toMatchObject([
      { client_id: client.clientId, text, parts: 1, connection_id: client.connectionId, charged_micros: 5n },
    ]);
    await eventually(() => expect(esme.incoming).toHaveLength(1));
    expect(esme.incoming[0]).toMatchObject({ data_coding: 8, destination_addr: "4915199999" });
    expect(esme.incoming[0]?.short_message.swap16().toString("utf16le")).toBe(text);
  });

  it("count while the connection is paused", async () => {
    const client = await httpClient();
    const esme = await rig.bind(client);
    const { id } = await esme.submit();
    await isSent(id);
    await rig.change(
      "update connections set paused = true where id = $1",
      [client.connectionId],
      `connection:${client.connectionId}`,
    );
    await rig.announced();
    expect(linkOf(client)?.state).toBe("paused");
    await receipt(client, "S-1");
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELIVRD" }]));
  });
});

describe("a test message over an HTTP connection", () => {
  const sample = { sender: "Acme", recipient: "4915112345678", text: "Probe" };

  it("is sent as any other, and tells what came back without its secrets", async () => {
    const client = await httpClient();
    api.answer = (_, response) => void response.writeHead(201).end('{"id": "T-1", "key": "a long api key"}');
    const sent = await rig.core.connections.try(client.connectionId, sample);
    expect(sent).toMatchObject({ parts: 1, submits: [{ verdict: "taken", supplierMessageId: "T-1", error: null }] });
    const [submit] = sent?.submits ?? [];
    expect(submit?.request).toMatch(/^POST http:.*\/send\/Acme\?back=/);
    expect(submit?.answer).toBe('HTTP 201\n\n{"id": "T-1", "key": "********"}');
    expect(JSON.stringify(sent)).not.toContain("a long api key");
    expect(api.calls.at(-1)?.headers["x-key"]).toBe("a long api key");
    // What was sent before today is read from the books first.
    await eventually(() => expect(linkOf(client)).toMatchObject({ submitted: 0, submittedToday: 1 }));
  });

  it("says why it was not taken", async () => {
    const client = await httpClient();
    api.answer = (_, response) => void response.writeHead(401).end('{"code": "AUTH"}');
    expect(await rig.core.connections.try(client.connectionId, sample)).toMatchObject({
      submits: [{ verdict: "final", error: "HTTP 401, error AUTH", answer: 'HTTP 401\n\n{"code": "AUTH"}' }],
    });
    // On another connection: this one might still use a socket that it does not know to be closed.
    const other = await httpClient();
    await api.down();
    expect(await rig.core.connections.try(other.connectionId, sample)).toMatchObject({
      submits: [{ verdict: "unsent", answer: null }],
    });
    const bad = await httpClient({}, { headers: [{ name: "X", value: "{{text}}" }] });
    await expect(rig.core.connections.try(bad.connectionId, { ...sample, text: "a\nb" })).rejects.toThrow(/line break/);
  });
});
