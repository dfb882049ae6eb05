/**
 * Messages accepted today, by client, in the client's own time zone. Only clients with a daily limit are counted; what
 * was accepted before the counting began is read from the messages and added once.
 */
interface Day {
  readonly timeZone: string;
  readonly untilMs: number;
  count: number;
}

export class DayCounts {
  readonly #days = new Map<number, Day>();

  /** Whether a client's day is being counted, in this zone. */
  isCounted(clientId: number, timeZone: string): boolean {
    return this.#days.get(clientId)?.timeZone === timeZone;
  }

  /** Begins to count a client's day; the answer adds what was accepted of it before. */
  begin(clientId: number, timeZone: string, nowMs: number): (before: number) => void {
    const day = this.#begin(clientId, timeZone, nowMs);
    return (before) => {
      day.count += before;
    };
  }

  forget(clientId: number): void {
    this.#days.delete(clientId);
  }

  accepted(clientId: number, nowMs: number): number {
    const day = this.#days.get(clientId);
    return day && nowMs < day.untilMs ? day.count : 0;
  }

  add(clientId: number, timeZone: string, nowMs: number, by: 1 | -1): void {
    const known = this.#days.get(clientId);
    const day = known && nowMs < known.untilMs ? known : this.#begin(clientId, timeZone, nowMs);
    day.count = Math.max(0, day.count + by);
  }

  #begin(clientId: number, timeZone: string, nowMs: number): Day {
    const day = { timeZone, untilMs: nextMidnightMs(timeZone, nowMs), count: 0 };
    this.#days.set(clientId, day);
    return day;
  }
}

const DAY_MS = 86_400_000;
/** No zone is further from UTC, and no clock change is longer than what is left of a day beside it. */
const SPREAD_MS = 16 * 3_600_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows, as milliseconds of a UTC day. */
function wallMs(timeZone: string, atMs: number): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(timeZone, clock);
  }
  const read: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of clock.formatToParts(atMs)) read[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The day on the calendar beside that clock, as YYYY-MM-DD; no locale's way of writing it, which may change. */
export function wallDay(timeZone: string, atMs: number): string {
  return new Date(wallMs(timeZone, atMs)).toISOString().slice(0, 10);
}

/** The moment a local day begins: midnight, or where a clock change skips midnight the moment after. */
function dayStartMs(timeZone: string, wallMidnightMs: number): number {
  let before = Math.floor((wallMidnightMs - SPREAD_MS) / 1000);
  let after = Math.floor((wallMidnightMs + SPREAD_MS) / 1000);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallMs(timeZone, middle * 1000) >= wallMidnightMs) after = middle;
    else before = middle;
  }
  return after * 1000;
}

/** When the local day of this moment began. */
export function lastMidnightMs(timeZone: string, nowMs: number): number {
  const wall = wallMs(timeZone, nowMs);
  return dayStartMs(timeZone, wall - (wall % DAY_MS));
}

/** When the next local day begins. */
export function nextMidnightMs(timeZone: string, nowMs: number): number {
  const wall = wallMs(timeZone, nowMs);
  return dayStartMs(timeZone, wall - (wall % DAY_MS) + DAY_MS);
}
