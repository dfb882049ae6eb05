import { foldText, standsAlone } from "./fold.ts";
import { replaceHits } from "./hits.ts";
import { PatternError } from "./pattern-error.ts";
import { Regex } from "./regex.ts";

export { PatternError } from "./pattern-error.ts";

/** What a pattern's source is: words to find anywhere, words that stand alone, or a regular expression. */
export type PatternMatch = "plain" | "word" | "regex";

export interface PatternSource {
  readonly match: PatternMatch;
  readonly source: string;
  readonly ignoreCase: boolean;
}

/** One place where a pattern was found. */
export interface PatternHit {
  /** Offset of its first code unit in the text. */
  readonly at: number;
  /** The whole match, then the groups of a regular expression; undefined for a group that took no part. */
  readonly groups: readonly (string | undefined)[];
}

/** A compiled pattern; asking it takes time linear in the text, whatever the pattern. */
export interface Pattern {
  /** Groups of a regular expression beside the whole match. */
  readonly groupCount: number;
  test(text: string): boolean;
  /** Every match, from left to right and never overlapping. */
  find(text: string): readonly PatternHit[];
  /** The text with every match replaced by what `replace` makes of it. */
  replaceAll(text: string, replace: (hit: PatternHit) => string): string;
}

/** Characters of a pattern's source. */
export const patternLengthMax = 500;

/** @throws PatternError with a sentence for people */
export function compilePattern({ match, source, ignoreCase }: PatternSource): Pattern {
  if (source === "") throw new PatternError("The pattern is empty.");
  if (source.length > patternLengthMax) {
    throw new PatternError(`The pattern has ${source.length} characters; at most ${patternLengthMax} are allowed.`);
  }
  return match === "regex" ? new Regex({ source, ignoreCase }) : new Phrase(source, match === "word", ignoreCase);
}

/** What is wrong with a pattern, in words that follow the name of its field; undefined for one that compiles. */
export function patternFault(pattern: PatternSource): string | undefined {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (err) {
    if (err instanceof PatternError) return `can't be used: ${err.message.replace(/\.$/, "")}`;
    throw err;
  }
}

/**
 * For patterns of the books, which were refused on entry where they do not compile: should one not compile all the same,
 * traffic goes on and it matches nothing.
 */
export function patternOrNothing(pattern: PatternSource): Pattern {
  try {
    return compilePattern(pattern);
  } catch (err) {
    if (err instanceof PatternError) return nothing;
    throw err;
  }
}

const nothing: Pattern = { groupCount: 0, test: () => false, find: () => [], replaceAll: (text) => text };

class Phrase implements Pattern {
  readonly groupCount = 0;
  readonly #source: string;
  readonly #isWord: boolean;
  readonly #ignoreCase: boolean;

  constructor(source: string, isWord: boolean, ignoreCase: boolean) {
    this.#source = ignoreCase ? foldText(source) : source;
    this.#isWord = isWord;
    this.#ignoreCase = ignoreCase;
  }

  test(text: string): boolean {
    return this.#next(this.#searched(text), 0) >= 0;
  }

  find(text: string): readonly PatternHit[] {
    const searched = this.#searched(text);
    const { length } = this.#source;
    const hits: PatternHit[] = [];
    for (let at = this.#next(searched, 0); at >= 0; at = this.#next(searched, at + length)) {
      hits.push({ at, groups: [text.slice(at, at + length)] });
    }
    return hits;
  }

  replaceAll(text: string, replace: (hit: PatternHit) => string): string {
    return replaceHits(text, this.find(text), replace);
  }

  /** Folding keeps offsets, so what is found in folded text is cut from the text itself. */
  #searched(text: string): string {
    return this.#ignoreCase ? foldText(text) : text;
  }

  #next(searched: string, from: number): number {
    let at = searched.indexOf(this.#source, from);
    while (at >= 0 && this.#isWord && !standsAlone(searched, at, at + this.#source.length)) {
      at = searched.indexOf(this.#source, at + 1);
    }
    return at;
  }
}
