import type { HttpTemplate } from "@switchyard/contract";
import { describe, expect, it } from "vitest";
import { readCallback, stateOfWord } from "./callbacks.ts";

type Callback = NonNullable<HttpTemplate["callback"]>;
const fields = { list: null, error: null, mo: null, answer: "OK" };

describe("a supplier's call", () => {
  it("is read from query, form or JSON", () => {
    const query: Callback = { ...fields, from: "query", id: "id", state: "st", error: "err" };
    expect(readCallback(query, { query: "id=a%20b&st=DELIVRD&err=", body: "" })).toEqual({
      kind: "told",
      receipts: [{ id: "a b", word: "DELIVRD", error: undefined }],
      incoming: [],
    });
    const form: Callback = { ...query, from: "form" };
    expect(readCallback(form, { query: "", body: "id=1&st=failed&err=30005" })).toMatchObject({
      receipts: [{ id: "1", word: "failed", error: "30005" }],
    });
    const json: Callback = { ...fields, from: "json", list: "$.results", id: "$.id", state: "$.status.name" };
    const body = JSON.stringify({
      results: [
        { id: 1, status: { name: "A" } },
        { id: "2", status: { name: "B" } },
      ],
    });
    expect(readCallback(json, { query: "", body })).toMatchObject({
      receipts: [
        { id: "1", word: "A" },
        { id: "2", word: "B" },
      ],
    });
  });

  it("that lacks something is told what", () => {
    const json: Callback = { ...fields, from: "json", list: "$.results", id: "$.id", state: "$.status" };
    const fault = (body: string) => readCallback(json, { query: "", body });
    expect(fault("{")).toEqual({ kind: "fault", says: "The body is no JSON." });
    expect(fault("{}")).toEqual({ kind: "fault", says: "There is no list at $.results." });
    expect(fault('{"results":[{"id":"1"}]}')).toEqual({ kind: "fault", says: "There is no $.status in the body." });
    const query: Callback = { ...fields, from: "query", id: "id", state: "st" };
    expect(readCallback(query, { query: "st=x", body: "" })).toMatchObject({ says: "There is no id in the query." });
  });

  it("may tell of a message from a handset", () => {
    const form: Callback = {
      ...fields,
      from: "form",
      id: "id",
      state: "st",
      mo: { from: "From", to: "To", text: "Body" },
    };
    expect(readCallback(form, { query: "", body: "From=%2B49151&To=777&Body=hi" })).toEqual({
      kind: "told",
      receipts: [],
      incoming: [{ from: "+49151", to: "777", text: "hi" }],
    });
    expect(readCallback(form, { query: "", body: "From=%2B49151&To=777" })).toMatchObject({ incoming: [{ text: "" }] });
    expect(readCallback(form, { query: "", body: "From=%2B49151" })).toMatchObject({ kind: "fault" });
  });
});

it("words mean what the connection says, else what they commonly mean, else nothing yet", () => {
  const words = new Map([
    ["1", "DELIVRD"],
    ["SENT", "DELIVRD"],
  ] as const);
  expect(stateOfWord("1", words)).toBe("DELIVRD");
  expect(stateOfWord("sent", words)).toBe("DELIVRD");
  expect(stateOfWord("delivered", words)).toBe("DELIVRD");
  expect(stateOfWord("Undelivered", words)).toBe("UNDELIV");
  expect(stateOfWord("2", words)).toBeUndefined();
  expect(stateOfWord("wibble", words)).toBeUndefined();
});
