import type { HttpTemplate } from "@switchyard/contract";
import { describe, expect, it } from "vitest";
import { type HttpAnswer, judgeHttpAnswer } from "./answer.ts";
import { textAt, valueAt } from "./json-path.ts";

const settings = { pauseErrors: ["429", "throttled"], rerouteErrors: ["21211"], receiptIdFormat: "as_is" } as const;
const success: HttpTemplate["success"] = {
  statuses: [200, 201],
  okWhen: { path: "$.messages[0].status", values: ["0"] },
  id: { from: "json", path: "$.messages[0]['message-id']" },
  error: { from: "json", path: "$.code" },
};
const answer = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: { "x-id": "H-1" },
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const judge = (given: HttpAnswer, more: Partial<HttpTemplate["success"]> = {}) =>
  judgeHttpAnswer(given, { success: { ...success, ...more } }, settings, "77");

describe("an API's answer", () => {
  it("gives the id where the template says it stands", () => {
    const taken = answer(200, { messages: [{ status: "0", "message-id": "S-1" }] });
    expect(judge(taken)).toEqual({ kind: "taken", supplierMessageId: "S-1" });
    expect(judge(taken, { id: { from: "header", name: "X-Id" } })).toMatchObject({ supplierMessageId: "H-1" });
    expect(judge(taken, { id: { from: "message_id" } })).toMatchObject({ supplierMessageId: "77" });
    expect(judge(taken, { id: null })).toMatchObject({ supplierMessageId: null });
    const written = answer(200, "0: Accepted for delivery, id=ab-12;");
    const id = { from: "text", pattern: "id=([^;]+)" } as const;
    expect(judge(written, { okWhen: null, id })).toEqual({ kind: "taken", supplierMessageId: "ab-12" });
    expect(judge(answer(200, { id: 12345678901 }), { okWhen: null, id: { from: "json", path: "$.id" } })).toMatchObject(
      {
        supplierMessageId: "12345678901",
      },
    );
  });

  it("is a refusal when its status or its own word for it says so", () => {
    expect(judge(answer(200, { messages: [{ status: 2 }] }))).toMatchObject({ kind: "refused", verdict: "final" });
    expect(judge(answer(200, "<html>"))).toMatchObject({ kind: "refused", error: "HTTP 200" });
    expect(judge(answer(400, { code: 21211 }))).toMatchObject({ verdict: "reroute", error: "21211" });
    expect(judge(answer(400, { code: "throttled" }))).toMatchObject({ verdict: "pause" });
    expect(judge(answer(429, ""))).toMatchObject({ verdict: "pause", error: "HTTP 429" });
    expect(judge(answer(503, ""))).toMatchObject({ verdict: "again" });
    expect(judge(answer(302, ""))).toMatchObject({ verdict: "final" });
  });
});

it("paths lead to values, and nowhere when there is none", () => {
  const json = { a: [{ "b-c": 0, "": 1 }, { d: { e: "x" } }], t: true, n: null };
  expect(textAt(json, "$.a[0].b-c")).toBe("0");
  expect(textAt(json, "$.a[1]['d'].e")).toBe("x");
  expect(textAt(json, "$.t")).toBe("true");
  for (const path of ["$.n", "$.a", "$.a[7].x", "$.a.length", "$.constructor", "$.t.u"]) {
    expect(textAt(json, path)).toBeUndefined();
  }
  expect(valueAt(json, "$")).toBe(json);
});
