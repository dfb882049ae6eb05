/**
 * UCS-2 as handsets really use it (SMPP data_coding 8): UTF-16, big endian. Surrogate pairs pass through, so emoji
 * survive; a lone surrogate passes through as it is, because a part of a long message may legally end in one.
 */

/** Two octets per UTF-16 code unit, most significant first. */
export function encodeUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    octets[at * 2] = unit >> 8;
    octets[at * 2 + 1] = unit & 0xff;
  }
  return octets;
}

/** Reads pairs of octets; an odd octet at the end cannot be a character and is left out. */
export function decodeUcs2(octets: Uint8Array): string {
  let text = "";
  for (let at = 0; at + 1 < octets.length; at += 2) {
    text += String.fromCharCode(((octets[at] as number) << 8) | (octets[at + 1] as number));
  }
  return text;
}
