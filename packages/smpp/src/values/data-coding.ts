/** How the octets of a message are to be read. "default" is whatever the SMSC's default alphabet is. */
export type CodedAlphabet =
  | "default"
  | "ia5"
  | "binary"
  | "latin1"
  | "jis"
  | "cyrillic"
  | "hebrew"
  | "ucs2"
  | "pictogram"
  | "iso_2022_jp"
  | "kanji"
  | "ks_c_5601"
  | "reserved";

export interface DataCoding {
  readonly alphabet: CodedAlphabet;
  /** 0 is flash: shown at once and not stored. Absent where the coding has none. */
  readonly messageClass?: 0 | 1 | 2 | 3;
  /** GSM message waiting indication, 0xC0 to 0xEF. */
  readonly messageWaiting?: true;
}

/** SMPP 3.4 §5.2.19, values 0 to 14. */
const alphabets: readonly CodedAlphabet[] = [
  "default",
  "ia5",
  "binary",
  "latin1",
  "binary",
  "jis",
  "cyrillic",
  "hebrew",
  "ucs2",
  "pictogram",
  "iso_2022_jp",
  "reserved",
  "reserved",
  "kanji",
  "ks_c_5601",
];

/** The alphabet bits of the GSM groups (3GPP TS 23.038 §4). */
const gsmAlphabets: readonly CodedAlphabet[] = ["default", "binary", "ucs2", "reserved"];

function classOf(octet: number): 0 | 1 | 2 | 3 {
  return (octet & 0x03) as 0 | 1 | 2 | 3;
}

/**
 * data_coding in SMPP's own values (0 to 14) and, from 0x10, as GSM 03.38 does it: the general group 0x10 to 0x3F with
 * or without a message class, message waiting 0xC0 to 0xEF, and 0xF0 to 0xFF with a class.
 */
export function readDataCoding(octet: number): DataCoding {
  if (octet < 0x10) return { alphabet: alphabets[octet] ?? "reserved" };
  if (octet < 0x40) {
    const alphabet = gsmAlphabets[(octet >> 2) & 0x03] ?? "reserved";
    return (octet & 0x10) === 0 ? { alphabet } : { alphabet, messageClass: classOf(octet) };
  }
  if (octet < 0xc0) return { alphabet: "reserved" };
  if (octet < 0xe0) return { alphabet: "default", messageWaiting: true };
  if (octet < 0xf0) return { alphabet: "ucs2", messageWaiting: true };
  if ((octet & 0x08) !== 0) return { alphabet: "reserved" };
  return { alphabet: (octet & 0x04) === 0 ? "default" : "binary", messageClass: classOf(octet) };
}

/**
 * The usual data_coding for an alphabet: 0, 3, 4 or 8; with a message class the GSM general group, which can say it for
 * any of these but Latin-1.
 */
export function writeDataCoding(
  alphabet: "default" | "latin1" | "binary" | "ucs2",
  messageClass?: 0 | 1 | 2 | 3,
): number {
  if (messageClass === undefined || alphabet === "latin1")
    return { default: 0x00, latin1: 0x03, binary: 0x04, ucs2: 0x08 }[alphabet];
  return 0x10 | { default: 0x00, binary: 0x04, ucs2: 0x08 }[alphabet] | messageClass;
}
