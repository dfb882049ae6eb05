/** Bounds of supplier connections, each with its unit and its reason. */
export const limits = {
  connectTimeoutMs: 10_000,
  bindMs: 10_000,
  unbindMs: 3_000,
  /** After ESME_RTHROTTLED or ESME_RMSGQFUL the connection rests this long. */
  throttledPauseMs: 1_000,
  /** While too many changes wait for their commit, a connection looks again after this. */
  backlogPauseMs: 50,
  /** After a passing failure of one message. */
  passingPauseMs: 200,
  /** Receipts of one session that may wait for their commit; above it we stop reading. */
  receiptsUnansweredMax: 10_000,
  /** Latencies kept to tell the median. */
  latenciesKept: 256,
} as const;
