/** Dates in receipts: digits without a zone, so the zone is the reader's to know. */
import { dateForms } from "./dialects.ts";

const minuteMs = 60_000;

/** The last minute written: receipts come in their thousands within one. */
let lastMinute = Number.NaN;
let lastWritten = "";

/** The moment as yyMMddHHmm in a zone so many minutes east of UTC. */
export function formatReceiptDate(moment: Date, utcOffsetMinutes: number): string {
  const minute = Math.floor(moment.getTime() / minuteMs) + utcOffsetMinutes;
  if (minute !== lastMinute) {
    lastWritten = new Date(minute * minuteMs).toISOString().slice(2, 16).replace(/\D/g, "");
    lastMinute = minute;
  }
  return lastWritten;
}

/**
 * Reads a date of any of the known forms, punctuation or not; a zone written in the date ("Z", "+02:00") goes before
 * the offset given. Undefined for zeros, nonsense and impossible dates.
 */
export function parseReceiptDate(written: string, utcOffsetMinutes: number): Date | undefined {
  if (/^\d+$/.test(written)) return readDigits(written, utcOffsetMinutes);
  const zone = /[T ]\d\d:?\d\d.*?(?:Z|([+-])(\d\d):?(\d\d))\s*$/i.exec(written);
  if (zone === null) return readDigits(onlyDigits(written), utcOffsetMinutes);
  const [all, sign, hours, minutes] = zone;
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  const zoneLength = sign === undefined ? 1 : all.length - all.lastIndexOf(sign);
  return readDigits(onlyDigits(written.trimEnd().slice(0, -zoneLength)), sign === "-" ? -size : size);
}

/** Digits of a date without fractions of a second. */
function onlyDigits(written: string): string {
  return written.replace(/\.\d+\s*$/, "").replace(/\D/g, "");
}

function readDigits(digits: string, offsetMinutes: number): Date | undefined {
  for (const [length, yearDigits] of dateForms) {
    if (digits.length !== length) continue;
    const localMs = readForm(digits, yearDigits);
    if (localMs !== undefined) return new Date(localMs - offsetMinutes * minuteMs);
  }
  return undefined;
}

function readForm(digits: string, yearDigits: 2 | 4): number | undefined {
  const pair = (index: number) => Number(digits.slice(yearDigits + index * 2, yearDigits + index * 2 + 2));
  const year = Number(digits.slice(0, yearDigits)) + (yearDigits === 2 ? 2000 : 0);
  const [month, day, hour, minute, second] = [pair(0), pair(1), pair(2), pair(3), pair(4)];
  if (year < 2000 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}
