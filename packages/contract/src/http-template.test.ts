import { describe, expect, it } from "vitest";
import { connectionCreate, connectionPatchOf } from "./connection-settings.ts";
import { httpTemplate } from "./http-template.ts";

const good = {
  method: "POST",
  url: "https://api.example.com/sms",
  auth: "none",
  headers: [],
  query: [],
  body: { kind: "json", template: '{"to": "{{recipient}}", "text": "{{text}}", "n": {{parts}}}' },
  parts: "whole",
  success: { statuses: [200], okWhen: null, id: { from: "json", path: "$.id" }, error: null },
  callback: { from: "json", list: null, id: "$.id", state: "$.state", error: null, mo: null, answer: "OK" },
};
const faults = (more: object) =>
  httpTemplate.safeParse({ ...good, ...more }).error?.issues.map(({ path, message }) => [path.join("."), message]) ??
  [];
const body = (template: string) => faults({ body: { kind: "json", template } });

describe("a template", () => {
  it("is taken when it is sound", () => expect(faults({})).toEqual([]));

  it("knows its placeholders, and where a bare one may stand in JSON", () => {
    expect(body('{"to": "{{recipient}}", "text": "{{txt}}"}')[0]?.[1]).toMatch(
      /^has \{\{txt}}, which stands for nothing/,
    );
    expect(body('{"to": {{recipient}}, "text": "{{text}}"}')[0]?.[1]).toMatch(/^must have \{\{recipient}} between/);
    expect(body('{"to": "{{recipient}}", "text": "{{text}}"')[0]?.[1]).toMatch(/^is no JSON/);
    expect(body('{"to": "{{recipient}}"}')).toEqual([
      ["url", "must carry {{text}} or {{text_hex_ucs2}} or {{body_hex}}: here, in the query or in the body"],
    ]);
    // An escaped quotation mark does not end a string.
    expect(body('{"to": "\\"{{recipient}}", "text": "{{text}}"}')).toEqual([]);
  });

  it.each([
    ["ftp://api.example.com", /http/],
    ["https://{{sender}}.example.com/", /host/],
    ["https://user:pw@example.com/", /credentials/],
    ["https://api.example.com/#x", /fragment/],
    ["https:///sms", /address/],
  ])("is refused with the address %s", (url, reason) => {
    expect(faults({ url })[0]?.[1]).toMatch(reason);
  });

  it("is refused with a body in a GET, a header of the connection's own, or a path that is none", () => {
    expect(faults({ method: "GET" })).toEqual([["body.kind", "must be none in a GET request"]]);
    expect(faults({ headers: [{ name: "Host", value: "x" }] })[0]?.[0]).toBe("headers.0.name");
    expect(faults({ headers: [{ name: "X", value: "a\r\nb" }] })[0]?.[0]).toBe("headers.0.value");
    const callback = { ...good.callback, id: "id" };
    expect(faults({ callback })).toEqual([["callback.id", "must be a path such as $.status"]]);
    expect(faults({ callback: { ...callback, from: "query", list: "$.x" } })[0]?.[0]).toBe("callback.list");
  });

  it("is refused with a pattern that reads nothing or is none", () => {
    const error = (pattern: string) =>
      faults({ success: { ...good.success, error: { from: "text", pattern } } })[0]?.[0];
    expect(error("(")).toBe("success.error.pattern");
    expect(error("\\d+")).toBe("success.error.pattern");
    expect(error("(a)(b)")).toBe("success.error.pattern");
    expect(error("^(?:ERR) \\((\\d+)\\)")).toBeUndefined();
  });
});

describe("a connection", () => {
  const smpp = { supplierId: 1, name: "x", host: "smsc.example.net", port: 2775, systemId: "us", password: "pw" };
  const issues = (given: object) =>
    connectionCreate.safeParse(given).error?.issues.map(({ path }) => path.join(".")) ?? [];

  it("has what its kind needs, and nothing of the other", () => {
    expect(issues(smpp)).toEqual([]);
    expect(issues({ ...smpp, host: undefined, port: undefined, systemId: "" })).toEqual(["host", "port", "systemId"]);
    expect(issues({ ...smpp, http: good })).toEqual(["http"]);
    const http = { kind: "http", supplierId: 1, name: "x", password: "a key longer than eight", http: good };
    expect(issues(http)).toEqual([]);
    expect(issues({ ...http, http: undefined, host: "h" })).toEqual(["host", "http"]);
  });

  it("has statuses of SMPP in its lists, each in one of them", () => {
    expect(issues({ ...smpp, rerouteErrors: ["ESME_RINVDSTADR", "0x00000045"], pauseErrors: ["0x58"] })).toEqual([]);
    expect(issues({ ...smpp, rerouteErrors: ["RINVDSTADR", "45"] })).toEqual(["rerouteErrors.0", "rerouteErrors.1"]);
    expect(issues({ ...smpp, rerouteErrors: ["ESME_RTHROTTLED"] })).toEqual(["pauseErrors.0"]);
    expect(connectionPatchOf({ kind: "smpp", ...smpp }).safeParse({ password: "123456789" }).success).toBe(false);
  });

  it("has address rules that can fit", () => {
    const rule = { side: "sender", match: "prefix", prefix: "", ton: 1, npi: 1 };
    expect(issues({ ...smpp, addressRules: [rule] })).toEqual(["addressRules.0.prefix"]);
    expect(issues({ ...smpp, addressRules: [{ ...rule, match: "short", prefix: "7" }] })).toEqual([
      "addressRules.0.prefix",
    ]);
    const alphanumeric = { ...rule, side: "recipient", match: "alphanumeric" };
    expect(issues({ ...smpp, addressRules: [alphanumeric] })).toEqual(["addressRules.0.match"]);
  });
});
