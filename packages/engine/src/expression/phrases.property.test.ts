import fc from "fast-check";
import { expect, it } from "vitest";
import { crowdedPhrase, crowdedText } from "../../test/texts.ts";
import { foldText } from "./fold.ts";
import { Phrases } from "./phrases.ts";

/** Pairs of phrase and end, in the order told. */
function told(phrases: Phrases, text: string): [phrase: number, end: number][] {
  const pairs: [number, number][] = [];
  phrases.find(text, (phrase, end) => pairs.push([phrase, end]));
  return pairs;
}

function toldSlowly(list: readonly string[], text: string): [phrase: number, end: number][] {
  const folded = foldText(text);
  const pairs: [number, number][] = [];
  for (let end = 1; end <= text.length; end++) {
    // Longer phrases before shorter, like ones in their order.
    const ending = [...list.keys()].filter((index) => folded.slice(0, end).endsWith(list[index] as string));
    ending.sort((a, b) => (list[b] as string).length - (list[a] as string).length || a - b);
    for (const index of ending) pairs.push([index, end]);
  }
  return pairs;
}

it("tells every place of every phrase", () => {
  fc.assert(
    fc.property(fc.array(crowdedPhrase.map(foldText), { maxLength: 30 }), crowdedText, (list, text) => {
      expect(told(new Phrases(list), text)).toEqual(toldSlowly(list, text));
    }),
    { numRuns: 1_000 },
  );
});

it("is as right where the tree is too large for one table", () => {
  // Some 100,000 nodes of an alphabet of 250 letters; only the first 500 nodes are in the table.
  const letter = (number: number) => String.fromCharCode(0x4e00 + (number % 250));
  const words = Array.from({ length: 6_000 }, (_, index) =>
    Array.from({ length: 20 }, (_, at) => letter(Math.imul(index + 1, at * 7919 + 104729) >>> 9)).join(""),
  );
  const list = [...words, ...words.map((word) => word.slice(3, 8)), ...words.map((word) => word.slice(10))];
  const phrases = new Phrases(list);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5_999), fc.nat(20)), { maxLength: 4 }), (pieces) => {
      const text = pieces.map(([index, length]) => (words[index] as string).slice(0, length)).join("");
      expect(told(phrases, text)).toEqual(toldSlowly(list, text));
    }),
    { numRuns: 8 },
  );
});
