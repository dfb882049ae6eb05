import { lastMidnightMs, nextMidnightMs, wallDay } from "./day-counts.ts";

interface Day {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly name: string;
}

/** The local day each zone is in, kept from one look to the next: a batch asks for every message. */
const days = new Map<string, Day>();

/** The calendar day in a time zone, as YYYY-MM-DD. */
export function localDay(timeZone: string, atMs: number): string {
  const known = days.get(timeZone);
  if (known && known.fromMs <= atMs && atMs < known.untilMs) return known.name;
  const day = {
    fromMs: lastMidnightMs(timeZone, atMs),
    untilMs: nextMidnightMs(timeZone, atMs),
    name: wallDay(timeZone, atMs),
  };
  days.set(timeZone, day);
  return day.name;
}
