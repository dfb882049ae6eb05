import { chooseAlphabet, countSegments } from "@switchyard/sms";
import { limits } from "../limits.ts";
import type { Submission } from "../submission.ts";
import type { AlphabetName } from "../vocabulary/codes.ts";
import type { Fault } from "./fault.ts";

/** How a message leaves and how many parts it is priced as. */
export interface Sizing {
  readonly alphabet: AlphabetName;
  readonly parts: number;
}

/**
 * Settles alphabet and parts. Text declared as UCS-2 stays so; any other text leaves in GSM 7-bit where it fits. With
 * the client's own user data header the message is one part of a long one and keeps its declared alphabet, since
 * another could not fit the part.
 */
export function sizeMessage(submission: Submission): Sizing {
  const { text, binary, udh, alphabet: declared } = submission;
  if (text === null) {
    const octets = (binary?.length ?? 0) + (udh?.length ?? 0);
    return { alphabet: "binary", parts: octets <= 140 ? 1 : Math.ceil((binary?.length ?? 0) / 134) };
  }
  if (udh !== null) return { alphabet: declared === "binary" ? "gsm7" : declared, parts: 1 };
  const alphabet = declared === "ucs2" ? "ucs2" : chooseAlphabet(text);
  return { alphabet, parts: countSegments(text, alphabet).segments };
}

export function checkEncoding(submission: Submission, sizing: Sizing): Fault | undefined {
  if (submission.encodingFault !== null) return { reason: "encoding", detail: submission.encodingFault };
  if (sizing.parts > limits.partsMax) return { reason: "too_long", detail: `${sizing.parts}.${limits.partsMax}` };
  return undefined;
}
