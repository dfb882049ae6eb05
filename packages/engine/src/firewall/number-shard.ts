/**
 * A set of 42-bit values, the lower 32 bits and the upper 10 in two arrays: open addressing, the next slot when one is
 * taken. A slot with nothing in it has 0 in the first array, so that what has 0 there is kept apart.
 */
export class NumberShard {
  #lows = new Uint32Array(CAPACITY_MIN);
  #highs = new Uint16Array(CAPACITY_MIN);
  #taken = 0;
  /** The upper bits of values whose lower bits are all 0: one value in four thousand million. */
  readonly #apart = new Set<number>();

  get octets(): number {
    return this.#lows.byteLength + this.#highs.byteLength;
  }

  has(low: number, high: number): boolean {
    return low === 0 ? this.#apart.has(high) : this.#find(low, high) >= 0;
  }

  /** Whether it was not there before. */
  add(low: number, high: number): boolean {
    if (low === 0) return this.#apart.size < this.#apart.add(high).size;
    const slot = this.#find(low, high);
    if (slot >= 0) return false;
    this.#put(low, high, ~slot);
    this.#taken++;
    if (this.#taken > this.#lows.length * FULL) this.#grow();
    return true;
  }

  /** Whether it was there before. */
  delete(low: number, high: number): boolean {
    if (low === 0) return this.#apart.delete(high);
    const slot = this.#find(low, high);
    if (slot < 0) return false;
    this.#empty(slot);
    this.#taken--;
    return true;
  }

  /** Its slot, or the complement of the free one where it would be. */
  #find(low: number, high: number): number {
    const lows = this.#lows;
    const { length } = lows;
    let slot = homeOf(low, length);
    for (let there = lows[slot] as number; there !== 0; there = lows[slot] as number) {
      if (there === low && this.#highs[slot] === high) return slot;
      slot = slot + 1 === length ? 0 : slot + 1;
    }
    return ~slot;
  }

  #put(low: number, high: number, slot: number): void {
    this.#lows[slot] = low;
    this.#highs[slot] = high;
  }

  /** What comes after an emptied slot and would not be found over the gap moves up, so that no mark need stay behind. */
  #empty(slot: number): void {
    const lows = this.#lows;
    const { length } = lows;
    let gap = slot;
    for (let next = (gap + 1) % length; lows[next] !== 0; next = (next + 1) % length) {
      const low = lows[next] as number;
      const fromHome = (next - homeOf(low, length) + length) % length;
      const fromGap = (next - gap + length) % length;
      if (fromHome < fromGap) continue;
      this.#put(low, this.#highs[next] as number, gap);
      gap = next;
    }
    lows[gap] = 0;
  }

  #grow(): void {
    const lows = this.#lows;
    const highs = this.#highs;
    const length = Math.ceil(lows.length * GROWTH);
    this.#lows = new Uint32Array(length);
    this.#highs = new Uint16Array(length);
    for (let slot = 0; slot < lows.length; slot++) {
      const low = lows[slot] as number;
      const high = highs[slot] as number;
      if (low !== 0) this.#put(low, high, ~this.#find(low, high));
    }
  }
}

const CAPACITY_MIN = 16;
/** Of the slots, before there are more of them; then these are fewer than two thirds. */
const FULL = 0.85;
const GROWTH = 1.4;

/** The lower bits are mixed well, so that their share of the range makes a slot. */
const homeOf = (low: number, length: number): number => Math.floor((low / 0x1_0000_0000) * length);
