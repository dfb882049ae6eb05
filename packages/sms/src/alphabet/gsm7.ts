/**
 * The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1), one septet per octet.
 *
 * One table over all 65,536 UTF-16 code units answers every question in a single array read: is it in the
 * alphabet, how many septets does it take, and what are they.
 */

/** Septet 0x00 to 0x7F in order; the place of the escape (0x1B) holds a space and is never encoded. */
const basicCharacters =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/** Septet after the escape, and the character the pair stands for. */
const extensionCharacters: ReadonlyArray<readonly [septet: number, character: string]> = [
  [0x0a, "\f"],
  [0x14, "^"],
  [0x28, "{"],
  [0x29, "}"],
  [0x2f, "\\"],
  [0x3c, "["],
  [0x3d, "~"],
  [0x3e, "]"],
  [0x40, "|"],
  [0x65, "€"],
];

const escapeSeptet = 0x1b;
const questionMark = 0x3f;
const notInAlphabet = 0xffff;
/** What an octet above 0x7F, which is no septet at all, is read as. */
const unreadable = "?";

/** Code unit → septet, or escape and septet as 0x1Bxx, or `notInAlphabet`. */
const septetsOf = new Uint16Array(65_536).fill(notInAlphabet);
/** Code unit → 0 (not in the alphabet), 1 or 2 septets. Small enough to stay in the processor's cache for Latin text. */
const costOf = new Uint8Array(65_536);
/** Septet → character after an escape; a septet without an extension reads as its basic character (§6.2.1.1 note). */
const extensionOf: string[] = [...basicCharacters];

for (const [septet, character] of [...basicCharacters].entries()) {
  if (septet === escapeSeptet) continue;
  septetsOf[character.charCodeAt(0)] = septet;
  costOf[character.charCodeAt(0)] = 1;
}
for (const [septet, character] of extensionCharacters) {
  septetsOf[character.charCodeAt(0)] = (escapeSeptet << 8) | septet;
  costOf[character.charCodeAt(0)] = 2;
  extensionOf[septet] = character;
}
// Escape after escape is reserved for another extension table and shown as a space (§6.2.1.1).
extensionOf[escapeSeptet] = " ";

/** Septets of one UTF-16 code unit: 1, 2 for the extension table, 0 when the alphabet does not have it. */
export function gsm7SeptetsOfUnit(unit: number): number {
  return costOf[unit] as number;
}

/** Whether every character of the text is in the default alphabet or its extension table. */
export function fitsGsm7(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (costOf[text.charCodeAt(at)] === 0) return false;
  }
  return true;
}

/** Septets the text takes; an extension character takes 2, and a code unit outside the alphabet 1, as it is sent as "?". */
export function gsm7Septets(text: string): number {
  let septets = 0;
  for (let at = 0; at < text.length; at++) septets += costOf[text.charCodeAt(at)] || 1;
  return septets;
}

/** One septet per octet, extension characters as 0x1B and septet. What the alphabet does not have becomes "?". */
export function encodeGsm7Unpacked(text: string): Uint8Array {
  const octets = new Uint8Array(gsm7Septets(text));
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    const septets = septetsOf[text.charCodeAt(index)] as number;
    if (septets === notInAlphabet) {
      octets[at++] = questionMark;
    } else {
      if (septets > 0xff) octets[at++] = escapeSeptet;
      octets[at++] = septets & 0x7f;
    }
  }
  return octets;
}

/**
 * Reads one septet per octet. As 3GPP TS 23.038 §6.2.1.1 asks, an escape before a septet without an extension is
 * dropped and the septet read from the basic table; two escapes, or an escape at the end, read as a space. An octet
 * above 0x7F is not a septet and reads as "?".
 */
export function decodeGsm7Unpacked(octets: Uint8Array): string {
  let text = "";
  for (let at = 0; at < octets.length; at++) {
    const octet = octets[at] as number;
    if (octet > 0x7f) {
      text += unreadable;
    } else if (octet !== escapeSeptet) {
      text += basicCharacters[octet];
    } else {
      const next = octets[++at];
      text += next === undefined ? " " : (extensionOf[next] ?? unreadable);
    }
  }
  return text;
}
