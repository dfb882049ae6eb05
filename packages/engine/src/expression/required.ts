/**
 * Which words a text must have for a regular expression to match it, so that most texts need not be asked. Reads as
 * much of the syntax as it knows for sure, and says nothing of the rest.
 */

/** One of these is in every text that matches, letter case apart; undefined: nothing can be said. */
export type RequiredWords = readonly string[] | undefined;

/** The words of the best-filtering part of an expression. */
export function requiredWords(source: string): RequiredWords {
  return new Reader(source).alternation();
}

/** More words than these are no filter worth having. */
const wordsMax = 32;

/** A character that stands for itself, or what a group requires. */
type Atom = { readonly literal: string } | { readonly words: RequiredWords };

const anything: Atom = { words: undefined };

class Unreadable extends Error {}

class Reader {
  #at = 0;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  alternation(): RequiredWords {
    try {
      const words = this.#alternatives();
      return this.#at === this.#source.length ? words : undefined;
    } catch (err) {
      if (err instanceof Unreadable) return undefined;
      throw err;
    }
  }

  /** Every alternative must require something for the whole to require one of it. */
  #alternatives(): RequiredWords {
    let words: RequiredWords = this.#sequence();
    while (this.#takes("|")) {
      const others = this.#sequence();
      words = words === undefined || others === undefined ? undefined : [...words, ...others];
    }
    return words !== undefined && words.length <= wordsMax ? words : undefined;
  }

  /** Up to the next alternative or the end of the group: the best of what its parts require. */
  #sequence(): RequiredWords {
    let best: RequiredWords;
    let run = "";
    const offer = (words: RequiredWords): void => {
      if (words !== undefined && (best === undefined || worth(words) > worth(best))) best = words;
    };
    const endRun = (): void => {
      if (run !== "") offer([run]);
      run = "";
    };
    while (this.#at < this.#source.length && !"|)".includes(this.#source[this.#at] as string)) {
      const atom = this.#atom();
      const repetition = this.#repetition();
      if ("literal" in atom && repetition !== "optional") run += atom.literal;
      if ("literal" in atom && repetition === undefined) continue;
      endRun();
      if ("words" in atom && repetition !== "optional") offer(atom.words);
    }
    endRun();
    return best;
  }

  #atom(): Atom {
    const character = String.fromCodePoint(this.#source.codePointAt(this.#at) as number);
    this.#at += character.length;
    if (character === "\\") return this.#escape();
    if (character === "[") return this.#class();
    if (character === "(") return this.#group();
    return ".^$".includes(character) ? anything : { literal: character };
  }

  #escape(): Atom {
    const character = this.#source[this.#at++] ?? "";
    if (/[\dxuQECk]/.test(character)) throw new Unreadable();
    if (/[pP]/.test(character)) this.#skip(/\{\^?\w*\}|\w/y);
    return /[a-z]/i.test(character) ? anything : { literal: character };
  }

  /** `]` right after the opening is one of the characters, and [:alpha:] stands within. */
  #class(): Atom {
    this.#skip(/\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*\]/y);
    return anything;
  }

  #group(): Atom {
    // After flags that stand alone a repetition would be of what is before them.
    if (/\?[imsU-]+\)[*+?{]/y.test(this.#source.slice(this.#at))) throw new Unreadable();
    if (this.#source[this.#at] === "?") this.#skip(/\?(?:P?<\w+>|[imsU]*(?:-[imsU]+)?(?::|(?=\))))/y);
    const words = this.#alternatives();
    if (!this.#takes(")")) throw new Unreadable();
    return { words };
  }

  /** What repeats the atom before, if anything does. */
  #repetition(): "optional" | "repeated" | undefined {
    const pattern = /(\*|\?|\{0+(?:,\d*)?\})|(?:\+|\{\d+(?:,\d*)?\})/y;
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    this.#takes("?");
    return found[1] === undefined ? "repeated" : "optional";
  }

  #takes(character: string): boolean {
    const is = this.#source[this.#at] === character;
    if (is) this.#at++;
    return is;
  }

  #skip(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#source)) throw new Unreadable();
    this.#at = pattern.lastIndex;
  }
}

/** The shorter its shortest word the more texts pass. */
const worth = (words: readonly string[]): number => Math.min(...words.map((word) => word.length));
