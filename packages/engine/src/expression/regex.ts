/**
 * Regular expressions of people, run by RE2's automata: the time is linear in the text, whatever the expression. So
 * there are no back-references and nothing that looks ahead or behind.
 */
import { RE2JS, RE2JSException, RE2Set } from "re2js";
import { replaceHits } from "./hits.ts";
import type { Pattern, PatternHit } from "./pattern.ts";
import { PatternError } from "./pattern-error.ts";
import { sentenceFor } from "./regex-error.ts";

/** Steps of an expression's automaton: each character of a text costs so many at worst. */
export const regexStepsMax = 500;

/**
 * Every match is looked for anew, so that an expression which reads far ahead for a short match would cost the square of
 * the text. Once the steps times the characters left, summed over the matches, are more than this, none is found.
 */
const findStepsMax = 3_000_000;

/** Octets of states after which an automaton is taken for one that makes new states for ever. */
const statesOctetsMax = 1 << 20;

export interface RegexSource {
  readonly source: string;
  readonly ignoreCase: boolean;
}

export class Regex implements Pattern {
  readonly #compiled: RE2JS;

  /** @throws PatternError */
  constructor(regex: RegexSource) {
    this.#compiled = compile(regex);
    const steps = this.#compiled.programSize();
    if (steps > regexStepsMax) {
      throw new PatternError(
        `The expression is too large: written out it has ${steps} steps, and ${regexStepsMax} are allowed. Repeat less.`,
      );
    }
  }

  /** How many groups a replacement may name. */
  get groupCount(): number {
    return this.#compiled.groupCount();
  }

  test(text: string): boolean {
    const isMatch = this.#compiled.test(text);
    const automaton = this.#compiled.re2().lazyDFA;
    if (automaton !== null && isOvergrown(automaton)) abandon(automaton);
    return isMatch;
  }

  find(text: string): readonly PatternHit[] {
    const matcher = this.#compiled.matcher(text);
    const steps = this.#compiled.programSize();
    const hits: PatternHit[] = [];
    let stepsLeft = findStepsMax;
    for (let done = 0; matcher.find(); done = matcher.end()) {
      stepsLeft -= steps * (text.length - done);
      if (stepsLeft < 0) return [];
      const groups = Array.from({ length: this.groupCount + 1 }, (_, group) => matcher.group(group) ?? undefined);
      hits.push({ at: matcher.start(), groups });
    }
    return hits;
  }

  replaceAll(text: string, replace: (hit: PatternHit) => string): string {
    return replaceHits(text, this.find(text), replace);
  }
}

/** Expressions asked at once, in one pass over the text for as long as their common automaton stays small. */
export class RegexSet {
  readonly #regexes: readonly RegexSource[];
  readonly #first: number;
  #set: RE2Set | undefined;
  #halves: readonly RegexSet[] = [];

  /** `first` is the number that the first of the expressions answers to. One that does not compile matches nothing. */
  constructor(regexes: readonly RegexSource[], first = 0) {
    this.#regexes = regexes;
    this.#first = first;
    if (regexes.length > setMax) this.#halve();
  }

  /** Tells the number of each expression that matches. */
  find(text: string, found: (index: number) => void): void {
    if (this.#halves.length > 0) {
      for (const half of this.#halves) half.find(text, found);
    } else if (this.#regexes.length > 0) {
      this.#set ??= compileSet(this.#regexes);
      for (const at of this.#set.match(text)) found(this.#first + at);
      if (isOvergrown(this.#set.dfa)) this.#outgrow(this.#set.dfa);
    }
  }

  #outgrow(automaton: Automaton): void {
    if (this.#regexes.length === 1) abandon(automaton);
    else this.#halve();
  }

  #halve(): void {
    const middle = this.#regexes.length >>> 1;
    this.#set = undefined;
    this.#halves = [
      new RegexSet(this.#regexes.slice(0, middle), this.#first),
      new RegexSet(this.#regexes.slice(middle), this.#first + middle),
    ];
  }
}

const nothing = "[^\\x00-\\x{10FFFF}]";

/** Expressions of one set. */
const setMax = 64;

function compileSet(regexes: readonly RegexSource[]): RE2Set {
  const set = new RE2Set();
  for (const { source, ignoreCase } of regexes) {
    try {
      set.add(`${ignoreCase ? "(?i)" : ""}${spelt(source)}`);
    } catch (err) {
      if (!(err instanceof RE2JSException)) throw err;
      set.add(nothing);
    }
  }
  set.compile();
  return set;
}

function compile({ source, ignoreCase }: RegexSource): RE2JS {
  try {
    return RE2JS.compile(spelt(source), ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (err) {
    throw new PatternError(sentenceFor(err), { cause: err });
  }
}

/** RE2 writes \x{627} for what many know as \u0627. */
function spelt(source: string): string {
  return source.replace(escapes, (written, unit?: string, point?: string) => {
    const hex = unit ?? point;
    return hex === undefined ? written : `\\x{${hex}}`;
  });
}

const escapes = /\\(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|[\s\S])/g;

type Automaton = RE2Set["dfa"];

const isOvergrown = ({ maxMem, memBudget }: Automaton): boolean => maxMem - memBudget > statesOctetsMax;

/** From here on all threads are followed at once, which costs less than a new state for every character. */
function abandon(automaton: Automaton): void {
  automaton.failed = true;
  automaton.clearCache();
}
