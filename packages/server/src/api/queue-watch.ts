import type { Clock } from "../clock.ts";

const EVERY_MS = 10_000;
const KEEP_MS = 60_000;

export interface QueueWatch {
  /** What waited about a minute ago; undefined until something was seen. */
  earlier(): { readonly queued: number; readonly seconds: number } | undefined;
  close(): void;
}

/** Notes the length of the queue now and then, to tell whether it grows. */
export function watchQueue(queued: () => number, clock: Clock): QueueWatch {
  const seen: { atMs: number; queued: number }[] = [];
  const timer = setInterval(() => {
    const atMs = clock.now();
    seen.push({ atMs, queued: queued() });
    while (seen[0] && seen[0].atMs < atMs - KEEP_MS) seen.shift();
  }, EVERY_MS);
  timer.unref();
  return {
    earlier() {
      const [oldest] = seen;
      return oldest && { queued: oldest.queued, seconds: Math.round((clock.now() - oldest.atMs) / 1000) };
    },
    close: () => clearInterval(timer),
  };
}
