import type { AlphabetName, Channel } from "./vocabulary/codes.ts";

/** What arrived, whichever channel it came by: the gateways make it, decide() judges it. */
export interface Submission {
  readonly clientId: number;
  readonly channel: Channel;
  /** The SMPP credential it came by; null on other channels. */
  readonly credentialId: number | null;
  /** As the client wrote it: digits with or without +, or an alphanumeric name. */
  readonly sender: string;
  readonly sourceTon: number;
  readonly sourceNpi: number;
  /** As the client wrote it. */
  readonly recipient: string;
  readonly destTon: number;
  /** What the client declared; the alphabet in which the message leaves is the decision's. */
  readonly alphabet: AlphabetName;
  /** The client's own data_coding, esm_class and protocol_id, relayed where they carry meaning. */
  readonly dataCoding: number;
  readonly esmClass: number;
  readonly protocolId: number;
  /** The user data header with its length octet, when the client sent one; the message is then one part. */
  readonly udh: Uint8Array | null;
  /** The text, or null for binary content. */
  readonly text: string | null;
  readonly binary: Uint8Array | null;
  /** Why the octets are no text in the declared alphabet; null when they are. */
  readonly encodingFault: string | null;
  readonly registeredDelivery: number;
  /** Validity as an absolute moment; null for the platform's default. */
  readonly validUntilMs: number | null;
  /** The moment before which it must not leave; null for at once. */
  readonly dueAtMs: number | null;
  readonly priority: number;
}
