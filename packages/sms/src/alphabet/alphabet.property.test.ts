import fc from "fast-check";
import { expect, it } from "vitest";
import { type Alphabet, chooseAlphabet, decodeText, encodeText } from "./alphabet.ts";
import { encodeGsm7Unpacked, fitsGsm7, gsm7Septets } from "./gsm7.ts";
import { decodeGsm7Packed, encodeGsm7Packed } from "./gsm7-packed.ts";
import { fitsLatin1 } from "./latin1.ts";
import { toGsm7Lossy } from "./transliterate.ts";

const gsmCharacters = [...Array(0x10000).keys()].map((unit) => String.fromCharCode(unit)).filter(fitsGsm7);
const gsmText = fc.string({ unit: fc.constantFrom(...gsmCharacters), maxLength: 400 });
const latin1Text = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 400,
});
/** Any code units at all, lone surrogates among them. */
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  maxLength: 400,
});

it.each([
  ["gsm7", gsmText],
  ["latin1", latin1Text],
  ["binary", latin1Text],
  ["ucs2", anyText],
] as const)("gives back every text that %s can carry", (alphabet, texts) => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(decodeText(encodeText(text, alphabet), alphabet)).toBe(text);
    }),
  );
});

it("gives back every GSM text from packed septets, whatever the fill bits", () => {
  fc.assert(
    fc.property(gsmText, fc.integer({ min: 0, max: 6 }), (text, fillBits) => {
      const packed = encodeGsm7Packed(text, fillBits);
      expect(packed.length).toBe(Math.ceil((fillBits + 7 * gsm7Septets(text)) / 8));
      expect(decodeGsm7Packed(packed, gsm7Septets(text), fillBits)).toBe(text);
    }),
  );
});

it("packs exactly the bits of the septets, least significant first", () => {
  fc.assert(
    fc.property(gsmText, fc.integer({ min: 0, max: 6 }), (text, fillBits) => {
      const bitsOf = (octets: Uint8Array, width: number) =>
        [...octets]
          .map((octet) => octet.toString(2).padStart(8, "0").slice(-width).split("").reverse().join(""))
          .join("");
      const expected = "0".repeat(fillBits) + bitsOf(encodeGsm7Unpacked(text), 7);
      const packed = bitsOf(encodeGsm7Packed(text, fillBits), 8);
      expect(packed).toBe(expected.padEnd(packed.length, "0"));
    }),
  );
});

it("reads any octets without throwing", () => {
  const alphabets: Alphabet[] = ["gsm7", "latin1", "ucs2", "binary"];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...alphabets), (octets, alphabet) => {
      expect(decodeText(octets, alphabet).length).toBeLessThanOrEqual(octets.length);
    }),
  );
});

it("writes any text in any alphabet, as long as its own measure says", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(encodeText(text, "gsm7").length).toBe(gsm7Septets(text));
      expect(encodeText(text, "latin1").length).toBe(text.length);
      expect(encodeText(text, "ucs2").length).toBe(text.length * 2);
      expect(decodeText(encodeText(text, "latin1"), "latin1") === text).toBe(fitsLatin1(text));
      expect(decodeText(encodeText(text, chooseAlphabet(text)), chooseAlphabet(text))).toBe(text);
    }),
  );
});

it("makes of any text one that fits the GSM alphabet, and leaves one that fits as it is", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string({ unit: "grapheme" })), gsmText, (text, fitting) => {
      expect(fitsGsm7(toGsm7Lossy(text))).toBe(true);
      expect(toGsm7Lossy(fitting)).toBe(fitting);
    }),
  );
});
