import { countOctetSegments, countSegments, fitsGsm7, gsm7Septets, segmentUnits } from "@switchyard/sms";
import { limits } from "../limits.ts";
import type { Submission } from "../submission.ts";
import type { AlphabetName } from "../vocabulary/codes.ts";
import type { Fault } from "./fault.ts";

/** How a message leaves and how many parts it is priced as. */
export interface Sizing {
  readonly alphabet: AlphabetName;
  readonly parts: number;
}

/** What a message's size depends on. */
export type Content = Pick<Submission, "text" | "binary" | "udh" | "alphabet">;

/**
 * Settles alphabet and parts. Text declared as UCS-2 stays so; any other text leaves in GSM 7-bit where it fits. With
 * the client's own user data header the message is one part of a long one and keeps its declared alphabet, since
 * another could not fit the part; what does not fit beside the header counts as more parts, and checkEncoding stops it.
 */
export function sizeMessage({ text, binary, udh, alphabet: declared }: Content): Sizing {
  if (text === null) {
    const octets = binary?.length ?? 0;
    const { segments } = countOctetSegments(octets);
    if (udh === null) return { alphabet: "binary", parts: segments };
    return { alphabet: "binary", parts: octets <= segmentUnits("binary", udh.length) ? 1 : Math.max(2, segments) };
  }
  if (udh === null) {
    // Left to itself the count chooses the alphabet in the same pass over the text: GSM 7-bit or UCS-2.
    const { alphabet, segments } = countSegments(text, declared === "ucs2" ? "ucs2" : undefined);
    return { alphabet, parts: segments };
  }
  const alphabet = declared === "binary" ? "gsm7" : declared;
  const fits = fitsPart(text, alphabet, udh.length);
  return { alphabet, parts: fits ? 1 : Math.max(2, countSegments(text, alphabet).segments) };
}

/**
 * Sizes a text that took the place of the client's. UCS-2 that the client had to declare, since its own text has other
 * characters, binds the new text no longer.
 */
export function sizeChanged(content: Content, text: string): Sizing {
  const isBound = content.udh !== null || content.text === null || fitsGsm7(content.text);
  return sizeMessage({ ...content, text, alphabet: isBound ? content.alphabet : "gsm7" });
}

/** Whether the text fits one part beside a header of so many octets. */
function fitsPart(text: string, alphabet: "gsm7" | "latin1" | "ucs2", udhOctets: number): boolean {
  if (alphabet !== "gsm7" && text.length <= segmentUnits(alphabet, udhOctets)) return true;
  // Networks carry Latin-1 in GSM 7-bit where they can, so a part of it may hold as much.
  return alphabet !== "ucs2" && gsm7Septets(text) <= segmentUnits("gsm7", udhOctets);
}

export function checkEncoding(submission: Submission, sizing: Sizing): Fault | undefined {
  const { encodingFault } = submission;
  return encodingFault === null ? checkParts(submission, sizing) : { reason: "encoding", detail: encodingFault };
}

/** A message may not have more parts than anybody would want to pay for. */
export function checkParts({ udh }: Submission, { parts }: Sizing): Fault | undefined {
  // A part of a long message can't be cut again: it would be charged as one and leave as several.
  const partsMax = udh === null ? limits.partsMax : 1;
  return parts > partsMax ? { reason: "too_long", detail: `${parts}.${partsMax}` } : undefined;
}
