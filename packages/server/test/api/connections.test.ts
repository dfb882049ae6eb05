import { type HttpPreset, type HttpTemplate, httpTemplate } from "@switchyard/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let supplierId = 0;
beforeAll(async () => {
  rig = await createRig();
  ({ id: supplierId } = await rig.api.createSupplier({ body: { name: "supplier", currency: "EUR" } }));
});
afterAll(() => rig.close());

let made = 0;
const smpp = (more: object = {}) =>
  rig.api.createConnection({
    body: { supplierId, name: `link ${++made}`, host: "h", port: 2775, systemId: "us", password: "s3cret", ...more },
  });
const preset = async (id: string): Promise<HttpPreset> => {
  const found = (await rig.api.listHttpPresets()).items.find((one) => one.id === id);
  if (!found) throw new Error(`there is no preset ${id}`);
  return found;
};
const http = async (more: object = {}) =>
  rig.api.createConnection({
    body: {
      kind: "http",
      supplierId,
      name: `api ${++made}`,
      systemId: "AC1",
      password: "a token longer than SMPP allows",
      http: (await preset("twilio")).http,
      ...more,
    },
  });

describe("an SMPP connection", () => {
  it("keeps every setting, with those of its kind to begin with", async () => {
    const connection = await smpp();
    expect(connection).toMatchObject({
      kind: "smpp",
      http: null,
      callbackPath: null,
      callbackUrl: null,
      supplierTimeZone: "UTC",
      dailyLimit: null,
      queueMax: null,
      rerouteErrors: [],
      pauseErrors: ["ESME_RTHROTTLED", "ESME_RMSGQFUL"],
      pauseMs: 1000,
      addressRules: [],
      receiptWords: [],
    });
    const settings = {
      dailyLimit: 10,
      queueMax: 500,
      rerouteErrors: ["ESME_RINVDSTADR", "0x0400"],
      pauseErrors: ["ESME_RTHROTTLED"],
      pauseMs: 250,
      addressRules: [{ side: "sender" as const, match: "prefix" as const, prefix: "49", ton: 2, npi: 1 }],
      receiptWords: [{ word: "ACKED", state: "DELIVRD" as const }],
    };
    const params = { connectionId: connection.id };
    await rig.api.updateConnection({ params, body: settings });
    expect(await rig.api.getConnection({ params })).toMatchObject(settings);
    expect(await rig.api.updateConnection({ params, body: { dailyLimit: null } })).toMatchObject({ dailyLimit: null });
    const { items } = await rig.api.listHistory({ query: { entity: "connection", entityId: String(connection.id) } });
    expect(items[1]?.changes.map(({ field }) => field).sort()).toEqual(Object.keys(settings).sort());
  });

  it("is refused with statuses SMPP does not have, and with what contradicts what is stored", async () => {
    const { id: connectionId } = await smpp({ rerouteErrors: ["ESME_RSUBMITFAIL"] });
    const change = (body: object) => refusal(rig.api.updateConnection({ params: { connectionId }, body }));
    expect(await change({ pauseErrors: ["ESME_RTHROTTLED", "ESME_RNOSUCH"] })).toMatchObject({
      errors: [{ path: "body.pauseErrors.1", message: "must be a command_status of SMPP, which ESME_RNOSUCH is not" }],
    });
    expect(await change({ pauseErrors: ["ESME_RSUBMITFAIL"] })).toMatchObject({
      errors: [{ path: "body.pauseErrors.0" }],
    });
    expect(await change({ rerouteErrors: ["429"] })).toMatchObject({ errors: [{ path: "body.rerouteErrors.0" }] });
    expect(await change({ password: "nine chars" })).toMatchObject({ errors: [{ path: "body.password" }] });
    expect(await change({ host: null })).toMatchObject({ errors: [{ path: "body.host" }] });
    expect(await change({ http: (await preset("plivo")).http })).toMatchObject({ errors: [{ path: "body.http" }] });
    expect(await change({ kind: "http" })).toMatchObject({ code: "invalid_request" });
  });
});

