import { type HttpTemplate, httpTemplate, type Placeholder, placeholders } from "@switchyard/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnfitError } from "../unfit.ts";
import { type HttpValues, httpRequestOf, masked, shownRequestOf } from "./request.ts";

const base: HttpTemplate = {
  method: "POST",
  url: "https://api.example.com/sms?to={{recipient}}",
  auth: "none",
  headers: [],
  query: [],
  body: { kind: "json", template: '{"text": "{{text}}", "parts": {{parts}}}' },
  parts: "whole",
  success: { statuses: [200], okWhen: null, id: null, error: null },
  callback: null,
};
const template = (more: object): HttpTemplate => httpTemplate.parse({ ...base, ...more });
const noValues = Object.fromEntries(Object.keys(placeholders).map((name) => [name, ""])) as Record<Placeholder, string>;
const values = (given: Partial<HttpValues>): HttpValues => ({
  ...noValues,
  recipient: "4915112345678",
  parts: "1",
  ...given,
});

/** Anything a client may send, lone surrogates, controls and markup among it. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc
    .array(fc.constantFrom("\ud83d", "\ude00", '"', "\\", "\n", "\0", "&", "=", "<", "%", "+", "é", "{{text}}", "]]>"))
    .map((all) => all.join("")),
);
const wellFormed = (given: string) => given.replace(/\p{Surrogate}/gu, "\ufffd");

describe("a request of a template", () => {
  it("carries any text in JSON and gives it back when it is read", () => {
    fc.assert(
      fc.property(text, (given) => {
        const { body, headers } = httpRequestOf(base, values({ text: given, parts: "3" }));
        expect(JSON.parse(body ?? "")).toEqual({ text: wellFormed(given), parts: 3 });
        expect(headers).toEqual([{ name: "Content-Type", value: "application/json" }]);
      }),
    );
  });

  it("carries any text in query, form and address, and lets none of it be anything else", () => {
    const form = template({
      url: "https://api.example.com/from/{{sender}}/sms?fixed=1",
      query: [
        { name: "to", value: "{{recipient_plus}}" },
        { name: "text", value: "<{{text}}>" },
      ],
      body: { kind: "form", fields: [{ name: "a b", value: "{{text}}&{{text}}" }] },
    });
    fc.assert(
      fc.property(text, fc.string({ minLength: 3 }), (given, sender) => {
        const { url, body } = httpRequestOf(form, values({ text: given, sender, recipient_plus: "+49 1" }));
        const read = new URL(url);
        expect(read.pathname.split("/").map(decodeURIComponent)).toEqual(["", "from", wellFormed(sender), "sms"]);
        expect([...read.searchParams]).toEqual([
          ["fixed", "1"],
          ["to", "+49 1"],
          ["text", `<${wellFormed(given)}>`],
        ]);
        const fields = [...new URLSearchParams(body ?? "")];
        expect(fields).toEqual([["a b", `${wellFormed(given)}&${wellFormed(given)}`]]);
      }),
    );
  });

  it("writes XML whose values are no markup", () => {
    const xml = template({
      body: { kind: "text", contentType: "text/xml; charset=utf-8", escape: "xml", template: '<m t="{{text}}"/>' },
    });
    const { body, headers } = httpRequestOf(xml, values({ text: `<a&"'>\0` }));
    expect(body).toBe('<m t="&lt;a&amp;&quot;&apos;&gt;"/>');
    expect(headers).toEqual([{ name: "Content-Type", value: "text/xml; charset=utf-8" }]);
  });

  it("refuses values that a header, a number or an address cannot carry", () => {
    const header = template({ headers: [{ name: "X-From", value: "{{sender}}" }] });
    for (const sender of ["a\r\nX-Evil: 1", "a\nb", "Ω"]) {
      expect(() => httpRequestOf(header, values({ sender }))).toThrow(UnfitError);
    }
    expect(httpRequestOf(header, values({ sender: "Ärger" })).headers[0]).toEqual({ name: "X-From", value: "Ärger" });
    expect(() => httpRequestOf(base, values({ parts: "1}, {" }))).toThrow(UnfitError);
    const path = template({ url: "https://api.example.com/{{sender}}/{{recipient}}" });
    for (const sender of [".", ".."]) expect(() => httpRequestOf(path, values({ sender }))).toThrow(UnfitError);
    expect(httpRequestOf(path, values({ sender: "a/../b" })).url).toBe(
      "https://api.example.com/a%2F..%2Fb/4915112345678",
    );
  });

  it("signs with user name and password, and shows neither key to people", () => {
    const signed = template({
      auth: "basic",
      headers: [{ name: "X-Key", value: "key {{password}}" }],
      query: [{ name: "user", value: "{{username}}" }],
    });
    const given = values({ username: "jörg", password: "s3cr:t" });
    const { headers } = httpRequestOf(signed, given);
    const token = Buffer.from("jörg:s3cr:t", "utf8").toString("base64");
    expect(headers).toContainEqual({ name: "Authorization", value: `Basic ${token}` });
    expect(headers).toContainEqual({ name: "X-Key", value: "key s3cr:t" });
    const shown = JSON.stringify(shownRequestOf(signed, given));
    expect(shown).not.toContain("s3cr");
    expect(shown).not.toContain(token);
    expect(shown).toContain("Basic ********");
    expect(masked('{"echo": "s3cr:t"}', "s3cr:t")).toBe('{"echo": "********"}');
  });

  it("keeps a header of its own instead of the one it would add", () => {
    const own = template({
      auth: "basic",
      headers: [
        { name: "authorization", value: "App {{password}}" },
        { name: "content-type", value: "application/vnd.api+json" },
      ],
    });
    expect(httpRequestOf(own, values({ password: "k" })).headers).toEqual([
      { name: "authorization", value: "App k" },
      { name: "content-type", value: "application/vnd.api+json" },
    ]);
  });
});
