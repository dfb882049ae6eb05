import { ExactTexts } from "./exact-texts.ts";
import { type PhraseFinder, phraseFinder } from "./few-phrases.ts";
import { foldText, unitsFoldedTo } from "./fold.ts";
import { UNIT_CODES, unitCode } from "./openings.ts";

/** Texts, exact or with `*` for any run of characters (none too), letter case ignored. */
export interface Wildcards {
  matches(text: string): boolean;
  readonly size: number;
}

/** Wildcards that are told apart. */
export interface WildcardSet {
  /** Indexes of the patterns that are like the text, ascending. */
  find(text: string): readonly number[];
  readonly size: number;
}

/** Compiles patterns by the thousand: exact ones are looked up, of the others only those a part of which is in the text are tried. */
export function compileWildcards(patterns: Iterable<string>): Wildcards {
  const set = buildWildcardSet(patterns);
  return { matches: (text) => set.find(text).length > 0, size: set.size };
}

export function buildWildcardSet(patterns: Iterable<string>): WildcardSet {
  const list = [...patterns].map(foldText);
  return list.length === 0 ? emptyWildcardSet : new CompiledSet(list);
}

export const emptyWildcardSet: WildcardSet = { find: () => nothing, size: 0 };
export const emptyWildcards: Wildcards = { matches: () => false, size: 0 };

const nothing: readonly number[] = [];

interface Cut {
  readonly index: number;
  readonly parts: readonly string[];
}

class CompiledSet implements WildcardSet {
  readonly size: number;
  /** Patterns without a `*`, and which those of each text are. */
  readonly #exact: ExactTexts;
  readonly #exactly: readonly (readonly number[])[];
  /** Patterns with a `*`, cut at each; the longest part of each is what is looked for. */
  readonly #cut: readonly Cut[];
  readonly #longest: PhraseFinder;
  readonly #firstUnits: FirstUnits;
  /** Patterns of nothing but `*`. */
  readonly #any: number[] = [];
  #text = "";
  #fitting: Set<number> | undefined;

  constructor(patterns: readonly string[]) {
    this.size = patterns.length;
    const cut: Cut[] = [];
    const exact = new Map<string, number[]>();
    patterns.forEach((pattern, index) => {
      const parts = pattern.split("*");
      if (parts.length === 1) append(exact, pattern, index);
      else if (parts.every((part) => part === "")) this.#any.push(index);
      else cut.push({ index, parts });
    });
    this.#exact = new ExactTexts([...exact.keys()]);
    this.#exactly = [...exact.values()];
    this.#cut = cut;
    this.#longest = phraseFinder(cut.map(({ parts }) => longestOf(parts)));
    this.#firstUnits = new FirstUnits(cut.map(({ parts }) => parts[0] as string));
  }

  find(text: string): readonly number[] {
    const exact = this.#exactly[this.#exact.find(text)] ?? nothing;
    const fitting = this.#firstUnits.mayBegin(text) ? this.#cutFitting(text) : undefined;
    if (fitting === undefined && this.#any.length === 0) return exact;
    return [...exact, ...this.#any, ...(fitting ?? nothing)].sort((a, b) => a - b);
  }

  #cutFitting(text: string): Set<number> | undefined {
    this.#text = text;
    this.#longest.find(text, this.#meet);
    const fitting = this.#fitting;
    this.#text = "";
    this.#fitting = undefined;
    return fitting;
  }

  readonly #meet = (at: number): void => {
    const { index, parts } = this.#cut[at] as Cut;
    if (!fits(foldText(this.#text), parts)) return;
    this.#fitting ??= new Set();
    this.#fitting.add(index);
  };
}

/** The characters that texts begin with, as codes: most senders begin with another. */
class FirstUnits {
  readonly #first = new Uint8Array(UNIT_CODES);

  /** Letter case is folded; one that is empty, any text begins with. */
  constructor(beginnings: readonly string[]) {
    for (const beginning of beginnings) {
      if (beginning === "") this.#first.fill(1);
      else for (const unit of unitsFoldedTo(beginning.charCodeAt(0))) this.#first[unitCode(unit)] = 1;
    }
  }

  /** Whatever is said of an empty text: it is like none of the patterns. */
  mayBegin(text: string): boolean {
    return this.#first[unitCode(text.charCodeAt(0))] === 1;
  }
}

/** Whether a text is like a pattern, letter case included. */
export function fitsWildcard(text: string, pattern: string): boolean {
  return pattern.includes("*") ? fits(text, pattern.split("*")) : text === pattern;
}

/** The first part begins the text and the last ends it; those between are found from left to right. */
function fits(text: string, parts: readonly string[]): boolean {
  const first = parts[0] as string;
  const last = parts.at(-1) as string;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    at = text.indexOf(part, at);
    if (at < 0) return false;
    at += part.length;
  }
  return at <= end;
}

const longestOf = (parts: readonly string[]): string => parts.reduce((a, b) => (b.length > a.length ? b : a));

function append(lists: Map<string, number[]>, key: string, index: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [index]);
  else list.push(index);
}