describe("an HTTP connection", () => {
  it("keeps its template and is given an address to be called back on, which history does not tell", async () => {
    const connection = await http();
    expect(connection).toMatchObject({ kind: "http", host: null, port: null, pauseErrors: ["429", "503"] });
    expect(connection.http).toEqual((await preset("twilio")).http);
    expect(connection.callbackPath).toMatch(/^\/callbacks\/\w{32}$/);
    expect(connection.callbackUrl).toBe(`https://switch.test${connection.callbackPath}`);
    const params = { connectionId: connection.id };
    const changed = { ...(connection.http as HttpTemplate), parts: "each" as const };
    expect(await rig.api.updateConnection({ params, body: { http: changed } })).toMatchObject({ http: changed });
    const history = await rig.api.listHistory({ query: { entity: "connection", entityId: String(connection.id) } });
    expect(history.items[0]?.changes.map(({ field }) => field)).toEqual(["http"]);
    expect(JSON.stringify(history)).not.toContain(connection.callbackPath?.slice(-32));
    const other = await http();
    expect(other.callbackPath).not.toBe(connection.callbackPath);
  });

  it("is refused with a template that is not sound, field by field", async () => {
    const { http: good } = await preset("vonage");
    const bad = {
      ...good,
      url: "ftp://x",
      body: { kind: "json", template: '{"to": {{recipient}}, "text": "{{text}}"}' },
    };
    expect((await refusal(http({ http: bad }))).errors?.map(({ path }) => path)).toEqual([
      "body.http.url",
      "body.http.body.template",
    ]);
    expect(await refusal(http({ host: "h" }))).toMatchObject({ errors: [{ path: "body.host" }] });
    expect(await refusal(http({ http: undefined }))).toMatchObject({ errors: [{ path: "body.http" }] });
  });
});

describe("a preview", () => {
  const message = { sender: "Acme & Co", recipient: "+4915112345678", text: 'a "b"\n' };

  it("shows every request as it would leave, without secrets", async () => {
    for (const { http: template } of (await rig.api.listHttpPresets()).items) {
      const { requests, parts } = await rig.api.previewRequest({ body: { http: template, systemId: "AC1", message } });
      expect(parts).toBe(1);
      expect(requests).toHaveLength(1);
      expect(requests[0]?.method).toBe(template.method);
    }
    const { http: twilio } = await preset("twilio");
    const { requests } = await rig.api.previewRequest({ body: { http: twilio, systemId: "AC1", message } });
    expect(requests).toEqual([
      {
        method: "POST",
        url: "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json",
        headers: [
          { name: "Authorization", value: "Basic ********" },
          { name: "Content-Type", value: "application/x-www-form-urlencoded" },
        ],
        body: "From=Acme+%26+Co&To=%2B4915112345678&Body=a+%22b%22%0A&StatusCallback=https%3A%2F%2Fswitch.test%2Fcallbacks%2Ftoken",
      },
    ]);
  });

  it("writes the API's own words for alphabets", async () => {
    const { http: kannel } = await preset("kannel");
    const codingOf = async (text: string) => {
      const { requests } = await rig.api.previewRequest({ body: { http: kannel, message: { ...message, text } } });
      return new URL(requests[0]?.url ?? "").searchParams.get("coding");
    };
    expect([await codingOf("plain"), await codingOf("日本")]).toEqual(["0", "2"]);
  });

  it("shows one request for each part where the template wants it, and refuses what can't be carried", async () => {
    const { http: infobip } = await preset("infobip");
    const long = { ...message, text: "x".repeat(400) };
    const each = await rig.api.previewRequest({ body: { http: { ...infobip, parts: "each" }, message: long } });
    expect([each.parts, each.requests.length]).toEqual([3, 3]);
    const header = httpTemplate.parse({ ...infobip, headers: [{ name: "X-Text", value: "{{text}}" }] });
    expect(await refusal(rig.api.previewRequest({ body: { http: header, message } }))).toMatchObject({
      errors: [{ path: "body.message" }],
    });
    const nobody = { ...message, recipient: "0151" };
    expect(await refusal(rig.api.previewRequest({ body: { http: infobip, message: nobody } }))).toMatchObject({
      errors: [{ path: "body.message.recipient" }],
    });
  });
});

describe("a test message", () => {
  const body = { sender: "Acme", recipient: "4915112345678", text: "Probe" };

  it("answers what came back, and is told in history", async () => {
    const { id: connectionId } = await http();
    const params = { connectionId };
    rig.live.testSent = { submits: [], alphabet: "gsm7", parts: 1 };
    expect(await rig.api.testSend({ params, body })).toEqual(rig.live.testSent);
    const { items } = await rig.api.listHistory({ query: { entity: "connection", entityId: String(connectionId) } });
    expect(items[0]).toMatchObject({ action: "test_send" });
    expect(items[0]?.changes).toContainEqual({ field: "recipient", before: null, after: body.recipient });
  });

  it("is refused where there is no way to send it, or no connection", async () => {
    rig.live.testSent = undefined;
    const { id: connectionId } = await smpp();
    expect(await refusal(rig.api.testSend({ params: { connectionId }, body }))).toMatchObject({ code: "wrong_state" });
    expect(await refusal(rig.api.testSend({ params: { connectionId: 99_999 }, body }))).toMatchObject({ status: 404 });
  });
});
