import fc from "fast-check";
import { expect, it } from "vitest";
import { crowdedPhrase, crowdedRegex, crowdedText } from "../../test/texts.ts";
import { compilePattern, type Pattern, PatternError, type PatternSource } from "./pattern.ts";
import { buildPatternSet } from "./pattern-set.ts";

const phrase = fc.record({
  match: fc.constantFrom("plain" as const, "word" as const),
  source: crowdedPhrase,
  ignoreCase: fc.boolean(),
});
const regex = fc.record({
  match: fc.constant("regex" as const),
  source: crowdedRegex.filter((source) => source !== ""),
  ignoreCase: fc.boolean(),
});

function compiled(pattern: PatternSource): Pattern | undefined {
  try {
    return compilePattern(pattern);
  } catch (err) {
    if (err instanceof PatternError) return undefined;
    throw err;
  }
}

const wordCharacter = /^(?![\ufe00-\ufe0f])[\p{L}\p{N}\p{M}\u200c\u200d]$/u;

/** Every offset tried, by expressions of the language itself. */
function findSlowly({ match, source, ignoreCase }: PatternSource, text: string): { at: number; found: string }[] {
  const hits: { at: number; found: string }[] = [];
  for (let at = 0; at + source.length <= text.length; at++) {
    const found = text.slice(at, at + source.length);
    const [first, last] = [text.codePointAt(at) ?? 0, [...found].at(-1) ?? ""];
    const before = [...text.slice(0, at)].at(-1) ?? "";
    const after = [...text.slice(at + source.length)][0] ?? "";
    const isWord = (character: string) => wordCharacter.test(character);
    const standsAlone = !(isWord(before) && isWord(String.fromCodePoint(first))) && !(isWord(last) && isWord(after));
    const isSame = ignoreCase ? isAlike(found, source, text.slice(0, at)) : found === source;
    if (!isSame || (match === "word" && !standsAlone)) continue;
    hits.push({ at, found });
    at += source.length - 1;
  }
  return hits;
}

/** Unit by unit; the second half of a pair counts as it is with the first half before it. */
function isAlike(found: string, source: string, before: string): boolean {
  const folded = (text: string, at: number): string => {
    const isPair = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
    const letter = isPair ? text.slice(at - 1, at + 1) : text.charAt(at);
    return letter.replace("\u212a", "k").toLowerCase().at(-1) ?? "";
  };
  return [...source].length === 0
    ? true
    : Array.from({ length: source.length }, (_, at) => at).every(
        (at) => folded(before + found, before.length + at) === folded(source, at),
      );
}

it("finds phrases as trying every offset does", () => {
  fc.assert(
    fc.property(phrase, crowdedText, (pattern, text) => {
      const expected = findSlowly(pattern, text);
      const hits = compilePattern(pattern).find(text);
      expect(hits.map(({ at, groups }) => ({ at, found: groups[0] }))).toEqual(expected);
      expect(compilePattern(pattern).test(text)).toBe(expected.length > 0);
    }),
    { numRuns: 500 },
  );
});

it("puts back what it found where nothing is to change", () => {
  fc.assert(
    fc.property(fc.oneof(phrase, regex), crowdedText, (pattern, text) => {
      const one = compiled(pattern);
      fc.pre(one !== undefined);
      expect(one.replaceAll(text, ({ groups }) => groups[0] ?? "")).toBe(text);
      expect(one.find(text).length > 0).toBe(one.test(text));
    }),
    { numRuns: 500 },
  );
});

it("asks many patterns at once as it asks each alone", () => {
  const patterns = fc.array(fc.oneof({ weight: 3, arbitrary: phrase }, { weight: 2, arbitrary: regex }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(patterns, fc.array(crowdedText, { minLength: 1, maxLength: 4 }), (list, texts) => {
      const set = buildPatternSet(list);
      expect(set.size).toBe(list.length);
      for (const text of texts) {
        const expected = [...list.keys()].filter((index) => compiled(list[index] as PatternSource)?.test(text));
        expect(set.find(text)).toEqual(expected);
      }
    }),
    { numRuns: 200 },
  );
});
