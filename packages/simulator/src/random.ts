/** A source of numbers in [0, 1). Everything random in this package takes one, so that a seed repeats a run. */
export type Random = () => number;

/** A seeded generator (sfc32): the same seed gives the same numbers on every machine. */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9 ^ seed;
  let b = 0x243f6a88 ^ Math.imul(seed, 0x85ebca6b);
  let c = 0xb7e15162;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  };
  for (let warmUp = 0; warmUp < 16; warmUp += 1) next();
  return next;
}

/** A seed to print before a run. */
export function freshSeed(random: Random = Math.random): number {
  return Math.floor(random() * 0x7fffffff);
}

/** An integer from `low` to `high`, both included. */
export function integerBetween(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** One element of a list that is not empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new Error("pick() needs a list with at least one element");
  return chosen;
}

/** Something with a share of the whole; weights need not add up to anything in particular. */
export interface Weighted<T> {
  readonly value: T;
  readonly weight: number;
}

/** Prepares a weighted choice. Entries of weight 0 never come; an empty or all-zero list is refused. */
export function weightedChoice<T>(entries: readonly Weighted<T>[]): (random: Random) => T {
  const positive = entries.filter((entry) => entry.weight > 0);
  const [first] = positive;
  if (first === undefined) throw new Error("A weighted choice needs at least one entry with a weight above 0");
  if (positive.length === 1) return () => first.value;
  const total = positive.reduce((sum, entry) => sum + entry.weight, 0);
  const bounds: number[] = [];
  let reached = 0;
  for (const entry of positive) {
    reached += entry.weight / total;
    bounds.push(reached);
  }
  return (random) => {
    const point = random();
    let at = 0;
    while (at < bounds.length - 1 && point >= (bounds[at] ?? 1)) at += 1;
    return positive[at]?.value ?? first.value;
  };
}
