import { writeDataCoding } from "@switchyard/smpp";
import { countSegments } from "@switchyard/sms";
import type { Message } from "../traffic/message.ts";

/** What of a message goes to a supplier. */
export type Outgoing = Pick<
  Message,
  | "id"
  | "sender"
  | "sentSender"
  | "recipient"
  | "text"
  | "sentText"
  | "binary"
  | "udh"
  | "alphabet"
  | "dataCoding"
  | "protocolId"
  | "parts"
  | "partStates"
  | "status"
  | "validUntilMs"
>;

/** The sender as it leaves. */
export const leavingSender = ({ sender, sentSender }: Outgoing): string => sentSender ?? sender;

/** The text as it leaves; null for a binary message. */
export const leavingText = ({ text, sentText }: Outgoing): string | null => sentText ?? text;

/** What a person tries a connection with. */
export interface Sample {
  readonly sender: string;
  readonly recipient: string;
  readonly text: string;
}

const SAMPLE_VALIDITY_MS = 3_600_000;

/** A message that belongs to no client, as it would leave. */
export function sampleMessage({ sender, recipient, text }: Sample, id: number, nowMs: number): Outgoing {
  const { alphabet, segments } = countSegments(text);
  return {
    id,
    sender,
    sentSender: null,
    recipient,
    text,
    sentText: null,
    binary: null,
    udh: null,
    alphabet,
    dataCoding: writeDataCoding(alphabet === "ucs2" ? "ucs2" : "default", undefined),
    protocolId: 0,
    parts: segments,
    partStates: segments > 1 ? "q".repeat(segments) : null,
    status: "queued",
    validUntilMs: nowMs + SAMPLE_VALIDITY_MS,
  };
}
