import { NumberShard } from "./number-shard.ts";

/** A set of numbers in E.164 digits. */
export interface NumberSet {
  has(digits: string): boolean;
  readonly size: number;
}

/**
 * A set of numbers that changes one by one. Up to some thousand are an ordinary set; beyond that they are dealt to 256
 * tables that grow one at a time, so that no change takes long, in 7 to 10 octets a number: the bits by which a number is
 * dealt need not be kept.
 */
export class NumberList implements NumberSet {
  #few = new Set<number>();
  #shards: (NumberShard | undefined)[] | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** What its tables take up. */
  get octets(): number {
    return this.#shards?.reduce((sum, shard) => sum + (shard?.octets ?? 0), 0) ?? 0;
  }

  /** False for anything but 1 to 15 digits. */
  has(digits: string): boolean {
    return this.#size > 0 && this.#has(numberOf(digits));
  }

  /** Whether it was not there before. @throws RangeError unless it is an integer of 1 to 15 digits */
  add(number: number): boolean {
    requireNumber(number);
    if (!this.#add(number)) return false;
    this.#size++;
    if (this.#shards === undefined && this.#few.size > FEW_MAX) this.#deal();
    return true;
  }

  /** Whether it was there before. @throws RangeError unless it is an integer of 1 to 15 digits */
  delete(number: number): boolean {
    requireNumber(number);
    if (!this.#delete(number)) return false;
    this.#size--;
    return true;
  }

  #has(number: number): boolean {
    if (this.#shards === undefined) return this.#few.has(number);
    const high = highOf(number);
    const low = lowOf(number, high);
    return this.#shards[high >>> KEPT_BITS]?.has(low, high & KEPT_MASK) ?? false;
  }

  #add(number: number): boolean {
    if (this.#shards === undefined) return this.#few.size < this.#few.add(number).size;
    const high = highOf(number);
    const low = lowOf(number, high);
    this.#shards[high >>> KEPT_BITS] ??= new NumberShard();
    return (this.#shards[high >>> KEPT_BITS] as NumberShard).add(low, high & KEPT_MASK);
  }

  #delete(number: number): boolean {
    if (this.#shards === undefined) return this.#few.delete(number);
    const high = highOf(number);
    const low = lowOf(number, high);
    return this.#shards[high >>> KEPT_BITS]?.delete(low, high & KEPT_MASK) ?? false;
  }

  #deal(): void {
    const few = this.#few;
    this.#few = new Set();
    this.#shards = new Array(SHARDS).fill(undefined);
    for (const number of few) this.#add(number);
  }
}

export const emptyNumberSet: NumberSet = { has: () => false, size: 0 };

const FEW_MAX = 4_096;
/** Few enough that where they are is mostly in the processor's cache; of 5,000,000 numbers each grows within a millisecond. */
const SHARDS = 256;
/** Of the upper bits those that are kept in a shard. */
const KEPT_BITS = 10;
const KEPT_MASK = (1 << KEPT_BITS) - 1;

const DIGITS_MAX = 15;
/** Above every number of 15 digits; under 2^50. */
const NUMBERS_END = 1e15;

/** -1 for what is no number. */
function numberOf(digits: string): number {
  if (digits.length === 0 || digits.length > DIGITS_MAX) return -1;
  let number = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = digits.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function requireNumber(number: number): void {
  if (Number.isInteger(number) && number > 0 && number < NUMBERS_END) return;
  throw new RangeError(`${number} is no number of 1 to ${DIGITS_MAX} digits`);
}

const LOW_RANGE = 2 ** 32;

/**
 * The upper 18 of a number's 50 bits, mixed with the lower 32 and these in turn with them: two numbers still differ in one
 * or the other, but numbers in a row are dealt evenly. Eight bits say the shard; ten and the lower 32 are kept there.
 */
function highOf(number: number): number {
  return Math.floor(number / LOW_RANGE) ^ (mixed(number >>> 0) >>> 14);
}

function lowOf(number: number, high: number): number {
  return ((number >>> 0) ^ mixed(high + 1)) >>> 0;
}

/** As murmur3 ends. */
function mixed(bits: number): number {
  let mix = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}
