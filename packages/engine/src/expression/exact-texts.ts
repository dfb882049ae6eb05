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
    for (const [index, text] of texts.entries()) this.#add(hashFolded(text), index);
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
    // How the second half of a letter folds depends on the first, which is foldText's affair.
    if (isLowSurrogate(unit)) return hashFolded(foldText(text));
    hash = mixed(hash, folds[unit] as number);
  }
  return spread(hash);
}

function hashFolded(folded: string): number {
  let hash = folded.length;
  for (let at = 0; at < folded.length; at++) hash = mixed(hash, folded.charCodeAt(at));
  return spread(hash);
}

const mixed = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x9e3779b1);

function spread(hash: number): number {
  const mix = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return mix ^ (mix >>> 13);
}
