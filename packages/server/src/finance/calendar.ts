/** Days as documents tell them: "YYYY-MM-DD" in a client's time zone. Sums of days know no hours and so no summer time. */

import { localDay } from "../traffic/local-day.ts";

const DAY_MS = 86_400_000;

/** The day so many days later, or earlier. */
export function addDays(day: string, days: number): string {
  return isoDay(Date.parse(day) + days * DAY_MS);
}

/** 1 is Monday, 7 is Sunday. */
function weekday(day: string): number {
  // 1970-01-01 was a Thursday.
  return ((((Date.parse(day) / DAY_MS + 3) % 7) + 7) % 7) + 1;
}

function lastOfMonth(day: string): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return isoDay(Date.UTC(year, month, 0));
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

export type Cycle = "weekly" | "half_monthly" | "monthly";

/** The last day of the period that a day belongs to: Sundays, the 15th and the end of a month, the end of a month. */
const lastDays: Readonly<Record<Cycle, (day: string) => string>> = {
  weekly: (day) => addDays(day, 7 - weekday(day)),
  half_monthly: (day) => (Number(day.slice(8)) <= 15 ? `${day.slice(0, 8)}15` : lastOfMonth(day)),
  monthly: lastOfMonth,
};

export function lastDayOfPeriod(cycle: Cycle, day: string): string {
  return lastDays[cycle](day);
}

export interface Days {
  /** Both included. */
  readonly from: string;
  readonly to: string;
}

/** What of a stretch of days is left when others are taken out of it; `taken` is in order and does not overlap. */
export function daysWithout({ from, to }: Days, taken: readonly Days[]): Days[] {
  const free: Days[] = [];
  let next = from;
  for (const days of taken) {
    if (days.from > next) free.push({ from: next, to: addDays(days.from, -1) });
    if (days.to >= next) next = addDays(days.to, 1);
  }
  return next <= to ? [...free, { from: next, to }] : free;
}

/** A day's charges may still be on their way to the books for so long after its midnight. */
const SETTLING_MS = 600_000;

/** The last day that is over in a time zone, with all its charges in the books. */
export function lastSettledDay(nowMs: number, timeZone: string): string {
  return addDays(localDay(timeZone, nowMs - SETTLING_MS), -1);
}
