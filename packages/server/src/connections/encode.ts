import { readDataCoding, writeDataCoding } from "@switchyard/smpp";
import { encodeGsm7Unpacked, encodeLatin1, encodeUcs2, fitsLatin1, splitBinary, splitText } from "@switchyard/sms";
import type { CommonLinkSettings } from "../snapshot/link-settings.ts";
import { leavingText, type Outgoing } from "./outgoing.ts";

const PART_OCTETS_MAX = 134;

type MessageClass = ReturnType<typeof readDataCoding>["messageClass"];

export interface Encoded {
  readonly dataCoding: number;
  /** User data of each part, without a header. */
  readonly parts: readonly Buffer[];
  /** Text of each part; none of a binary message. */
  readonly texts: readonly string[];
}

/** A message in the supplier's default alphabet, or what it needs beyond it, cut into parts. */
export function encodeParts(
  message: Outgoing,
  { defaultAlphabet }: Pick<CommonLinkSettings, "defaultAlphabet">,
): Encoded {
  const { binary, alphabet } = message;
  const text = leavingText(message);
  if (text === null) {
    const octets = Buffer.from(binary ?? Buffer.alloc(0));
    const parts =
      message.parts === 1 ? [octets] : splitBinary(octets, PART_OCTETS_MAX).map((part) => Buffer.from(part));
    return { dataCoding: message.dataCoding, parts, texts: [] };
  }
  const { messageClass } = readDataCoding(message.dataCoding);
  const pieces = (split: "gsm7" | "ucs2") => (message.parts === 1 ? [text] : splitText(text, split));
  if (alphabet === "ucs2" || (alphabet === "latin1" && !fitsLatin1(text))) return asUcs2(pieces("ucs2"), messageClass);
  if (defaultAlphabet === "latin1" || alphabet === "latin1") {
    // € and Greek capitals are in GSM 7-bit but not in Latin-1.
    if (!fitsLatin1(text)) return asUcs2(splitText(text, "ucs2"), messageClass);
    const texts = pieces("gsm7");
    return {
      dataCoding: writeDataCoding(defaultAlphabet === "latin1" ? "default" : "latin1", messageClass),
      parts: texts.map((piece) => Buffer.from(encodeLatin1(piece))),
      texts,
    };
  }
  const texts = pieces("gsm7");
  return {
    dataCoding: writeDataCoding("default", messageClass),
    parts: texts.map((piece) => Buffer.from(encodeGsm7Unpacked(piece))),
    texts,
  };
}

function asUcs2(texts: readonly string[], messageClass: MessageClass): Encoded {
  return {
    dataCoding: writeDataCoding("ucs2", messageClass),
    parts: texts.map((piece) => Buffer.from(encodeUcs2(piece))),
    texts,
  };
}

/** Parts of one message share a reference; consecutive messages to one handset must not. */
export const referenceOf = (messageId: number): number => (Math.floor(messageId / 8192) ^ messageId) & 0xff;
