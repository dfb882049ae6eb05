/** Every limit of this package with its reason. */
export const limits = {
  /** A header alone; nothing shorter is a PDU (SMPP 3.4 §3.2). */
  pduOctetsMin: 16,
  /** The longest message_payload (65,535) with the longest mandatory part and room for other TLVs. */
  pduOctetsMax: 70_000,
  /** Sequence numbers run from 1 to this and start again (SMPP 3.4 §3.2). */
  sequenceNumberMax: 0x7fffffff,
  /** Octets waiting for a peer that does not read: above it no new request leaves and its own are not read. */
  writeQueueOctetsSoft: 1 << 20,
  /** Above this the peer is given up; only answers to requests already read can take the queue from soft to hard. */
  writeQueueOctetsHard: 8 << 20,
  /** A peer that has not emptied an over-full queue for this long is given up too. */
  writeStallMs: 60_000,
  /** The shared ticker's step: the precision of every session timer. */
  tickMs: 100,
  /** How long a finished session's socket may take to hand over its last octets. */
  lingerMs: 2_000,
  /** How long a peer's unbind may wait for our answers to its last requests. */
  peerUnbindMs: 5_000,
  /** Time for a TLS handshake, before there is a session with timers of its own. */
  tlsHandshakeMs: 10_000,
} as const;
