import { isLowSurrogate, unitsFoldedTo } from "./fold.ts";

/**
 * The two characters that phrases begin with: most places of most texts begin no phrase, and to tell that needs no look at
 * the place before, as a step along the tree does. Of each character the lower six bits count, so that the table fits the
 * processor's nearest cache whatever script the phrases are in; a place that only looks like an opening costs a step.
 */
export class Openings {
  readonly #pairs = new Uint8Array(1 << (2 * BITS));

  /** Phrases with letter case folded, none of them empty. */
  constructor(phrases: Iterable<string>) {
    for (const phrase of phrases) {
      for (const first of codesOf(phrase, 0))
        for (const second of codesOf(phrase, 1)) this.#pairs[(first << BITS) | second] = 1;
    }
  }

  /** The first place from `from` on at which a phrase may begin, or the last of a text of so many units. */
  next(units: Uint16Array, from: number, length: number): number {
    const pairs = this.#pairs;
    const last = length - 1;
    let at = from;
    let unit = (units[at] as number) & MASK;
    // Four places at a time: loads that need not wait for each other's outcome.
    for (; at + 4 <= last; at += 4) {
      const second = (units[at + 1] as number) & MASK;
      const third = (units[at + 2] as number) & MASK;
      const fourth = (units[at + 3] as number) & MASK;
      const fifth = (units[at + 4] as number) & MASK;
      const opens =
        (pairs[(unit << BITS) | second] as number) |
        (pairs[(second << BITS) | third] as number) |
        (pairs[(third << BITS) | fourth] as number) |
        (pairs[(fourth << BITS) | fifth] as number);
      if (opens !== 0) break;
      unit = fifth;
    }
    for (; at < last; at++) {
      const following = (units[at + 1] as number) & MASK;
      if (pairs[(unit << BITS) | following] !== 0) return at;
      unit = following;
    }
    return last;
  }
}

/** Of a code unit these lower bits count where a table is to be small. */
const BITS = 6;
const MASK = (1 << BITS) - 1;
export const UNIT_CODES = 1 << BITS;
export const unitCode = (unit: number): number => unit & MASK;

/** What the characters that a phrase has at a place count as; beyond its end, anything. */
function codesOf(phrase: string, at: number): readonly number[] {
  const unit = phrase.charCodeAt(at);
  // How the second half of a letter folds depends on the first.
  if (at === phrase.length || isLowSurrogate(unit)) return everyCode;
  return unitsFoldedTo(unit).map(unitCode);
}

const everyCode = Array.from({ length: UNIT_CODES }, (_, code) => code);
