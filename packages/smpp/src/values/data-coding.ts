/** What the octets of a message can be read as. "default" is whatever the SMSC's default alphabet is. */
export type CodedAlphabet = "default" | "latin1" | "binary" | "ucs2";

export interface DataCoding {
  /** IA5 reads as Latin-1, which contains it; a coding Switchyard has no alphabet for is passed on as octets. */
  readonly alphabet: CodedAlphabet;
  /** The coding's own name. */
  readonly name: (typeof codings)[number]["name"] | "reserved";
  /** 0 is flash: shown at once and not stored. Absent where the coding has none. */
  readonly messageClass?: 0 | 1 | 2 | 3;
  /** GSM message waiting indication, 0xC0 to 0xEF. */
  readonly messageWaiting?: true;
}

type Coding = Pick<DataCoding, "alphabet" | "name">;

/** SMPP 3.4 §5.2.19, values 0 to 14. */
const codings = [
  { name: "default", alphabet: "default" },
  { name: "ia5", alphabet: "latin1" },
  { name: "binary", alphabet: "binary" },
  { name: "latin1", alphabet: "latin1" },
  { name: "binary", alphabet: "binary" },
  { name: "jis", alphabet: "binary" },
  { name: "cyrillic", alphabet: "binary" },
  { name: "hebrew", alphabet: "binary" },
  { name: "ucs2", alphabet: "ucs2" },
  { name: "pictogram", alphabet: "binary" },
  { name: "iso_2022_jp", alphabet: "binary" },
  { name: "reserved", alphabet: "binary" },
  { name: "reserved", alphabet: "binary" },
  { name: "kanji", alphabet: "binary" },
  { name: "ks_c_5601", alphabet: "binary" },
] as const;

const defaultCoding: Coding = codings[0];
const binaryCoding: Coding = codings[2];
const ucs2Coding: Coding = codings[8];
const reservedCoding: Coding = { name: "reserved", alphabet: "binary" };

/** The alphabet bits of the GSM groups (3GPP TS 23.038 §4). */
const gsmCodings: readonly Coding[] = [defaultCoding, binaryCoding, ucs2Coding, reservedCoding];

function classOf(octet: number): 0 | 1 | 2 | 3 {
  return (octet & 0x03) as 0 | 1 | 2 | 3;
}

/**
 * data_coding in SMPP's own values (0 to 14) and, from 0x10, as GSM 03.38 does it: the general group 0x10 to 0x3F with
 * or without a message class, message waiting 0xC0 to 0xEF, and 0xF0 to 0xFF with a class.
 */
export function readDataCoding(octet: number): DataCoding {
  if (octet < 0x10) return codings[octet] ?? reservedCoding;
  if (octet < 0x40) {
    const coding = gsmCodings[(octet >> 2) & 0x03] ?? reservedCoding;
    return (octet & 0x10) === 0 ? coding : { ...coding, messageClass: classOf(octet) };
  }
  if (octet < 0xc0) return reservedCoding;
  if (octet < 0xe0) return { ...defaultCoding, messageWaiting: true };
  if (octet < 0xf0) return { ...ucs2Coding, messageWaiting: true };
  if ((octet & 0x08) !== 0) return reservedCoding;
  return { ...((octet & 0x04) === 0 ? defaultCoding : binaryCoding), messageClass: classOf(octet) };
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
