/**
 * Letter case and word borders of all scripts, by code unit: tables of 64 K entries, made at their first use (some
 * 20 ms) and shared from then on.
 */
import { unitsOf } from "@switchyard/sms";

let folds: Uint16Array | undefined;
let unfolds: Map<number, number[]> | undefined;
let words: Uint8Array | undefined;

/**
 * What each code unit becomes when letter case is ignored: Unicode's simple folding, one unit for one, so that offsets
 * stay. Surrogates stand for themselves here; `foldedLow` folds the letters they make.
 */
export function foldTable(): Uint16Array {
  folds ??= Uint16Array.from({ length: 0x10000 }, (_, unit) => simpleFold(unit));
  return folds;
}

/** All units that fold to a folded one, itself among them. */
export function unitsFoldedTo(folded: number): readonly number[] {
  if (unfolds === undefined) {
    unfolds = new Map();
    for (const [unit, to] of foldTable().entries())
      if (unit !== to) unfolds.set(to, [...(unfolds.get(to) ?? []), unit]);
  }
  return [folded, ...(unfolds.get(folded) ?? [])];
}

/** The text with letter case ignored, as long as it was. A sender is asked for by one table after another, so it is kept. */
export function foldText(text: string): string {
  if (text === latest.text) return latest.folded;
  latest.folded = folded(text);
  latest.text = text;
  return latest.folded;
}

const latest = { text: "", folded: "" };

function folded(text: string): string {
  const read = unitsOf(text);
  let all = 0;
  for (let at = 0; at < text.length; at++) all |= read[at] as number;
  // In ASCII there is nothing but A to Z to fold.
  if (all < 0x80) return text.toLowerCase();
  const table = foldTable();
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = read[at] as number;
    units[at] = isLowSurrogate(unit) ? foldedLow(text, at) : (table[unit] as number);
  }
  let made = "";
  for (let at = 0; at < units.length; at += CHUNK) made += String.fromCharCode(...units.subarray(at, at + CHUNK));
  return made;
}

/** Arguments of one call. */
const CHUNK = 4096;

export const isLowSurrogate = (unit: number): boolean => unit >>> 10 === LOW_SURROGATES;

/** The second surrogate of a letter with letter case ignored; both cases of every such letter share the first. */
export function foldedLow(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (at === 0 || text.charCodeAt(at - 1) >>> 10 !== HIGH_SURROGATES) return unit;
  return smallOf(text.slice(at - 1, at + 1)).charCodeAt(1);
}

/** Whether words end where a stretch of text begins and ends; an edge that is no letter or digit needs no end of a word. */
export function standsAlone(text: string, at: number, end: number): boolean {
  return !isWithinWord(text, at) && !isWithinWord(text, end);
}

const isWithinWord = (text: string, at: number): boolean => isWordBefore(text, at) && isWordAfter(text, at);

/**
 * Whether the character before an offset is one that words are made of: a letter, digit or mark of any script, or one
 * of the joiners without width, as Persian writes them.
 */
function isWordBefore(text: string, at: number): boolean {
  if (at <= 0) return false;
  const unit = text.charCodeAt(at - 1);
  return isLowSurrogate(unit) ? wordCharacter.test(text.slice(Math.max(0, at - 2), at)) : isWordUnit(unit);
}

/** Whether the character that begins at an offset is one that words are made of. */
function isWordAfter(text: string, at: number): boolean {
  if (at >= text.length) return false;
  const unit = text.charCodeAt(at);
  return unit >>> 10 === HIGH_SURROGATES ? wordCharacter.test(text.slice(at, at + 2)) : isWordUnit(unit);
}

/** Variation selectors are marks, but of the emoji before them. */
const wordCharacter = /^(?![\ufe00-\ufe0f])[\p{L}\p{N}\p{M}\u200c\u200d]$/u;

function isWordUnit(unit: number): boolean {
  words ??= Uint8Array.from({ length: 0x10000 }, (_, at) => Number(wordCharacter.test(String.fromCharCode(at))));
  return words[unit] === 1;
}

/** The six bits that surrogates begin with. */
const HIGH_SURROGATES = 0xd800 >>> 10;
const LOW_SURROGATES = 0xdc00 >>> 10;

/** Small i without its dot: Unicode folds it to itself, although its capital is I. */
const DOTLESS_I = 0x131;

function simpleFold(unit: number): number {
  return unit === DOTLESS_I ? unit : smallOf(String.fromCharCode(unit)).charCodeAt(0);
}

/** The small letter of the capital, each only where it is one letter as well. */
function smallOf(letter: string): string {
  const capital = letter.toUpperCase();
  const base = capital.length === letter.length ? capital : letter;
  const small = base.toLowerCase();
  return small.length === base.length ? small : base;
}
