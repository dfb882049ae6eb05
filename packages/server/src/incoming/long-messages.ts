import { parseUdh } from "@switchyard/sms";
import type { Clock } from "../clock.ts";
import type { Arrival } from "./incoming-message.ts";
import { limits } from "./limits.ts";

/** Where the parts of a long message belong together: which of its parts, and a name that they share. */
export interface PartOf {
  readonly key: string;
  readonly part: number;
}

/** Undefined for what is no part of a long message. */
export function partOf({ udh, sender, recipient }: Pick<Arrival, "udh" | "sender" | "recipient">): PartOf | undefined {
  const header = udh === null ? undefined : parseUdh(udh);
  if (!header?.ok || !header.concat || header.concat.total < 2) return undefined;
  const { reference, total, part } = header.concat;
  return { key: `${sender} ${recipient} ${reference} ${total}`, part };
}

interface FirstPart {
  /** The reception number it went to; null when it was nobody's. */
  readonly numberId: number | null;
  readonly atMs: number;
}

/**
 * Only the first part of a long message begins with the keyword; the others go where it went. One that comes before it
 * waits a moment, unanswered, so that nothing is lost if it waits in vain.
 */
export class LongMessages {
  readonly #clock: Clock;
  /** In the order in which they came. */
  readonly #firsts = new Map<string, FirstPart>();
  readonly #waiting = new Map<string, Set<Waiting>>();
  #waitingCount = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Parts that wait for their first. */
  get waiting(): number {
    return this.#waitingCount;
  }

  /** The first part went to this reception number, or is nobody's; those that waited for it follow. */
  remember(key: string, numberId: number | null, atMs: number): void {
    const first = { numberId, atMs };
    this.#firsts.delete(key);
    this.#firsts.set(key, first);
    for (const [oldest, { atMs: oldMs }] of this.#firsts) {
      if (this.#firsts.size <= limits.firstPartsMax && oldMs > atMs - limits.longMessageMs) break;
      this.#firsts.delete(oldest);
    }
    for (const { go } of this.#waiting.get(key) ?? []) go(first);
  }

  /**
   * Tells where the first part went as soon as that is known; undefined when it does not come in time. `stopped` is called
   * instead when nobody waits any more.
   */
  find(key: string, then: (first: FirstPart | undefined) => void, stopped: () => void): void {
    const first = this.#firsts.get(key);
    if (first && first.atMs > this.#clock.now() - limits.longMessageMs) return then(first);
    const waiting = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, waiting);
    this.#waitingCount++;
    const leave = () => {
      clearTimeout(timer);
      this.#waitingCount--;
      waiting.delete(place);
      if (waiting.size === 0) this.#waiting.delete(key);
    };
    const place: Waiting = {
      go(found) {
        leave();
        then(found);
      },
      stop() {
        leave();
        stopped();
      },
    };
    const timer = setTimeout(() => place.go(undefined), limits.firstPartWaitMs);
    waiting.add(place);
  }

  /** Whoever waits is told that it waits no longer. */
  stop(): void {
    for (const waiting of [...this.#waiting.values()]) for (const place of [...waiting]) place.stop();
  }
}

interface Waiting {
  go(first: FirstPart | undefined): void;
  stop(): void;
}
