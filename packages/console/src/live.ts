/** The live stream of the switch, one event a second: opened while a page looks at it, shared by all that do. */
import type { LiveEvent } from "@switchyard/contract";
import { useSyncExternalStore } from "react";
import { api } from "./api.ts";

/** How long after a lost stream it is opened again. */
const REOPEN_MS = 2000;

let latest: LiveEvent | undefined;
let closing: AbortController | undefined;
const watchers = new Set<() => void>();

/** The latest event; undefined before the first and while the stream is lost. */
export function useLive(): LiveEvent | undefined {
  return useSyncExternalStore(watch, () => latest);
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  if (!closing) {
    closing = new AbortController();
    void follow(closing.signal);
  }
  return () => {
    watchers.delete(changed);
    if (watchers.size > 0) return;
    closing?.abort();
    closing = undefined;
    latest = undefined;
  };
}

async function follow(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const event of await api.watchLive({}, { signal })) {
        if (signal.aborted) return;
        publish(event);
      }
    } catch {
      // Lost or refused: the page shows that it knows nothing newer, and the stream is tried again.
    }
    if (signal.aborted) return;
    publish(undefined);
    await new Promise((resolve) => setTimeout(resolve, REOPEN_MS));
  }
}

function publish(event: LiveEvent | undefined): void {
  latest = event;
  for (const changed of watchers) changed();
}
