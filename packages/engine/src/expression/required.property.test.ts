import fc from "fast-check";
import { RE2JS } from "re2js";
import { expect, it } from "vitest";
import { crowdedRegex, crowdedText } from "../../test/texts.ts";
import { foldText } from "./fold.ts";
import { requiredWords } from "./required.ts";

it.each([
  ["free", ["free"]],
  ["free.{0,20}prize", ["prize"]],
  ["(?i)win(ner)?\\d+cash", ["cash"]],
  ["win|lose", ["win", "lose"]],
  ["(win|lose) now", [" now"]],
  ["(winner|loser)x", ["winner", "loser"]],
  ["(winner|x)+", ["winner", "x"]],
  ["colou?r", ["colo"]],
  ["ab+cde", ["cde"]],
  ["bit\\.ly/\\w+", ["bit.ly/"]],
  ["[a-z]+", undefined],
  ["(free)*", undefined],
  ["x{0,3}yes{2}", ["yes"]],
  ["a{,5}b", ["a{,5}b"]],
  ["\\x66ree", undefined],
  ["[[:alpha:]]]free", ["]free"]],
  ["\\p{Greek}free\\PL", ["free"]],
  ["free(", undefined],
  ["free)", undefined],
  ["", undefined],
])("reads what %s requires", (source, words) => {
  expect(requiredWords(source)).toEqual(words);
});

it("never passes over a text that the expression matches", () => {
  let useful = 0;
  fc.assert(
    fc.property(crowdedRegex, fc.boolean(), fc.array(crowdedText, { minLength: 5 }), (source, ignoreCase, texts) => {
      let compiled: RE2JS;
      try {
        compiled = RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
      } catch {
        return;
      }
      const words = requiredWords(source)?.map(foldText);
      if (words === undefined) return;
      for (const text of texts) {
        if (!compiled.test(text)) continue;
        useful++;
        const folded = foldText(text);
        expect(words.some((word) => folded.includes(word))).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(useful).toBeGreaterThan(100);
});
