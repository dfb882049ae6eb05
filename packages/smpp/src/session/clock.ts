import { limits } from "../limits.ts";

/** What sessions know of time: a monotonic reading in milliseconds and a tick that comes round for each of them. */
export interface SessionClock {
  nowMs(): number;
  /** Calls `tick` again and again until the returned function is called. */
  onTick(tick: (nowMs: number) => void): () => void;
}

/**
 * One interval for any number of sessions: a thousand idle ones cost a thousand comparisons per tick and no timers.
 * The interval runs only while there is a session and never keeps the process alive by itself.
 */
export function createClock(tickMs: number = limits.tickMs): SessionClock {
  const ticks = new Set<(nowMs: number) => void>();
  let interval: NodeJS.Timeout | undefined;
  const nowMs = () => performance.now();

  function tickAll(): void {
    const now = nowMs();
    for (const tick of ticks) tick(now);
  }

  function onTick(tick: (nowMs: number) => void): () => void {
    ticks.add(tick);
    if (interval === undefined) {
      interval = setInterval(tickAll, tickMs);
      interval.unref();
    }
    return () => {
      ticks.delete(tick);
      if (ticks.size > 0 || interval === undefined) return;
      clearInterval(interval);
      interval = undefined;
    };
  }

  return { nowMs, onTick };
}

/** The clock all sessions share unless given another. */
export const systemClock = createClock();
