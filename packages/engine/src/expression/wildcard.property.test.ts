import fc from "fast-check";
import { expect, it } from "vitest";
import { buildWildcardSet, compileWildcards, fitsWildcard } from "./wildcard.ts";

it("matches exact names and runs of any characters, letter case ignored", () => {
  const wildcards = compileWildcards(["Bank", "INFO*", "*pay*pal*", "+49*"]);
  for (const sender of ["BANK", "info", "InfoDesk", "MyPayOrPal", "paypal", "+4915112345"])
    expect(wildcards.matches(sender)).toBe(true);
  for (const sender of ["Banks", "aBank", "inf", "palpay", "4915112345", ""])
    expect(wildcards.matches(sender)).toBe(false);
  expect(compileWildcards(["*"]).matches("")).toBe(true);
  expect(compileWildcards(["a*a"]).matches("a")).toBe(false);
  expect(compileWildcards([]).matches("a")).toBe(false);
  expect(fitsWildcard("Info1", "Info*")).toBe(true);
  expect(fitsWildcard("info1", "Info*")).toBe(false);
});

const character = fc.constantFrom(..."abAB.+яЯkK𐐀𐐨", "\u212a");
const text = fc.string({ unit: character, maxLength: 8 });
const wildcard = fc.string({ unit: fc.oneof(character, fc.constant("*")), maxLength: 7 });

it("agrees with regular expressions", () => {
  fc.assert(
    fc.property(fc.array(wildcard, { maxLength: 20 }), fc.array(text), (patterns, texts) => {
      const expressions = patterns.map(
        (pattern) => new RegExp(`^${pattern.replace(/[.+]/g, "\\$&").replaceAll("*", "[\\s\\S]*")}$`, "iu"),
      );
      const set = buildWildcardSet(patterns);
      const all = compileWildcards(patterns);
      expect([set.size, all.size]).toEqual([patterns.length, patterns.length]);
      for (const one of texts) {
        const expected = [...patterns.keys()].filter((index) => expressions[index]?.test(one));
        expect(set.find(one)).toEqual(expected);
        expect(all.matches(one)).toBe(expected.length > 0);
      }
    }),
    { numRuns: 500 },
  );
});
