import { expect, it } from "vitest";
import { compilePattern, type PatternSource } from "./pattern.ts";
import { buildPatternSet } from "./pattern-set.ts";

const regex = (source: string, ignoreCase = false): PatternSource => ({ match: "regex", source, ignoreCase });

/** A text like no other, of few letters. */
function textAt(seed: number): string {
  let state = seed * 2_654_435_761 + 1;
  return Array.from({ length: 200 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return "abcdE1"[state % 6];
  }).join("");
}

function expectAgreement(patterns: readonly PatternSource[], texts: readonly string[]): void {
  const set = buildPatternSet(patterns);
  const alone = patterns.map(compilePattern);
  for (const text of texts) {
    expect(set.find(text)).toEqual([...alone.keys()].filter((index) => alone[index]?.test(text)));
  }
}

it("asks more expressions than one set holds", () => {
  const patterns = Array.from({ length: 200 }, (_, index) =>
    regex(`[a-d]{${index % 12}}[${index % 10}E]`, index % 3 === 0),
  );
  expectAgreement(patterns, ["", "9", "a9", ...Array.from({ length: 50 }, (_, seed) => textAt(seed))]);
});

it("stays right where expressions want ever new states, together or alone", () => {
  const hungry = ["a.{40}b.{9}c", "c.{50}d[ab]", "[ab].{30}[cd].{11}1", "(a|b|c)*a(b|c|d){25}"].map((each) =>
    regex(each),
  );
  const texts = Array.from({ length: 400 }, (_, seed) => textAt(seed));
  expectAgreement([...hungry, regex("[0-9][A-Z]"), regex("[x-z]")], texts);
  expectAgreement(hungry.slice(0, 1), texts);
});

it("asks an expression that can't be compiled as if it matched nothing", () => {
  const set = buildPatternSet([
    regex("("),
    regex("[0-9]"),
    regex("free("),
    regex("\\pL{501}"),
    regex("a\\1"),
    regex("[a-z]"),
  ]);
  expect(set.find("a free( 1 ")).toEqual([1, 5]);
  expect(buildPatternSet([regex("(")]).find("(")).toEqual([]);
});
