import fc from "fast-check";
import { expect, it } from "vitest";
import { crowdedPhrase, crowdedText } from "../../test/texts.ts";
import { type PhraseFinder, phraseFinder } from "./few-phrases.ts";
import { foldText } from "./fold.ts";
import { Phrases } from "./phrases.ts";

/** Phrases with their ends, in an order of their own. */
function told(phrases: PhraseFinder, text: string): string[] {
  const pairs: string[] = [];
  phrases.find(text, (phrase, end) => pairs.push(`${phrase} ${end}`));
  return pairs.sort();
}

it("finds a few phrases where the tree of them finds them", () => {
  fc.assert(
    fc.property(fc.array(crowdedPhrase.map(foldText), { maxLength: 12 }), crowdedText, (list, text) => {
      const finder = phraseFinder(list);
      expect(finder.size).toBe(list.length);
      expect(told(finder, text)).toEqual(told(new Phrases(list), text));
    }),
    { numRuns: 1_000 },
  );
});
