/**
 * Longest prefix of a digit string, as routing and pricing ask it for every message: a trie in one Int32Array, no
 * object per node, no allocation per look-up.
 */

/** Ten children and the value; a child of 0 is none (the root is nobody's child), a value of 0 is none. */
const nodeSize = 11;
const valueSlot = 10;
const zero = 0x30;

export class PrefixTrie {
  #nodes = new Int32Array(nodeSize * 64);
  #nodeCount = 1;
  #size = 0;

  /** How many prefixes have a value. */
  get size(): number {
    return this.#size;
  }

  /**
   * Gives a prefix its value, replacing the one it had. The empty prefix is the value of every number.
   * @throws RangeError when the prefix holds anything but digits or the value is not an integer from 0 to 2^31 - 2
   */
  insert(prefix: string, value: number): void {
    if (!Number.isInteger(value) || value < 0 || value > 0x7ffffffe) throw new RangeError(`value ${value}`);
    if (!/^\d*$/.test(prefix)) throw new RangeError(`prefix "${prefix}" is not all digits`);
    let node = 0;
    for (let at = 0; at < prefix.length; at++) {
      const slot = node + prefix.charCodeAt(at) - zero;
      const child = this.#nodes[slot] as number;
      node = child === 0 ? this.#append(slot) : child;
    }
    if (this.#nodes[node + valueSlot] === 0) this.#size += 1;
    this.#nodes[node + valueSlot] = value + 1;
  }

  /** The value of the longest prefix of `digits`, or -1. Reading stops at the first character that is not a digit. */
  longest(digits: string): number {
    const nodes = this.#nodes;
    let node = 0;
    let value = nodes[valueSlot] as number;
    for (let at = 0; at < digits.length; at++) {
      const digit = digits.charCodeAt(at) - zero;
      if (digit < 0 || digit > 9) break;
      node = nodes[node + digit] as number;
      if (node === 0) break;
      const here = nodes[node + valueSlot] as number;
      if (here !== 0) value = here;
    }
    return value - 1;
  }

  /** The value of exactly this prefix, or -1. */
  get(prefix: string): number {
    let node = 0;
    for (let at = 0; at < prefix.length; at++) {
      const digit = prefix.charCodeAt(at) - zero;
      node = digit < 0 || digit > 9 ? 0 : (this.#nodes[node + digit] as number);
      if (node === 0) return -1;
    }
    return (this.#nodes[node + valueSlot] as number) - 1;
  }

  #append(slot: number): number {
    const node = this.#nodeCount * nodeSize;
    if (node + nodeSize > this.#nodes.length) {
      const grown = new Int32Array(this.#nodes.length * 2);
      grown.set(this.#nodes);
      this.#nodes = grown;
    }
    this.#nodes[slot] = node;
    this.#nodeCount += 1;
    return node;
  }
}

export function createPrefixTrie(): PrefixTrie {
  return new PrefixTrie();
}
