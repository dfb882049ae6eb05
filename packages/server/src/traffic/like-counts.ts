import type { LikeCount } from "@switchyard/engine";
import { Fifo } from "./fifo.ts";

interface Counted {
  readonly atMs: number;
  readonly key: number;
}

interface Window {
  /** As the limit had it when it last counted. */
  lengthMs: number;
  readonly counted: Fifo<Counted>;
  readonly counts: Map<number, number>;
}

/** Of one limit; beyond it the oldest are forgotten before their time. */
export const LIKE_COUNTED_MAX = 500_000;

/**
 * How many messages alike were accepted within each spam limit's window: exactly, up to a bound. Kept in memory alone: a
 * restart begins anew.
 */
export class LikeCounts {
  readonly #windows = new Map<number, Window>();

  count(likeness: readonly LikeCount[], nowMs: number): void {
    for (const { limitId, key, windowMs } of likeness) {
      const window = this.#windows.get(limitId) ?? newWindow(windowMs);
      this.#windows.set(limitId, window);
      window.lengthMs = windowMs;
      window.counted.push({ atMs: nowMs, key });
      window.counts.set(key, (window.counts.get(key) ?? 0) + 1);
      if (window.counted.size > LIKE_COUNTED_MAX) forgetOldest(window);
    }
  }

  alike(limitId: number, key: number, nowMs: number): number {
    const window = this.#windows.get(limitId);
    if (!window) return 0;
    const fromMs = nowMs - window.lengthMs;
    for (let oldest = window.counted.peek(); oldest && oldest.atMs <= fromMs; oldest = window.counted.peek()) {
      forgetOldest(window);
    }
    return window.counts.get(key) ?? 0;
  }
}

const newWindow = (lengthMs: number): Window => ({ lengthMs, counted: new Fifo(), counts: new Map() });

function forgetOldest({ counted, counts }: Window): void {
  const oldest = counted.shift();
  if (!oldest) return;
  const left = (counts.get(oldest.key) ?? 1) - 1;
  if (left > 0) counts.set(oldest.key, left);
  else counts.delete(oldest.key);
}
