/** Limits of the embedded PostgreSQL's launcher. */
export const embeddedLimits = {
  connectionsMax: 50,
  /** sun_path holds 108 octets on Linux and 104 on macOS, the closing zero included. */
  socketPathOctetsMax: 103,
  /** How long a start waits for the previous switch on the folder to finish stopping. */
  previousSwitchWaitMs: 5_000,
  /** How long a left-over PostgreSQL may take to stop, and a start is retried while its remains go away. */
  leftoverWaitMs: 30_000,
  /** A dead PostgreSQL whose process entry lingers as a zombie. */
  zombieWaitMs: 3_000,
  /** A fast shutdown that takes longer becomes an immediate one, which is as safe and is recovered from at the start. */
  stopWaitMs: 30_000,
  restartDelayFirstMs: 100,
  restartDelayMaxMs: 5_000,
  /** Failed restarts in a row after which the launcher gives up. */
  restartsFailedMax: 10,
  pollMs: 10,
  logLinesKept: 20,
  lastLinesWaitMs: 500,
} as const;
