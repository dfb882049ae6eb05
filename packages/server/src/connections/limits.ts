/** Bounds of supplier connections, each with its unit and its reason. */
export const limits = {
  connectTimeoutMs: 10_000,
  bindMs: 10_000,
  unbindMs: 3_000,
  /** While too many changes wait for their commit, a connection looks again after this. */
  backlogPauseMs: 50,
  /** After a passing failure of one message. */
  passingPauseMs: 200,
  /** At its daily limit a connection looks at the clock this often: midnight may come by a clock that was set. */
  midnightPauseMs: 1_000,
  /** Receipts of one session, or of one HTTP connection, that may wait for their commit; above it we take no more. */
  receiptsUnansweredMax: 10_000,
  /** Latencies kept to tell the median. */
  latenciesKept: 256,
  /** What is read of an API's answer; the rest is left. */
  answerOctetsMax: 65_536,
  /** A socket to an API that nobody used for so long is closed, before the other side does it under a request. */
  idleSocketMs: 4_000,
  /** Receipts in one call of an API. */
  receiptsPerCallMax: 1_000,
} as const;
