/** Bounds of the decision, each with its unit and its reason. */
export const limits = {
  /** A longer text is blocked as too_long: no supplier takes it, and it would cost the client a fortune by mistake. */
  partsMax: 30,
  /** Validity of a message that asks for none: what mobile networks commonly keep trying. */
  validityDefaultMs: 48 * 3_600_000,
  /** A longer validity is cut to this. */
  validityMaxMs: 7 * 24 * 3_600_000,
  /** A message may be scheduled no further ahead. */
  scheduleMaxMs: 30 * 24 * 3_600_000,
} as const;
