/** From octets to text: the byte order mark, else the chosen encoding, else UTF-8 if it is that, else windows-1252. */

/** What a person may choose, by the names of the Encoding Standard. */
export const encodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1250",
  "windows-1251",
  "windows-1252",
  "windows-1253",
  "windows-1254",
  "windows-1256",
  "windows-1257",
  "iso-8859-2",
  "iso-8859-15",
  "koi8-r",
  "gb18030",
  "big5",
  "shift_jis",
  "euc-kr",
] as const;

export type Encoding = (typeof encodings)[number];

/** Never fails: what the encoding can't hold becomes U+FFFD. */
export function decodeOctets(octets: Uint8Array, chosen?: Encoding): { text: string; encoding: Encoding } {
  const encoding = markedEncoding(octets) ?? chosen ?? guessEncoding(octets);
  return { text: new TextDecoder(encoding).decode(octets), encoding };
}

function markedEncoding(octets: Uint8Array): Encoding | undefined {
  const [first, second, third] = octets;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return undefined;
}

function guessEncoding(octets: Uint8Array): Encoding {
  const nul = octets.subarray(0, 4096).indexOf(0);
  if (nul >= 0) return nul % 2 === 1 ? "utf-16le" : "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(octets);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}
