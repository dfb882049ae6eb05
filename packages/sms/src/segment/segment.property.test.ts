import fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import { expect, it } from "vitest";
import type { Alphabet } from "../alphabet/alphabet.ts";
import { encodeText } from "../alphabet/alphabet.ts";
import { type Concatenation, segmentUnits } from "./capacity.ts";
import { countSegments, splitText } from "./segment.ts";

const alphabet = fc.constantFrom<Alphabet>("gsm7", "latin1", "ucs2", "binary");
const concatenation = fc.constantFrom<Concatenation>("udh8", "udh16", "sar");

/** Texts around the boundaries, made of characters of one, two and no septets, of surrogate pairs and lone halves. */
const text = fc
  .tuple(
    fc.constantFrom("ab €[", "aé", "€", "aж", "ж😀", "😀", "a€ж😀\ud83d\ude00"),
    fc.integer({ min: 0, max: 480 }),
    fc.infiniteStream(fc.nat(1000)),
  )
  .map(([characters, length, choices]) => {
    const units = [...characters];
    let made = "";
    for (const choice of choices) {
      if (made.length >= length) break;
      made += units[choice % units.length];
    }
    return made;
  });

it("cuts a text into pieces that join to the text, fit their segment and are as many as were counted", () => {
  fc.assert(
    fc.property(text, alphabet, concatenation, (whole, chosen, tied) => {
      const pieces = splitText(whole, chosen, tied);
      const count = countSegments(whole, chosen, tied);
      expect(pieces.join("")).toBe(whole);
      expect(pieces).toHaveLength(count.segments);
      const unitOctets = chosen === "ucs2" ? 2 : 1;
      const sizes = pieces.map((piece) => encodeText(piece, chosen).length / unitOctets);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(count.unitsPerSegment);
      expect(sizes.reduce((sum, size) => sum + size)).toBe(count.units);
      expect(sizes.at(-1)).toBe(count.unitsPerSegment - count.unitsLeft);
      if (pieces.length === 1) expect(count.unitsPerSegment).toBe(segmentUnits(chosen, 0));
    }),
    { numRuns: 500 },
  );
});

it("never begins or ends a piece inside a surrogate pair", () => {
  fc.assert(
    fc.property(text, concatenation, (whole, tied) => {
      const pieces = splitText(whole, "ucs2", tied);
      for (const [index, piece] of pieces.entries()) {
        const next = pieces[index + 1] ?? "";
        expect(/[\ud800-\udbff]$/.test(piece) && /^[\udc00-\udfff]/.test(next)).toBe(false);
      }
    }),
  );
});

it("wastes a unit at the end of a segment only where a pair would have been torn", () => {
  fc.assert(
    fc.property(text, (whole) => {
      const { alphabet: chosen, unitsPerSegment } = countSegments(whole);
      for (const piece of splitText(whole).slice(0, -1)) {
        const units = encodeText(piece, chosen).length / (chosen === "ucs2" ? 2 : 1);
        expect(unitsPerSegment - units).toBeLessThanOrEqual(1);
      }
    }),
  );
});

/**
 * The oracle keeps grapheme clusters together, which no handset and no SMSC does, so texts with clusters longer than
 * a surrogate pair (flags, joined emoji, CR LF, combining marks) are left out by the choice of characters.
 */
const plainCharacters = [
  ..."abcdefghijklmnop 0123456789\n@£$¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ€[]{}^~|\\\f",
  ..."çñжщ漢字ءب😀🎉𝄞`’",
];
const gsmLength = fc.integer({ min: 0, max: 500 });

it.each([
  ["GSM characters", plainCharacters.slice(0, 70)],
  ["extension characters", [..."€[]{}^~|\\\fa"]],
  ["all characters", plainCharacters],
  ["surrogate pairs", [..."😀🎉𝄞ж"]],
])("agrees with sms-segments-calculator on %s", (_, characters) => {
  const texts = gsmLength.chain((length) =>
    fc.string({ unit: fc.constantFrom(...characters), minLength: length, maxLength: length }),
  );
  fc.assert(
    fc.property(texts, (whole) => {
      const oracle = new SegmentedMessage(whole);
      const count = countSegments(whole);
      expect(count.alphabet).toBe(oracle.getEncodingName() === "GSM-7" ? "gsm7" : "ucs2");
      expect(count.segments).toBe(oracle.segmentsCount);
      expect(count.units * (count.alphabet === "gsm7" ? 7 : 16)).toBe(oracle.messageSize);
    }),
    { numRuns: 150 },
  );
});
