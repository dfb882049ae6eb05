/** Bounds of look-ups, each with its unit and its reason. */
export const limits = {
  /** A message waits no longer for the answer; what its country says of failed look-ups counts then. */
  answerMs: 2_000,
  /** An answer is listened for longer than anybody waits: the supplier charges for it all the same. */
  listenMs: 10_000,
  /** Numbers asked for at once, those that wait for their turn among them; above it clients are throttled. */
  pendingMax: 5_000,
  /** Answers in memory, some 20 MB. */
  rememberedMax: 200_000,
  /** How long an answer is in memory before the table is read again; shorter than any answer counts. */
  rememberedMs: 3_600_000,
  /** How long a number counts as unknown to the supplier, and how long a failure keeps it from being asked again. */
  notKnownMs: 300_000,
  failedMs: 15_000,
  /** Answers written in one statement, and those that may wait to be written while the database is away. */
  saveMax: 1_000,
  unsavedMax: 50_000,
  saveAgainMs: 1_000,
} as const;
