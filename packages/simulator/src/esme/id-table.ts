/**
 * What became of message ids, in little memory: an open-addressed table of 64-bit hashes instead of strings, in two
 * generations, so that a run of any length stays within a fixed size. With ten million ids the chance that any two
 * share a hash is about one in 400,000.
 */
const empty = 0;
const awaited = 1;
const early = 2;
const settled = 3;

export type Acknowledged =
  | { readonly kind: "new" }
  /** Its receipt had come before; times in the unit given to the table. */
  | { readonly kind: "early"; readonly receiptAt: number }
  | { readonly kind: "duplicate" };

export type Receipted =
  | { readonly kind: "matched"; readonly sentAt: number }
  | { readonly kind: "duplicate" }
  /** Nobody gave this id so far; should a response give it later, that acknowledgement is "early". */
  | { readonly kind: "unknown" };

export class IdTable {
  readonly #capacity: number;
  #young: Generation;
  #old: Generation;

  /** `capacity` ids to a generation; what is two generations old is forgotten. */
  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#young = new Generation(1_024);
    this.#old = new Generation(16);
  }

  /** A submit_sm_resp gave this id. `sentAt`: unsigned 32-bit time, any unit. */
  acknowledge(id: string, sentAt: number, awaitsReceipt: boolean): Acknowledged {
    const [high, low] = hash(id);
    const found = this.#find(high, low);
    if (found === undefined) {
      this.#insert(high, low, awaitsReceipt ? awaited : settled, sentAt);
      return { kind: "new" };
    }
    if (found.generation.states[found.slot] !== early) return { kind: "duplicate" };
    found.generation.states[found.slot] = settled;
    return { kind: "early", receiptAt: found.generation.times[found.slot] ?? 0 };
  }

  /** A final receipt came for this id. */
  receipt(id: string, at: number): Receipted {
    const [high, low] = hash(id);
    const found = this.#find(high, low);
    if (found === undefined) {
      this.#insert(high, low, early, at);
      return { kind: "unknown" };
    }
    if (found.generation.states[found.slot] !== awaited) return { kind: "duplicate" };
    found.generation.states[found.slot] = settled;
    return { kind: "matched", sentAt: found.generation.times[found.slot] ?? 0 };
  }

  #find(high: number, low: number): { generation: Generation; slot: number } | undefined {
    for (const generation of [this.#young, this.#old]) {
      const slot = generation.slotOf(high, low);
      if (generation.states[slot] !== empty) return { generation, slot };
    }
    return undefined;
  }

  #insert(high: number, low: number, state: number, time: number): void {
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young;
      this.#young = new Generation(1_024);
    } else if (this.#young.size * 2 >= this.#young.slots) {
      this.#young = this.#young.grown();
    }
    this.#young.put(high, low, state, time);
  }
}

/** One table; a power of two of slots, never more than half full. */
class Generation {
  readonly slots: number;
  readonly states: Uint8Array;
  readonly times: Uint32Array;
  readonly #highs: Uint32Array;
  readonly #lows: Uint32Array;
  size = 0;

  constructor(slots: number) {
    this.slots = slots;
    this.states = new Uint8Array(slots);
    this.times = new Uint32Array(slots);
    this.#highs = new Uint32Array(slots);
    this.#lows = new Uint32Array(slots);
  }

  /** Where the id is, or the empty slot where it would go. */
  slotOf(high: number, low: number): number {
    const mask = this.slots - 1;
    let slot = low & mask;
    while (this.states[slot] !== empty && (this.#lows[slot] !== low || this.#highs[slot] !== high))
      slot = (slot + 1) & mask;
    return slot;
  }

  put(high: number, low: number, state: number, time: number): void {
    const slot = this.slotOf(high, low);
    this.#highs[slot] = high;
    this.#lows[slot] = low;
    this.states[slot] = state;
    this.times[slot] = time;
    this.size += 1;
  }

  grown(): Generation {
    const larger = new Generation(this.slots * 2);
    for (let slot = 0; slot < this.slots; slot += 1) {
      const state = this.states[slot] ?? empty;
      if (state !== empty) larger.put(this.#highs[slot] ?? 0, this.#lows[slot] ?? 0, state, this.times[slot] ?? 0);
    }
    return larger;
  }
}

/** Two independent multiplicative hashes of the characters, each finished by mixing its bits. */
function hash(id: string): readonly [high: number, low: number] {
  let high = 0x811c9dc5;
  let low = 0x2545f491;
  for (let at = 0; at < id.length; at += 1) {
    const code = id.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low + code, 0x9e3779b1) ^ (low >>> 15);
  }
  return [mixed(high), mixed(low)];
}

function mixed(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
