/** ISO 8859-1 (SMPP data_coding 3): one octet per character, the code point itself. */

const questionMark = 0x3f;

/** Whether every character has a place in ISO 8859-1. */
export function fitsLatin1(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > 0xff) return false;
  }
  return true;
}

/** One octet per UTF-16 code unit; those above 0xFF become "?". */
export function encodeLatin1(text: string): Uint8Array {
  const octets = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    octets[at] = unit > 0xff ? questionMark : unit;
  }
  return octets;
}

/** Every octet is its own code point, so any octets survive the way to text and back. */
export function decodeLatin1(octets: Uint8Array): string {
  let text = "";
  for (const octet of octets) text += String.fromCharCode(octet);
  return text;
}
