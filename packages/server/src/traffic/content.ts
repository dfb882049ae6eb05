/** What the octets of a message are, told by the fields beside them: shared by all who read messages off the wire. */
import type { AlphabetName } from "@switchyard/engine";
import { readDataCoding, type Tlvs } from "@switchyard/smpp";
import { concatUdh8, decodeText } from "@switchyard/sms";

export interface ReadBody {
  readonly alphabet: AlphabetName;
  /** Null where the content is no text. */
  readonly text: string | null;
  readonly encodingFault: string | null;
}

/** The alphabet that data_coding names, and the octets as text where it is one of text. */
export function readBody(body: Uint8Array, dataCoding: number, defaultAlphabet: "gsm7" | "latin1"): ReadBody {
  const coding = readDataCoding(dataCoding);
  const alphabet: AlphabetName = coding.alphabet === "default" ? defaultAlphabet : coding.alphabet;
  if (alphabet === "binary") return { alphabet, text: null, encodingFault: null };
  const encodingFault = alphabet === "ucs2" && body.length % 2 === 1 ? "odd number of octets in UCS-2" : null;
  // The store knows no NUL; a handset shows none.
  return { alphabet, text: decodeText(body, alphabet).replaceAll("\0", " "), encodingFault };
}

/**
 * A part named by sar_* parameters (SMPP 3.4 §5.3.2.22 to 24) goes on as one named by a header, which everybody takes.
 * null for a message that is none, undefined for numbers that can't be.
 */
export function sarHeader(tlvs: Tlvs | undefined): Buffer | null | undefined {
  const { sar_msg_ref_num, sar_total_segments, sar_segment_seqnum } = tlvs ?? {};
  if (sar_msg_ref_num === undefined || sar_total_segments === undefined || sar_segment_seqnum === undefined)
    return null;
  if (sar_segment_seqnum < 1 || sar_segment_seqnum > sar_total_segments) return undefined;
  if (sar_total_segments === 1) return null;
  // The short header, for the long one would push the last character out of a full part.
  return Buffer.from(concatUdh8(sar_msg_ref_num & 0xff, sar_total_segments, sar_segment_seqnum));
}
