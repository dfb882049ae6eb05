import { unitsFoldedTo } from "./fold.ts";

/** The units before it are most of most texts. */
export const ASCII_END = 128;

/**
 * Numbers the characters that phrases are made of, letter case ignored, so that a table by character is as small as
 * their alphabet. Class 0 is all other characters.
 */
export class UnitClasses {
  /** Classes in all. */
  readonly count: number;
  /** The classes of ASCII. */
  readonly ascii: Uint16Array;
  /** Where the page of 256 units stands; the first page is the empty one. */
  readonly #pageAt: Uint32Array;
  readonly #pages: Uint16Array;

  constructor(phrases: Iterable<string>) {
    const classes = new Map<number, number>();
    for (const phrase of phrases) {
      for (let at = 0; at < phrase.length; at++) {
        const unit = phrase.charCodeAt(at);
        if (!classes.has(unit)) classes.set(unit, classes.size + 1);
      }
    }
    this.count = classes.size + 1;
    const members = [...classes].flatMap(([unit, number]) =>
      unitsFoldedTo(unit).map((each) => [each, number] as const),
    );
    const usedPages = [...new Set(members.map(([unit]) => unit >>> 8))];
    this.#pageAt = new Uint32Array(256);
    usedPages.forEach((page, index) => {
      this.#pageAt[page] = (index + 1) << 8;
    });
    this.#pages = new Uint16Array((usedPages.length + 1) << 8);
    for (const [unit, number] of members) this.#pages[(this.#pageAt[unit >>> 8] as number) + (unit & 255)] = number;
    this.ascii = Uint16Array.from({ length: ASCII_END }, (_, unit) => this.of(unit));
  }

  /** The class of a code unit. */
  of(unit: number): number {
    return this.#pages[(this.#pageAt[unit >>> 8] as number) + (unit & 255)] as number;
  }
}
