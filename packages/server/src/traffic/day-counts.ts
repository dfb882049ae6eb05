/**
 * Messages accepted today, by client, in the client's own time zone. Only clients with a daily limit are counted; the
 * count is read from the messages themselves when it is first asked for after a start.
 */
interface Day {
  untilMs: number;
  count: number;
}

export class DayCounts {
  readonly #days = new Map<number, Day>();

  /** Sets a client's day as counted in the database. */
  set(clientId: number, timeZone: string, nowMs: number, count: number): void {
    this.#days.set(clientId, { untilMs: nextMidnightMs(timeZone, nowMs), count });
  }

  accepted(clientId: number, nowMs: number): number {
    const day = this.#days.get(clientId);
    return day && nowMs < day.untilMs ? day.count : 0;
  }

  add(clientId: number, timeZone: string, nowMs: number, by: 1 | -1): void {
    const day = this.#days.get(clientId);
    if (day && nowMs < day.untilMs) day.count = Math.max(0, day.count + by);
    else this.set(clientId, timeZone, nowMs, Math.max(0, by));
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds passed since local midnight; a day with a clock change counts its real hours only approximately. */
function sinceMidnightMs(timeZone: string, nowMs: number): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    clocks.set(timeZone, clock);
  }
  const [hours = 0, minutes = 0, seconds = 0] = clock.format(nowMs).split(":").map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + (nowMs % 1000);
}

export function lastMidnightMs(timeZone: string, nowMs: number): number {
  return nowMs - sinceMidnightMs(timeZone, nowMs);
}

/** The next local midnight, right across a clock change: found from a moment that is surely in tomorrow. */
export function nextMidnightMs(timeZone: string, nowMs: number): number {
  const tomorrow = lastMidnightMs(timeZone, nowMs) + 30 * 3_600_000;
  return lastMidnightMs(timeZone, tomorrow);
}
