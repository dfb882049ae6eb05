/** Dates as price lists write them, into moments. */
import { type Cell, cellText } from "./cell.ts";
import { fault, type Outcome, value } from "./outcome.ts";

export type DateOrder = "day-first" | "month-first";

/** `wallMs` is the clock's reading as if in UTC; `offsetMs` what the cell says of the zone, null if nothing. */
export type DateRead = { readonly wallMs: number; readonly offsetMs: number | null; readonly hasTime: boolean };

/** The order of a whole column: dates that can only be read one way decide (31/12, 12/31); undefined without any. */
export function detectDateOrder(cells: Iterable<Cell | undefined>): DateOrder | undefined {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const cell of cells) {
    if (typeof cell !== "string") continue;
    const [, first, second] = NUMERIC.exec(cellText(cell)) ?? [];
    if (Number(first) > 12 && Number(second) <= 12) dayFirst++;
    if (Number(second) > 12 && Number(first) <= 12) monthFirst++;
  }
  if (dayFirst === monthFirst) return undefined;
  return dayFirst > monthFirst ? "day-first" : "month-first";
}

/** Null for "now", "immediately", "until further notice" and nothing at all. */
export function readDate(cell: Cell | undefined, order: DateOrder): Outcome<DateRead | null> {
  if (cell instanceof Date)
    return value({ wallMs: cell.getTime(), offsetMs: null, hasTime: cell.getTime() % DAY_MS !== 0 });
  if (typeof cell === "number") return readSerial(cell);
  const text = cellText(cell);
  if (text === "" || NO_DATE.test(text)) return value(null);
  const { day, time } = partTime(text);
  const wallDay = readDay(day, order);
  const clock = time === undefined ? { ms: 0, offsetMs: null } : readTime(time);
  if (wallDay === undefined || clock === undefined) {
    return fault(`"${text}" is no date; write it like 2026-12-31 or 31.12.2026`);
  }
  return value({ wallMs: wallDay + clock.ms, offsetMs: clock.offsetMs, hasTime: time !== undefined });
}

const DAY_MS = 86_400_000;

const NO_DATE =
  /^(-+|–|—|n\/?a|now|immediate(ly)?|with immediate effect|asap|none|open|open end(ed)?|unlimited|indefinite(ly)?|never|until further notice|ufn|sofort|ab sofort|unbefristet|immediatement|inmediato|immediato|сразу|немедленно)\.?$/i;

const NUMERIC = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)/;

/** A day and what follows it; a time holds a colon, or stands after "T". */
function partTime(text: string): { day: string; time: string | undefined } {
  const match = /^(.*?\d.*?)(?:T|,?\s+(?:at\s+)?)(\d{1,2}:\d{2}.*|\d{1,2}\s*[ap]m.*)$/i.exec(text);
  if (match) return { day: match[1] ?? "", time: match[2] };
  return { day: text, time: undefined };
}

function readDay(text: string, order: DateOrder): number | undefined {
  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? /^((?:19|20)\d{2})()(\d{2})(\d{2})$/.exec(text);
  if (iso) return wallDay(iso[1], iso[3], iso[4]);
  const numeric = NUMERIC.exec(text);
  if (numeric && numeric[0].length === text.length) {
    const [, first, second, year] = numeric;
    // With points the day comes first the world over.
    const isDayFirst = order === "day-first" || text.includes(".");
    return isDayFirst ? wallDay(year, second, first) : wallDay(year, first, second);
  }
  return readNamed(text);
}

