/** Dates in receipts: digits without a zone, so the zone is the reader's to know. */
import { dateForms } from "./dialects.ts";

const minuteMs = 60_000;

/** The moment as yyMMddHHmm in a zone so many minutes east of UTC. */
export function formatReceiptDate(moment: Date, utcOffsetMinutes: number): string {
  const local = new Date(moment.getTime() + utcOffsetMinutes * minuteMs).toISOString();
  return local.slice(2, 16).replace(/\D/g, "");
}

/**
 * Reads a date of any of the known forms, punctuation or not; a zone written in the date ("Z", "+02:00") goes before
 * the offset given. Undefined for zeros, nonsense and impossible dates.
 */
export function parseReceiptDate(written: string, utcOffsetMinutes: number): Date | undefined {
  const zone = /(?:Z|([+-])(\d\d):?(\d\d))$/i.exec(written);
  const hasZone = zone !== null && /[T ]\d\d:?\d\d/.test(written);
  const digits = (hasZone ? written.slice(0, zone.index) : written).replace(/\.\d+$/, "").replace(/\D/g, "");
  const offset = hasZone ? zoneMinutes(zone) : utcOffsetMinutes;
  for (const [length, form] of dateForms) {
    const date = digits.length === length ? readForm(digits, form) : undefined;
    if (date !== undefined) return new Date(date - offset * minuteMs);
  }
  return undefined;
}

function zoneMinutes(zone: RegExpExecArray): number {
  const [, sign, hours, minutes] = zone;
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return sign === "-" ? -size : size;
}

function readForm(digits: string, form: string): number | undefined {
  const take = (letters: string) => {
    const from = form.indexOf(letters);
    return from < 0 ? 0 : Number(digits.slice(from, from + letters.length));
  };
  const year = form.startsWith("yyyy") ? take("yyyy") : 2000 + take("yy");
  const [month, day, hour, minute, second] = [take("MM"), take("dd"), take("HH"), take("mm"), take("ss")];
  if (year < 2000 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}
