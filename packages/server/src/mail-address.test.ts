import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseAddresses, parseMailbox, writeMailbox } from "./mail-address.ts";

test.each([
  ["a@x.example", { name: "", address: "a@x.example" }],
  [" <a@x.example> ", { name: "", address: "a@x.example" }],
  ["Jane  Doe <jane+bills@x.example>", { name: "Jane Doe", address: "jane+bills@x.example" }],
  ['"Doe, Jane" <jane@x.example>', { name: "Doe, Jane", address: "jane@x.example" }],
  ['"The \\"Boss\\"" <boss@x.example>', { name: 'The "Boss"', address: "boss@x.example" }],
  ["Ζωή <zoe@münchen.example>", { name: "Ζωή", address: "zoe@münchen.example" }],
  ["post@localhost", { name: "", address: "post@localhost" }],
])("%s is one address", (text, mailbox) => {
  expect(parseMailbox(text)).toEqual(mailbox);
});

test.each([
  "",
  "nobody",
  "@x.example",
  "a@",
  "a b@x.example",
  ".a@x.example",
  "a..b@x.example",
  "zoë@x.example",
  "a@x..example",
  "a@-x.example",
  "a@x.example.",
  "a@192.0.2.1",
  "a@[192.0.2.1]",
  "a@x.example/path",
  "a@x%2eexample",
  "a@b@x.example",
  "a@x.example b@x.example",
  "a@x.example, b@x.example",
  "A <a@x.example> <b@x.example>",
  "a@x.example\nBcc: b@x.example",
  "A\tB <a@x.example>",
  '"A\r\nBcc: b@x.example" <a@x.example>',
  `${"a".repeat(65)}@x.example`,
  `a@${"x".repeat(64)}.example`,
  `a@${"x.".repeat(130)}example`,
  `${"n".repeat(201)} <a@x.example>`,
])("%j is not one address", (text) => {
  expect(parseMailbox(text)).toBeUndefined();
});

describe("a list of addresses", () => {
  it("is split at commas, semicolons and line breaks outside of quotes, each address once", () => {
    const text = 'a@x.example, "Doe; Jane" <jane@x.example>;b@x.example\r\n\nA@x.example,';
    expect(parseAddresses(text)).toEqual({
      addresses: ["a@x.example", '"Doe; Jane" <jane@x.example>', "b@x.example"],
      problems: [],
    });
  });

  it("may be empty", () => {
    expect(parseAddresses(" ,; \n")).toEqual({ addresses: [], problems: [] });
  });

  it("keeps the good ones and says of each bad one what is wrong", () => {
    expect(parseAddresses("a@x.example, nobody, b c@x.example, d@")).toEqual({
      addresses: ["a@x.example"],
      problems: [
        '"nobody" has no @; an address looks like name@example.com.',
        '"b c@x.example" has a part before the @ that no mailbox can have.',
        '"d@" has no domain after the @, such as example.com.',
      ],
    });
  });

  it("is read in time that grows with its length only", () => {
    const started = performance.now();
    for (const text of ['"'.repeat(50_000), '"\\'.repeat(50_000), "a<".repeat(50_000), "a.".repeat(50_000)]) {
      parseAddresses(text);
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

test("whatever the name, a mailbox is read as it was written", () => {
  const name = fc.string({ unit: "binary", maxLength: 60 }).map((text) =>
    text
      .replace(/\p{Cc}/gu, "")
      .replace(/\s+/g, " ")
      .trim(),
  );
  fc.assert(
    fc.property(name, (given) => {
      const mailbox = { name: given, address: "a@x.example" };
      expect(parseMailbox(writeMailbox(mailbox))).toEqual(mailbox);
    }),
  );
});

test("what is accepted has no line break and one @ outside of its name", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'a@.<>",;\\\r\n b:-é') }), (text) => {
      for (const address of parseAddresses(text).addresses) {
        expect(address).not.toMatch(/\p{Cc}/u);
        expect(parseMailbox(address)?.address.split("@")).toHaveLength(2);
      }
    }),
    { numRuns: 2_000 },
  );
});
