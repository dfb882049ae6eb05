/** Calendar days (YYYY-MM-DD, no clock): of invoices, payments and statements, which are kept in the client's zone. */

export interface Days {
  from: string;
  /** This day included. */
  to: string;
}

/** Today in a zone; in the viewer's own where none is given. */
export function today(zone?: string): string {
  return new Intl.DateTimeFormat("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    ...(zone && { timeZone: zone }),
  }).format(new Date());
}

const written = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** `4 Mar 2026`. */
export function formatCalendarDay(day: string): string {
  return written.format(new Date(`${day}T00:00Z`));
}

/** `1 – 31 Mar 2026`. */
export function formatDays({ from, to }: Days): string {
  return written.formatRange(new Date(`${from}T00:00Z`), new Date(`${to}T00:00Z`));
}

/** Stretches of days people ask for, each from the day that is today. */
export const dayPresets = {
  this_month: { label: "This month", of: (now: string) => ({ from: monthStart(now, 0), to: now }) },
  last_month: { label: "Last month", of: (now: string) => months(now, -1, 1) },
  last_quarter: { label: "Last quarter", of: (now: string) => months(now, -3 - quarterMonth(now), 3) },
  this_year: { label: "This year", of: (now: string) => ({ from: `${now.slice(0, 4)}-01-01`, to: now }) },
  last_year: { label: "Last year", of: (now: string) => months(now, -12 - yearMonth(now), 12) },
} as const satisfies Record<string, { label: string; of: (now: string) => Days }>;
export type DayPreset = keyof typeof dayPresets;

/** The first of the month that lies so many months from a day's. */
function monthStart(day: string, offset: number): string {
  return iso(new Date(Date.UTC(Number(day.slice(0, 4)), yearMonth(day) + offset, 1)));
}

/** Whole months: so many, beginning so many from a day's. */
function months(day: string, offset: number, count: number): Days {
  const end = new Date(Date.UTC(Number(day.slice(0, 4)), yearMonth(day) + offset + count, 0));
  return { from: monthStart(day, offset), to: iso(end) };
}

function yearMonth(day: string): number {
  return Number(day.slice(5, 7)) - 1;
}

function quarterMonth(day: string): number {
  return yearMonth(day) % 3;
}

function iso(at: Date): string {
  return at.toISOString().slice(0, 10);
}
