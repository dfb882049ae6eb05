import { unitsFoldedTo } from "./fold.ts";
import { ASCII_END } from "./unit-classes.ts";

/**
 * The two characters that phrases begin with, a bit for each pair of ASCII: most places of most texts begin no phrase, and
 * to tell that one by one needs no look at the place before, as a step along the tree does.
 */
export class Openings {
  readonly #pairs = new Uint32Array((ASCII_END * ASCII_END) >>> 5);

  /** Phrases with letter case folded, none of them empty. */
  constructor(phrases: Iterable<string>) {
    for (const phrase of phrases) {
      for (const first of unitsFoldedTo(phrase.charCodeAt(0))) {
        if (first >= ASCII_END) continue;
        if (phrase.length === 1) this.#add(first, everyUnit);
        else this.#add(first, unitsFoldedTo(phrase.charCodeAt(1)));
      }
    }
  }

  /** The first place from `from` on at which a phrase may begin, or the last of a text of so many units. */
  next(units: Uint16Array, from: number, length: number): number {
    const pairs = this.#pairs;
    const last = length - 1;
    let unit = units[from] as number;
    for (let at = from; at < last; at++) {
      const following = units[at + 1] as number;
      // Of anything but ASCII nothing is said.
      if ((unit | following) >= ASCII_END) return at;
      const pair = unit * ASCII_END + following;
      if ((((pairs[pair >>> 5] as number) >>> (pair & 31)) & 1) === 1) return at;
      unit = following;
    }
    return last;
  }

  #add(first: number, seconds: readonly number[]): void {
    for (const second of seconds) {
      if (second >= ASCII_END) continue;
      const pair = first * ASCII_END + second;
      this.#pairs[pair >>> 5] = (this.#pairs[pair >>> 5] as number) | (1 << (pair & 31));
    }
  }
}

const everyUnit = Array.from({ length: ASCII_END }, (_, unit) => unit);
