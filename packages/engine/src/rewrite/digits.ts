/** Digits of the three scripts in which people write messages' numbers, and runs of them. */
import type { PatternHit } from "../expression/pattern.ts";

const LATIN = 0x30;
const ARABIC_INDIC = 0x660;
const PERSIAN = 0x6f0;

/** A digit of any of the scripts, for expressions. */
const digit = "[0-9\u0660-\u0669\u06f0-\u06f9]";

const anyDigit = new RegExp(digit, "g");
const run = new RegExp(`${digit}+`, "g");

/** Between two digits of a phone number; bounded, so that looking for one is. */
const gap = "[ \u00a0()/-]{0,3}";
/** 7 to 15 digits, as E.164 allows, with or without a plus, and not a piece of a longer number. */
const phone = new RegExp(`(?<!${digit}${gap})\\(?\\+?\\(?${digit}(?:${gap}${digit}){6,14}(?!${gap}${digit})`, "g");

/** Each digit in Persian writing, ۰ to ۹. */
export const toPersianDigits = (text: string): string => inScript(text, PERSIAN);

/** Each digit in Arabic-Indic writing, ٠ to ٩. */
export const toArabicDigits = (text: string): string => inScript(text, ARABIC_INDIC);

/** Each digit as 0 to 9. */
export const toLatinDigits = (text: string): string => inScript(text, LATIN);

export const digitRuns = (text: string): readonly PatternHit[] => hitsOf(text, run);

/** Phone numbers: 7 to 15 digits with blanks, brackets, hyphens or strokes between them, a plus in front or not. */
export const phoneNumbers = (text: string): readonly PatternHit[] =>
  hitsOf(text, phone).map((hit) => {
    const found = hit.groups[0] ?? "";
    // A bracket that closes only after the number is not of it.
    return found.startsWith("(") && !found.includes(")") ? { at: hit.at + 1, groups: [found.slice(1)] } : hit;
  });

function hitsOf(text: string, pattern: RegExp): readonly PatternHit[] {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({ at: index, groups: [found] }));
}

function inScript(text: string, zero: number): string {
  return text.replace(anyDigit, (found) => {
    const unit = found.charCodeAt(0);
    const own = unit >= PERSIAN ? PERSIAN : unit >= ARABIC_INDIC ? ARABIC_INDIC : LATIN;
    return String.fromCharCode(unit - own + zero);
  });
}