/** "1 Dec 2026", "01-Dec-26", "1. Dezember 2026", "Dec 1st, 2026", "Tuesday, 1 December 2026". */
function readNamed(text: string): number | undefined {
  const words = plainWords(text).filter((word) => !weekdays.has(word) && word !== "de" && word !== "of");
  if (words.length !== 3) return undefined;
  const at = words.findIndex((word) => months.has(word));
  const month = months.get(words[at] ?? "");
  const [first = "", second = ""] = words.filter((_, index) => index !== at);
  if (month === undefined || at === 2) return undefined;
  const isYearFirst = /^\d{4}$/.test(first);
  const day = (isYearFirst ? second : first).replace(/(?<=\d)(st|nd|rd|th)$/, "");
  const year = isYearFirst ? first : second;
  return /^\d{1,2}$/.test(day) && /^(\d{4}|\d{2})$/.test(year) ? wallDay(year, String(month), day) : undefined;
}

function plainWords(text: string): string[] {
  const letters = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return letters.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** Undefined for a day that the calendar has not; two digits are of this century. */
function wallDay(year = "", month = "", day = ""): number | undefined {
  const [y, m, d] = [Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day)];
  const ms = Date.UTC(y, m - 1, d);
  const date = new Date(ms);
  const exists = date.getUTCMonth() === m - 1 && date.getUTCDate() === d && y >= 1970 && y <= 2200;
  return exists ? ms : undefined;
}

function readTime(text: string): { ms: number; offsetMs: number | null } | undefined {
  const match =
    /^(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*([ap]m)?\s*(?:(z|utc|gmt)?\s*(?:([+-])(\d{1,2}):?(\d{2})?)?)$/i.exec(
      text,
    );
  if (!match) return undefined;
  const [, hour = "", minute = "0", second = "0", fraction = "", half, zone, sign, offsetHours, offsetMinutes = "0"] =
    match;
  const isTwelve = half !== undefined;
  const h = isTwelve ? (Number(hour) % 12) + (half.toLowerCase() === "pm" ? 12 : 0) : Number(hour);
  if (h > 23 || Number(minute) > 59 || Number(second) > 59 || (isTwelve && Number(hour) > 12)) return undefined;
  const ms = ((h * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.slice(0, 3).padEnd(3, "0"));
  if (sign === undefined) return { ms, offsetMs: zone ? 0 : null };
  if (Number(offsetHours) > 14 || Number(offsetMinutes) > 59) return undefined;
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  return { ms, offsetMs: sign === "-" ? -offsetMs : offsetMs };
}

/** A spreadsheet's day number that lost its format, counted from the end of 1899; 20261201 is a day spelled out. */
function readSerial(serial: number): Outcome<DateRead | null> {
  const spelled = /^20\d{6}$/.test(String(serial)) ? readDay(String(serial), "day-first") : undefined;
  if (spelled !== undefined) return value({ wallMs: spelled, offsetMs: null, hasTime: false });
  if (serial < 30_000 || serial > 80_000) return fault(`${serial} is no date; write it like 2026-12-31 or 31.12.2026`);
  const wallMs = Math.round((serial - 25_569) * 86_400) * 1000;
  return value({ wallMs, offsetMs: null, hasTime: wallMs % DAY_MS !== 0 });
}

/** The runtime knows the months' names in the languages price lists come in; the short ones with and without a point. */
const months: ReadonlyMap<string, number> = new Map([...namesBy("month"), ["sept", 9] as const]);
const weekdays: ReadonlySet<string> = new Set(namesBy("weekday").map(([name]) => name));

function namesBy(what: "month" | "weekday"): (readonly [string, number])[] {
  return ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "tr"].flatMap((language) =>
    (["long", "short"] as const).flatMap((style) => {
      // Beside a day, some languages bend the month's name.
      const day = what === "month" ? { day: "numeric" as const } : {};
      const format = new Intl.DateTimeFormat(language, { [what]: style, ...day, timeZone: "UTC" });
      return Array.from({ length: 12 }, (_, index) => {
        const parts = format.formatToParts(Date.UTC(2026, index, 1 + index));
        const name = parts.find(({ type }) => type === what)?.value ?? "";
        return [plainWords(name).join(""), index + 1] as const;
      });
    }),
  );
}
