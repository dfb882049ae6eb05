import type { SessionClock } from "@switchyard/smpp";

export interface ManualClock extends SessionClock {
  /** Time goes on by so much, with a tick every 100 ms. */
  advance(ms: number): void;
}

/** A clock that stands still until told. */
export function createManualClock(): ManualClock {
  const ticks = new Set<(nowMs: number) => void>();
  let now = 1_000;
  return {
    nowMs: () => now,
    onTick(tick) {
      ticks.add(tick);
      return () => ticks.delete(tick);
    },
    advance(ms) {
      for (let passed = 0; passed < ms; passed += 100) {
        now += Math.min(100, ms - passed);
        for (const tick of [...ticks]) tick(now);
      }
    },
  };
}
