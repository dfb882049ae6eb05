/** Every bound of the simulator in one place, with its reason. */
export const limits = {
  /** Receipts waiting in one SMSC simulator; above it a submit is answered ESME_RMSGQFUL. */
  receiptsPendingMax: 2_000_000,
  /** Submits whose content one SMSC simulator remembers for a test; the oldest are forgotten first. */
  rememberedMax: 1_000_000,
  /** Sessions one SMSC simulator accepts. */
  sessionsMax: 5_000,
  /** Our unanswered deliver_sm on one session of the SMSC simulator: a switch that commits before it answers needs many. */
  deliverWindowMax: 5_000,
  /** Unanswered submits of a peer at one session before its socket is not read any more. */
  peerWindowMax: 20_000,
  /** Ids the load generator keeps for matching receipts, in two generations of this size (17 octets each, half full). */
  idsPerGeneration: 4_000_000,
  /** Prepared message bodies of the load generator. */
  preparedTexts: 512,
  /** Tick of the wheel that releases responses and receipts, in milliseconds. */
  tickMs: 5,
  /** Slots of that wheel; longer delays go round several times. */
  wheelSlots: 2_048,
} as const;
