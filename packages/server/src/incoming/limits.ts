/** Bounds of incoming messages, each with its unit and its reason. */
export const limits = {
  /** Changes in one transaction. */
  batchMax: 1_000,
  /** Messages not committed, or waiting for their first part; above it suppliers are told to keep theirs. */
  pendingMax: 20_000,
  /** A later part waits so long for the first one, which says whose it is; suppliers wait longer for their answer. */
  firstPartWaitMs: 3_000,
  /** The later parts of a long message come within this time. */
  longMessageMs: 600_000,
  /** First parts remembered. */
  firstPartsMax: 20_000,
  /** Unpaid messages of one client looked at in one go. */
  unpaidMax: 500,
} as const;
