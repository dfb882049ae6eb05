import { foldText } from "./fold.ts";
import { Phrases } from "./phrases.ts";

/** Finds phrases in a text, letter case ignored. */
export interface PhraseFinder {
  readonly size: number;
  /** Tells each phrase, by its index, at each place with the offset after its end. */
  find(text: string, found: (phrase: number, end: number) => void): void;
}

/** Up to so many phrases are quicker found one by one, and take no tables: most clients have a few rules, if any. */
const fewMax = 8;

/** Phrases with letter case folded, none of them empty. */
export function phraseFinder(phrases: readonly string[]): PhraseFinder {
  return phrases.length > fewMax ? new Phrases(phrases) : new FewPhrases(phrases);
}

class FewPhrases implements PhraseFinder {
  readonly size: number;
  readonly #phrases: readonly string[];

  constructor(phrases: readonly string[]) {
    this.size = phrases.length;
    this.#phrases = phrases;
  }

  find(text: string, found: (phrase: number, end: number) => void): void {
    if (this.size === 0) return;
    const folded = foldText(text);
    for (let index = 0; index < this.size; index++) {
      const phrase = this.#phrases[index] as string;
      for (let at = folded.indexOf(phrase); at >= 0; at = folded.indexOf(phrase, at + 1))
        found(index, at + phrase.length);
    }
  }
}
