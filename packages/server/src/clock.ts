/** Where the time comes from. Everything that asks the time is given a clock, so that tests move it by hand. */
export type Clock = {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
};

export const systemClock: Clock = { now: () => Date.now() };
