/** Amounts as people and spreadsheets write them, into exact micros. */
import { isCurrency, parseMicros } from "@switchyard/engine";
import { type Cell, cellText } from "./cell.ts";
import { fault, type Outcome, value } from "./outcome.ts";

/** The sign before the decimals. */
export type DecimalSign = "." | ",";

export type Amount = { readonly micros: bigint /** Written beside the amount. */; readonly currency: string | null };

/**
 * The decimal sign of a whole column: cells that can only be read one way decide ("0,0150", "1.234,5"), and
 * undefined means there was none ("1.234" alone may be both).
 */
export function detectDecimalSign(cells: Iterable<Cell | undefined>): DecimalSign | undefined {
  const votes = { ".": 0, ",": 0 };
  for (const cell of cells) {
    if (typeof cell !== "string") continue;
    const text = cellText(cell);
    const sign = decimalSignOf(PLAIN.test(text) ? text : parts(text).number);
    if (sign) votes[sign]++;
  }
  if (votes["."] === votes[","]) return votes["."] === 0 ? undefined : ".";
  return votes["."] > votes[","] ? "." : ",";
}

/** Most cells: nothing but digits and signs between them. */
const PLAIN = /^[\d.,]+$/;

/** What one number tells of its decimal sign, if anything. */
function decimalSignOf(number: string): DecimalSign | undefined {
  const points = number.split(".").length - 1;
  const commas = number.split(",").length - 1;
  if (points > 0 && commas > 0) return number.lastIndexOf(".") > number.lastIndexOf(",") ? "." : ",";
  if (points + commas === 0) return undefined;
  const [sign, other] = points > 0 ? ([".", ","] as const) : ([",", "."] as const);
  // Standing twice, it parts thousands.
  if (points + commas > 1) return other;
  const [before = "", after = ""] = number.split(sign);
  const mayPartThousands = /^[1-9]\d{0,2}$/.test(before) && /^\d{3}$/.test(after);
  return mayPartThousands ? undefined : sign;
}

/** Faults: no price, negative, percent, more than six decimals, too large, not a number. Zero is a price. */
export function readAmount(cell: Cell | undefined, sign: DecimalSign): Outcome<Amount> {
  if (cell instanceof Date) return fault(`${cellText(cell)} is a date, not a price`);
  const text = cellText(cell);
  const plain = typeof cell === "number" || sign === "." ? parseMicros(text) : undefined;
  if (plain !== undefined && plain >= 0n) return value({ micros: plain, currency: null });
  if (/^$|^[-–—]+$|^n\/?a$/i.test(text)) return fault("has no price");
  if (text.includes("%")) return fault(`"${text}" is a percentage, not a price`);
  const { number, unit } = parts(text);
  if (/^[-–−(]|[-−]$/.test(number)) return fault(`"${text}" is negative; a price is zero or more`);
  const currency = unit === "" ? null : currencyOf(unit);
  if (currency === undefined) return fault(`"${text}" is no price: "${unit}" is no currency we know`);
  const decimal = typeof cell === "number" ? number : plainNumber(number, sign);
  const exact = decimal === undefined ? undefined : withoutExponent(decimal);
  if (exact === undefined)
    return fault(`"${text}" is no price; write a number like ${sign === "." ? "0.015" : "0,015"}`);
  const rounded = sixDecimals(exact);
  if (rounded === undefined) return fault(`"${text}" has more than six decimals`);
  const micros = parseMicros(rounded);
  return micros === undefined ? fault(`"${text}" is too large`) : value({ micros, currency });
}

/** A currency as code, sign or word; null for the dollar sign, which is many currencies'; undefined if it is none. */
export function currencyOf(text: string): string | null | undefined {
  const plain = text.toUpperCase().replaceAll(/[\s.]/g, "");
  const code = currencySigns[plain] ?? plain;
  if (code === "$") return null;
  return isCurrency(code) ? code : undefined;
}

const currencySigns: Readonly<Record<string, string>> = {
  "€": "EUR",
  EURO: "EUR",
  EUROS: "EUR",
  US$: "USD",
  $US: "USD",
  USDOLLAR: "USD",
  USDOLLARS: "USD",
  "£": "GBP",
  "₽": "RUB",
  RUR: "RUB",
  "₹": "INR",
  "₺": "TRY",
  "₴": "UAH",
  "₸": "KZT",
  "₦": "NGN",
  ZŁ: "PLN",
  KČ: "CZK",
};

/** The number and what stands before or after it; a sign before the currency belongs to the number. */
function parts(text: string): { number: string; unit: string } {
  const match =
    /^([-−–(]?)\s*([^\d\s.,+\-−–()][^\d.,+\-−–()]*?\.?)?\s*([-−–+(]?[\d.,'’\s]*\d[\d.,'’\s]*(?:[eE][+-]?\d{1,3})?[)\-−]*)\s*([^\d\s][^\d]*)?$/u.exec(
      text,
    );
  if (!match) return { number: text, unit: "" };
  const [, minus = "", before = "", number = "", after = ""] = match;
  const unit = [before, after].map((part) => part.trim()).filter((part) => part !== "");
  return { number: minus + number.trim(), unit: [...new Set(unit)].join(" ") };
}

/** With a point for decimals and without thousands separators; undefined if these stand where they can't. */
function plainNumber(number: string, sign: DecimalSign): string | undefined {
  const [, digits = "", exponent = ""] = /^\+?(.*?)([eE][+-]?\d+)?$/.exec(number) ?? [];
  const [whole = "", fraction, ...more] = digits.split(sign);
  if (more.length > 0 || (fraction !== undefined && !/^\d*$/.test(fraction))) return undefined;
  const isPlain = /^\d*$/.test(whole);
  if (!isPlain && !/^[1-9]\d{0,2}(?:([.,'’ ])\d{3})(?:\1\d{3})*$/.test(whole)) return undefined;
  const units = whole.replaceAll(/\D/g, "");
  if (units === "" && !fraction) return undefined;
  return `${units || "0"}${fraction ? `.${fraction}` : ""}${exponent}`;
}

/** "1.5e-2" is "0.015": spreadsheets write small numbers so. */
function withoutExponent(decimal: string): string | undefined {
  const match = /^(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(decimal);
  if (!match) return undefined;
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const power = Number(exponent);
  if (Math.abs(power) > 30) return undefined;
  const digits = "0".repeat(Math.max(0, -power)) + whole + fraction + "0".repeat(Math.max(0, power));
  const point = digits.length - Math.max(0, power) - fraction.length + power;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Six decimals; what a double adds or loses beyond them, less than a billionth, is rounded away. */
function sixDecimals(decimal: string): string | undefined {
  const [whole = "", fraction = ""] = decimal.split(".");
  const units = whole.replace(/^0+(?=\d)/, "");
  const micros = BigInt(units + fraction.slice(0, 6).padEnd(6, "0"));
  const rest = fraction.slice(6);
  const isNoise = /^0{3}/.test(rest.padEnd(3, "0"));
  const isShort = /^9{3}/.test(rest);
  if (!isNoise && !isShort) return undefined;
  const digits = String(isShort ? micros + 1n : micros).padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
