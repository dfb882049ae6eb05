import { foldText } from "../expression/fold.ts";

/** Where an incoming message goes: to bound receivers, or only into the client's log. */
export const forwardings = { smpp: 1, portal: 2 } as const;
export type Forwarding = keyof typeof forwardings;

/** A number, or a keyword on it, on which a client receives. */
export interface ReceptionEntry {
  readonly id: number;
  readonly clientId: number;
  /** 3 to 16 digits, as the supplier writes them. */
  readonly number: string;
  /** What the text must begin with, letter case ignored; empty: anything. */
  readonly keyword: string;
  readonly forward: Forwarding;
  /** Per part; null: by the client's tariff. */
  readonly priceMicros: bigint | null;
  readonly enabled: boolean;
}

/** Who receives on which number. */
export interface ReceptionTable {
  /** The entry a message belongs to; undefined when it is nobody's. `text` is null where the content is no text. */
  find(number: string, text: string | null): ReceptionEntry | undefined;
  /** Whether several may share the number, so that it takes the text to know whose a message is. */
  isShared(number: string): boolean;
  /** An entry that is on, by its id. */
  get(id: number): ReceptionEntry | undefined;
  readonly size: number;
}

interface OnNumber {
  bare: ReceptionEntry | undefined;
  readonly byKeyword: Map<string, ReceptionEntry>;
  /** Longest first. */
  lengths: number[];
}

/** Two entries of one number are the same when their keywords are equal in this form. */
export function keywordKey(keyword: string): string {
  return foldText(keyword);
}

/**
 * Compiles the entries that are on. A number's keywords are found by their lengths, longest first, so a message costs a
 * few look-ups however many share its number.
 */
export function compileReception(entries: Iterable<ReceptionEntry>): ReceptionTable {
  const numbers = new Map<string, OnNumber>();
  const byId = new Map<number, ReceptionEntry>();
  for (const entry of entries) {
    if (!entry.enabled) continue;
    byId.set(entry.id, entry);
    let found = numbers.get(entry.number);
    if (!found) {
      found = { bare: undefined, byKeyword: new Map(), lengths: [] };
      numbers.set(entry.number, found);
    }
    if (entry.keyword === "") found.bare = entry;
    else found.byKeyword.set(keywordKey(entry.keyword), entry);
  }
  for (const found of numbers.values()) {
    found.lengths = [...new Set([...found.byKeyword.keys()].map(({ length }) => length))].sort((a, b) => b - a);
  }
  return {
    size: byId.size,
    get: (id) => byId.get(id),
    isShared: (number) => (numbers.get(number)?.lengths.length ?? 0) > 0,
    find(number, text) {
      const found = numbers.get(number);
      return found && (byKeyword(found, text) ?? found.bare);
    },
  };
}

export const emptyReception: ReceptionTable = compileReception([]);

/** Blanks before the first word are the handset's, not the keyword's. */
function byKeyword({ byKeyword, lengths }: OnNumber, text: string | null): ReceptionEntry | undefined {
  const [longest] = lengths;
  if (text === null || longest === undefined) return undefined;
  // One character more than the longest keyword, which may be two units, to see where it ends.
  const beginning = foldText(text.trimStart().slice(0, longest + 2));
  for (const length of lengths) {
    if (length > beginning.length) continue;
    const entry = byKeyword.get(beginning.slice(0, length));
    if (entry && !goesOn.test(beginning.slice(length))) return entry;
  }
  return undefined;
}

/** A mark belongs to the letter before it, so a keyword does not end there. */
const goesOn = /^[\p{L}\p{N}\p{M}]/u;
