import {
  type AlphabetName,
  type BillingMode,
  type Forwarding,
  type IncomingStatus,
  timesParts,
} from "@switchyard/engine";
import type { MessageId } from "../ids.ts";

/** What a connection read of a message from a handset. */
export interface Arrival {
  readonly connectionId: number;
  /** The handset, as digits where it is a number. */
  readonly sender: string;
  readonly sourceTon: number;
  readonly sourceNpi: number;
  /** The number it wrote to, digits alone. */
  readonly recipient: string;
  readonly destTon: number;
  readonly destNpi: number;
  readonly alphabet: AlphabetName;
  readonly dataCoding: number;
  readonly esmClass: number;
  readonly protocolId: number;
  readonly udh: Uint8Array | null;
  /** The octets behind the header, as they came. */
  readonly body: Uint8Array;
  /** Null where the content is no text. */
  readonly text: string | null;
}

/** An incoming message as it stands; every change makes a new one (transitions.ts). */
export interface IncomingMessage extends Arrival {
  readonly id: MessageId;
  readonly receivedAtMs: number;
  readonly status: IncomingStatus;
  /** Where the handset's number belongs. */
  readonly country: string | null;
  readonly network: string | null;
  readonly parts: number;
  /** What is owed to the supplier for it, in the supplier's currency. */
  readonly bookedCostMicros: bigint;
  readonly clientId: number | null;
  /** The reception number by which it is the client's. */
  readonly numberId: number | null;
  readonly forward: Forwarding | null;
  readonly assignedAtMs: number | null;
  /** The person who assigned it; null where a reception number did. */
  readonly assignedBy: string | null;
  readonly billing: BillingMode | null;
  readonly currency: string | null;
  /** Per part; null where it is free. */
  readonly priceMicros: bigint | null;
  readonly chargedMicros: bigint;
  readonly reservedMicros: bigint;
  readonly paidAtMs: number | null;
  /** When a receiver took it, or it was given up. */
  readonly doneAtMs: number | null;
}

/** One that is owed to a client's receivers. */
export type OwedIncoming = IncomingMessage & { readonly clientId: number };

export const isOwed = (message: IncomingMessage): message is OwedIncoming =>
  message.status === "owed" && message.clientId !== null;

/** What its client is to pay for it. */
export const dueMicros = ({ priceMicros, parts }: Pick<IncomingMessage, "priceMicros" | "parts">): bigint =>
  timesParts(priceMicros ?? 0n, parts);
