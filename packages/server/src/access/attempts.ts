/** Failed sign-ins in a row, so that passwords can't be tried out: some are free, then each costs a wait. */
export interface Attempts {
  /** Milliseconds until the next attempt under this key is looked at; 0 for at once. */
  waitMs(key: string, nowMs: number): number;
  failed(key: string, nowMs: number): void;
  succeeded(key: string): void;
}

/** How many attempts fail freely; then the wait doubles with each, up to a bound; and how many keys are remembered. */
export const attemptLimits = {
  free: 5,
  waitFirstMs: 2_000,
  waitMaxMs: 15 * 60_000,
  /** An old failure is forgotten after this. */
  memoryMs: 60 * 60_000,
  keysMax: 10_000,
} as const;

interface Failures {
  count: number;
  lastMs: number;
}

/** Remembers failures in memory, the oldest forgotten first when there are too many keys. */
export function createAttempts(limits: { readonly free: number } = attemptLimits): Attempts {
  const byKey = new Map<string, Failures>();
  const fresh = (key: string, nowMs: number): Failures | undefined => {
    const failures = byKey.get(key);
    if (failures && nowMs - failures.lastMs < attemptLimits.memoryMs) return failures;
    byKey.delete(key);
    return undefined;
  };
  return {
    waitMs(key, nowMs) {
      const failures = fresh(key, nowMs);
      if (!failures || failures.count < limits.free) return 0;
      const doublings = Math.min(failures.count - limits.free, 20);
      const waitMs = Math.min(attemptLimits.waitFirstMs * 2 ** doublings, attemptLimits.waitMaxMs);
      return Math.max(0, failures.lastMs + waitMs - nowMs);
    },
    failed(key, nowMs) {
      const count = (fresh(key, nowMs)?.count ?? 0) + 1;
      byKey.delete(key);
      byKey.set(key, { count, lastMs: nowMs });
      const [oldest] = byKey.keys();
      if (byKey.size > attemptLimits.keysMax && oldest !== undefined) byKey.delete(oldest);
    },
    succeeded(key) {
      byKey.delete(key);
    },
  };
}
