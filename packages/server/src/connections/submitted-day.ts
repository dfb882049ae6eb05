import { lastMidnightMs, nextMidnightMs } from "../traffic/day-counts.ts";

/**
 * Parts submitted over one connection since midnight of its supplier's time zone, refused ones taken back out. What an
 * earlier life of the switch submitted is read from the attempts and added once; until then the day is not known.
 */
export class SubmittedDay {
  #timeZone: string;
  #fromMs = 0;
  #untilMs = 0;
  #countedFromMs: number;
  #count = 0;
  #isKnown = false;

  constructor(timeZone: string, nowMs: number) {
    this.#timeZone = timeZone;
    this.#countedFromMs = nowMs;
    this.#turn(nowMs);
  }

  get timeZone(): string {
    return this.#timeZone;
  }

  /** The attempts to be read before the day is known: those of this day that were made before we counted. */
  get unread(): { readonly fromMs: number; readonly beforeMs: number } | undefined {
    return this.#isKnown ? undefined : { fromMs: this.#fromMs, beforeMs: this.#countedFromMs };
  }

  /** What of that day was found; a day that has passed meanwhile needs none. */
  addRead(parts: number, fromMs: number): void {
    if (this.#isKnown || fromMs !== this.#fromMs) return;
    this.#count += parts;
    this.#isKnown = true;
  }

  /** Another zone has another midnight: what is under way counts, the rest is to be read again. */
  setTimeZone(timeZone: string, underWay: number, nowMs: number): void {
    if (timeZone === this.#timeZone) return;
    this.#timeZone = timeZone;
    this.#countedFromMs = nowMs;
    this.#isKnown = false;
    this.#begin(nowMs);
    this.#count = underWay;
  }

  add(parts: number, nowMs: number): void {
    this.#turn(nowMs);
    this.#count += parts;
  }

  /** They were not taken. Parts submitted before midnight do not shorten the new day. */
  takeBack(parts: number, submittedAtMs: number, nowMs: number): void {
    this.#turn(nowMs);
    if (submittedAtMs >= this.#fromMs) this.#count = Math.max(0, this.#count - parts);
  }

  /** null until it is known. */
  count(nowMs: number): number | null {
    this.#turn(nowMs);
    return this.#isKnown ? this.#count : null;
  }

  /** Whether so many more parts stay within the limit; what is longer than the whole limit goes first thing in the day. */
  hasRoomFor(parts: number, limit: number | null, nowMs: number): boolean {
    if (limit === null) return true;
    const count = this.count(nowMs);
    return count !== null && (count === 0 || count + parts <= limit);
  }

  #turn(nowMs: number): void {
    if (nowMs < this.#untilMs) return;
    const isFirst = this.#untilMs === 0;
    this.#begin(nowMs);
    this.#count = 0;
    // Of a day that began under our eyes we know everything.
    if (!isFirst) this.#isKnown = true;
  }

  #begin(nowMs: number): void {
    this.#fromMs = lastMidnightMs(this.#timeZone, nowMs);
    this.#untilMs = nextMidnightMs(this.#timeZone, nowMs);
  }
}
