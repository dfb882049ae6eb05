import type { ServerResponse } from "node:http";
import { Refusal } from "../refusal.ts";

export const streamLimits = {
  everyMs: 1000,
  viewersMax: 200,
  /** How often it is asked whether a viewer may still watch. */
  recheckTicks: 30,
} as const;

/** A stream of server-sent events for any number of viewers: what is sent is made once for all of them. */
export interface EventStream {
  /** Refuses with unavailable when there are too many viewers. `mayWatch` is asked again now and then. */
  attach(response: ServerResponse, mayWatch: () => Promise<boolean>): void;
  /** Ends every viewer's stream. */
  close(): void;
}

interface Viewer {
  readonly response: ServerResponse;
  readonly mayWatch: () => Promise<boolean>;
  ticks: number;
}

/** Samples while somebody watches, and only then. */
export function createEventStream(sample: () => unknown, everyMs: number = streamLimits.everyMs): EventStream {
  const viewers = new Set<Viewer>();
  let timer: NodeJS.Timeout | undefined;

  const leave = (viewer: Viewer) => {
    viewers.delete(viewer);
    viewer.response.end();
    if (viewers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
  const recheck = async (viewer: Viewer) => {
    const isAllowed = await viewer.mayWatch().catch(() => false);
    if (!isAllowed) leave(viewer);
  };
  const tick = () => {
    const event = `data: ${JSON.stringify(sample())}\n\n`;
    for (const viewer of viewers) {
      // A viewer that reads too slowly misses samples instead of filling our memory.
      if (!viewer.response.writableNeedDrain) viewer.response.write(event);
      if (++viewer.ticks % streamLimits.recheckTicks === 0) void recheck(viewer);
    }
  };
  return {
    attach(response, mayWatch) {
      if (viewers.size >= streamLimits.viewersMax) {
        throw new Refusal("unavailable", "Too many viewers watch the live figures. Close some pages and try again.");
      }
      const viewer: Viewer = { response, mayWatch, ticks: 0 };
      response.writeHead(200, {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        // nginx would gather events before it passes them on.
        "x-accel-buffering": "no",
      });
      response.write(`data: ${JSON.stringify(sample())}\n\n`);
      response.on("close", () => leave(viewer));
      viewers.add(viewer);
      timer ??= setInterval(tick, everyMs);
    },
    close() {
      for (const viewer of [...viewers]) leave(viewer);
    },
  };
}
