/** The alphabets of a short message, and choosing among them. */
import { decodeGsm7Unpacked, encodeGsm7Unpacked, fitsGsm7 } from "./gsm7.ts";
import { decodeLatin1, encodeLatin1 } from "./latin1.ts";
import { decodeUcs2, encodeUcs2 } from "./ucs2.ts";

/** "gsm7" is one septet per octet; "binary" is text with one character (U+0000 to U+00FF) per octet. */
export type Alphabet = "gsm7" | "latin1" | "ucs2" | "binary";

interface Codec {
  readonly encode: (text: string) => Uint8Array;
  readonly decode: (octets: Uint8Array) => string;
}

const codecs: Readonly<Record<Alphabet, Codec>> = {
  gsm7: { encode: encodeGsm7Unpacked, decode: decodeGsm7Unpacked },
  latin1: { encode: encodeLatin1, decode: decodeLatin1 },
  ucs2: { encode: encodeUcs2, decode: decodeUcs2 },
  binary: { encode: encodeLatin1, decode: decodeLatin1 },
};

/** The cheapest alphabet every handset reads that carries the text without loss. */
export function chooseAlphabet(text: string): "gsm7" | "ucs2" {
  return fitsGsm7(text) ? "gsm7" : "ucs2";
}

/** The text as octets of the alphabet; a character the alphabet does not have becomes "?". */
export function encodeText(text: string, alphabet: Alphabet): Uint8Array {
  return codecs[alphabet].encode(text);
}

/** The octets as text. Never throws: what cannot be read follows the rule of the alphabet's own decoder. */
export function decodeText(octets: Uint8Array, alphabet: Alphabet): string {
  return codecs[alphabet].decode(octets);
}
