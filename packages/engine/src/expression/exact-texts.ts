import { foldTable, foldText, isLowSurrogate } from "./fold.ts";

/**
 * Texts that are found whatever their letter case, without a folded copy of each that is asked for: the hash is made of
 * its characters as they fold.
 */
export class ExactTexts {
  /** With letter case folded, each once. */
  readonly #texts: readonly string[];
  /** Open addressing: a hash and the number of its text plus one, side by side; a free slot has no number. */
  readonly #slots: Int32Array;
  readonly #mask: number;

  /** Texts with letter case folded, each once; they are told by their index. */
  constructor(texts: readonly string[]) {
    this.#texts = texts;
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(2, texts.length * 2)));
    this.#slots = new Int32Array(capacity * 2);
    this.#mask = this.#slots.length - 1;
    for (const [index, text] of texts.entries()) this.#add(hashOf(text), index);
  }

  /** Index of the text; -1 for none. */
  find(text: string): number {
    if (this.#texts.length === 0) return NONE;
    const hash = hashOf(text);
    for (let slot = this.#home(hash); ; slot = (slot + 2) & this.#mask) {
      const index = (this.#slots[slot + 1] as number) - 1;
      if (index === NONE) return NONE;
      if (this.#slots[slot] === hash && this.#texts[index] === foldText(text)) return index;
    }
  }

  #add(hash: number, index: number): void {
    let slot = this.#home(hash);
    while (this.#slots[slot + 1] !== 0) slot = (slot + 2) & this.#mask;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = index + 1;
  }

  #home(hash: number): number {
    return (hash << 1) & this.#mask;
  }
}

const NONE = -1;

/** Signed, of 32 bits. */
function hashOf(text: string): number {
  const folds = foldTable();
  let hash = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // The second half of a letter folds as the first says; how is foldText's affair, which leaves nothing to fold.
    if (isLowSurrogate(unit) && text !== foldText(text)) return hashOf(foldText(text));
    hash = Math.imul(hash ^ (folds[unit] as number), 0x9e3779b1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
