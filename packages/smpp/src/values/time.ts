/**
 * SMPP's times (3.4 §7.1.1): sixteen octets YYMMDDhhmmsstnnp. With p "+" or "-" it is an absolute time, nn quarters of an
 * hour ahead of or behind UTC; with p "R" it is a span from now.
 */
export type ParsedTime =
  | { readonly ok: true; readonly kind: "absolute" | "relative"; readonly timeMs: number }
  | { readonly ok: false };

const notATime: ParsedTime = { ok: false };

const shape = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d)(\d\d)([+\-R])$/;
const quarterHourMs = 15 * 60_000;
/** nn runs to 48: twelve hours; the islands at UTC+13 and +14 need a little more than SMPP foresaw. */
const quarterHoursMax = 56;

/**
 * Reads an absolute or relative time as epoch milliseconds; `nowMs` is what a relative one counts from. Not ok is what a
 * peer is told with ESME_RINVSCHED or ESME_RINVEXPIRY; the empty string (immediate, or the SMSC's default validity) is not
 * a time and the caller's matter. YY means 20YY.
 */
export function parseTime(text: string, nowMs: number): ParsedTime {
  const match = shape.exec(text);
  if (match === null) return notATime;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, tenth = 0, quarters = 0] = match
    .slice(1, 9)
    .map(Number);
  if (match[9] === "R") {
    if (tenth !== 0 || quarters !== 0) return notATime;
    return { ok: true, kind: "relative", timeMs: later(nowMs, { year, month, day, hour, minute, second }) };
  }
  const local = Date.UTC(2000 + year, month - 1, day, hour, minute, second, tenth * 100);
  const back = new Date(local);
  const isReal =
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    quarters <= quarterHoursMax;
  if (!isReal) return notATime;
  const aheadMs = (match[9] === "-" ? -quarters : quarters) * quarterHourMs;
  return { ok: true, kind: "absolute", timeMs: local - aheadMs };
}

interface Span {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Years and months by the calendar (31 January plus a month is the last of February), the rest by the clock. */
function later(nowMs: number, span: Span): number {
  const at = new Date(nowMs);
  const dayOfMonth = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + 12 * span.year + span.month);
  const daysInMonth = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(dayOfMonth, daysInMonth));
  const clockSeconds = ((span.day * 24 + span.hour) * 60 + span.minute) * 60 + span.second;
  return at.getTime() + clockSeconds * 1000;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/**
 * Writes an absolute time, as seen `quarterHoursAhead` of UTC (0 to 48, negative behind). Tenths of a second are kept,
 * finer is cut. Throws RangeError outside the years 2000 to 2099 or for an offset SMPP cannot say.
 */
export function formatAbsoluteTime(timeMs: number, quarterHoursAhead = 0): string {
  const local = new Date(timeMs + quarterHoursAhead * quarterHourMs);
  const year = local.getUTCFullYear() - 2000;
  if (!(year >= 0 && year <= 99)) throw new RangeError("SMPP's absolute times run from 2000 to 2099");
  if (!Number.isInteger(quarterHoursAhead) || Math.abs(quarterHoursAhead) > quarterHoursMax)
    throw new RangeError(`an offset is at most ${quarterHoursMax} quarters of an hour`);
  const date = two(year) + two(local.getUTCMonth() + 1) + two(local.getUTCDate());
  const time = two(local.getUTCHours()) + two(local.getUTCMinutes()) + two(local.getUTCSeconds());
  const tenth = Math.floor(local.getUTCMilliseconds() / 100);
  return `${date}${time}${tenth}${two(Math.abs(quarterHoursAhead))}${quarterHoursAhead < 0 ? "-" : "+"}`;
}

/**
 * Writes a span in days, hours, minutes and seconds, rounded up to whole seconds. Years and months are not used (their
 * length varies), so the longest span is 99 days; RangeError beyond it and for negative ones.
 */
export function formatRelativeTime(spanMs: number): string {
  const seconds = Math.ceil(spanMs / 1000);
  const days = Math.floor(seconds / 86_400);
  if (!(seconds >= 0 && days <= 99)) throw new RangeError("a relative time is 0 seconds to 99 days");
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  return `0000${two(days)}${two(hours)}${two(minutes)}${two(seconds % 60)}000R`;
}
