import { type PhraseFinder, phraseFinder } from "./few-phrases.ts";
import { foldText, standsAlone } from "./fold.ts";
import { type Pattern, type PatternSource, patternOrNothing } from "./pattern.ts";
import { RegexSet } from "./regex.ts";
import { requiredWords } from "./required.ts";

/** Many patterns asked at once. */
export interface PatternSet {
  /** Indexes of the patterns that the text has, ascending. */
  find(text: string): readonly number[];
  readonly size: number;
}

/**
 * Compiles patterns so that a text which has none of them costs about as much as one pass over it. Words and phrases are
 * looked for together, and with them words that an expression can't match without. Expressions that require no word are
 * asked each time, as one set, and those that require but a short one with them: where there are no others, only if the
 * text has such a word. Expressions are compiled when they are first asked; one that does not compile, which
 * compilePattern tells those who enter it, matches nothing.
 */
export function buildPatternSet(patterns: Iterable<PatternSource>): PatternSet {
  const list = [...patterns];
  return list.length === 0 ? emptyPatternSet : new CompiledSet(list);
}

export const emptyPatternSet: PatternSet = { find: () => nothing, size: 0 };

const nothing: readonly number[] = [];

/** Shorter words are in too many texts for each to ask an expression of its own. */
const requiredLengthMin = 3;

/** A phrase of the pass, and the pattern it stands for. */
interface Needle {
  /** TOGETHER: those that are asked as one set. */
  readonly pattern: number;
  readonly phrase: string;
}

const TOGETHER = -1;

class CompiledSet implements PatternSet {
  readonly size: number;
  readonly #patterns: readonly PatternSource[];
  readonly #needles: readonly Needle[];
  readonly #phrases: PhraseFinder;
  /** Of the expressions that a word of theirs was found for. */
  readonly #regexes = new Map<number, Pattern>();
  /** Expressions that require no word or a short one, and which patterns they are. */
  readonly #together: readonly number[];
  readonly #togetherSet: RegexSet;
  readonly #areAlwaysAsked: boolean;
  #areAsked = false;
  /** The search in which a pattern was settled last. */
  readonly #settled: Uint32Array;
  #search = 0;
  #text = "";
  #found: number[] = [];

  constructor(patterns: readonly PatternSource[]) {
    this.size = patterns.length;
    this.#patterns = patterns;
    const needles: Needle[] = [];
    const together: number[] = [];
    const shortWords = new Set<string>();
    let areAlwaysAsked = false;
    patterns.forEach(({ match, source }, pattern) => {
      const words = match === "regex" ? requiredWords(source) : [source];
      if (match !== "regex" || words?.every(({ length }) => length >= requiredLengthMin)) {
        for (const word of words ?? []) needles.push({ pattern, phrase: foldText(word) });
        return;
      }
      together.push(pattern);
      if (words === undefined) areAlwaysAsked = true;
      else for (const word of words) shortWords.add(foldText(word));
    });
    if (!areAlwaysAsked) for (const phrase of shortWords) needles.push({ pattern: TOGETHER, phrase });
    this.#needles = needles;
    this.#phrases = phraseFinder(needles.map(({ phrase }) => phrase));
    this.#together = together;
    this.#togetherSet = new RegexSet(together.map((pattern) => patterns[pattern] as PatternSource));
    this.#areAlwaysAsked = areAlwaysAsked;
    this.#settled = new Uint32Array(patterns.length);
  }

  find(text: string): readonly number[] {
    this.#begin(text);
    this.#phrases.find(text, this.#meetPhrase);
    if (this.#areAsked) this.#togetherSet.find(text, this.#meetTogether);
    if (this.#found.length === 0) return nothing;
    const found = this.#found.sort((a, b) => a - b);
    this.#found = [];
    return found;
  }

  #begin(text: string): void {
    if (this.#search === 0xffff_ffff) {
      this.#search = 0;
      this.#settled.fill(0);
    }
    this.#search++;
    this.#text = text;
    this.#areAsked = this.#areAlwaysAsked;
  }

  readonly #meetPhrase = (index: number, end: number): void => {
    const { pattern, phrase } = this.#needles[index] as Needle;
    if (pattern === TOGETHER) {
      this.#areAsked = true;
      return;
    }
    if (this.#settled[pattern] === this.#search) return;
    const { match, source, ignoreCase } = this.#patterns[pattern] as PatternSource;
    const at = end - phrase.length;
    if (match === "regex") {
      this.#settled[pattern] = this.#search;
      if (!this.#regex(pattern).test(this.#text)) return;
    } else {
      if (!ignoreCase && !this.#text.startsWith(source, at)) return;
      if (match === "word" && !standsAlone(this.#text, at, end)) return;
      this.#settled[pattern] = this.#search;
    }
    this.#found.push(pattern);
  };

  readonly #meetTogether = (at: number): void => {
    this.#found.push(this.#together[at] as number);
  };

  #regex(pattern: number): Pattern {
    let regex = this.#regexes.get(pattern);
    if (regex === undefined) {
      regex = patternOrNothing(this.#patterns[pattern] as PatternSource);
      this.#regexes.set(pattern, regex);
    }
    return regex;
  }
}
