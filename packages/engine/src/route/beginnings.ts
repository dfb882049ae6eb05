import { createPrefixTrie } from "@switchyard/sms";

/** Numbers and beginnings of numbers, asked by length: a number fits if it begins with any of them. */
export class Beginnings {
  readonly #all: ReadonlySet<string>;
  /** Ascending, each once. */
  readonly #lengths: readonly number[];

  constructor(beginnings: Iterable<string>) {
    this.#all = new Set(beginnings);
    this.#lengths = [...new Set([...this.#all].map(({ length }) => length))].sort((a, b) => a - b);
  }

  fits(digits: string): boolean {
    for (const length of this.#lengths) {
      if (length > digits.length) return false;
      if (this.#all.has(digits.slice(0, length))) return true;
    }
    return false;
  }
}

/** The values of one beginning, and of the next shorter one that the same numbers have. */
export interface Level<Value> {
  readonly values: readonly Value[];
  readonly shorter: Level<Value> | undefined;
}

/** Values by the beginnings of numbers they are for. */
export class ByBeginning<Value> {
  readonly #trie = createPrefixTrie();
  readonly #levels: Level<Value>[] = [];

  /** A beginning that is not all digits is none of any number. */
  constructor(valuesOf: ReadonlyMap<string, readonly Value[]>) {
    const beginnings = [...valuesOf.keys()].filter((beginning) => /^\d*$/.test(beginning));
    for (const beginning of beginnings.sort((a, b) => a.length - b.length)) {
      const level = { values: valuesOf.get(beginning) ?? [], shorter: this.find(beginning) };
      this.#trie.insert(beginning, this.#levels.push(level) - 1);
    }
  }

  /** The longest beginning of the number; from there the others are reached. */
  find(digits: string): Level<Value> | undefined {
    return this.#levels.length === 0 ? undefined : this.#levels[this.#trie.longest(digits)];
  }
}
