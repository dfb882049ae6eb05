import fc from "fast-check";
import { expect, it } from "vitest";
import { NumberShard } from "./number-shard.ts";
import { emptyNumberSet, NumberList } from "./numbers.ts";

/** Close together, so that the same number comes again, or anywhere. */
const number = fc.oneof(
  fc.integer({ min: 1, max: 60 }),
  fc.integer({ min: 491_510_000_000, max: 491_510_000_200 }),
  fc.maxSafeNat().map((nat) => (nat % 999_999_999_999_999) + 1),
);
const change = fc.record({ number, deletes: fc.boolean() });

function expectSame(
  list: NumberList,
  model: Set<number>,
  changes: readonly { number: number; deletes: boolean }[],
): void {
  for (const { number, deletes } of changes) {
    const had = model.has(number);
    if (deletes) {
      expect(list.delete(number)).toBe(had);
      model.delete(number);
    } else {
      expect(list.add(number)).toBe(!had);
      model.add(number);
    }
    expect(list.size).toBe(model.size);
  }
  for (const { number } of changes) {
    for (const near of [number, number + 1, number * 10, Math.floor(number / 10)])
      expect(list.has(String(near))).toBe(model.has(near));
  }
}

it("agrees with a set while it is small", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 120 }), (changes) => {
      expectSame(new NumberList(), new Set(), changes);
    }),
  );
});

it("agrees with a set when it is large, grows and shrinks", () => {
  const list = new NumberList();
  const model = new Set<number>();
  for (let step = 0; step < 60_000; step++) {
    const number = 491_510_000_000 + step * 37;
    list.add(number);
    model.add(number);
  }
  fc.assert(
    fc.property(fc.array(change, { minLength: 50, maxLength: 400 }), (changes) => {
      expectSame(list, model, changes);
    }),
    { numRuns: 40 },
  );
  const numbers = [...model];
  expect(numbers.every((number) => list.has(String(number)))).toBe(true);
  expect(numbers.every((number) => list.delete(number))).toBe(true);
  expect(list.size).toBe(0);
  expect(numbers.some((number) => list.has(String(number)))).toBe(false);
});

it("finds what stayed when much of a crowded table goes", () => {
  const value = fc.record({ low: fc.nat(40).map((low) => low * 100_000_000), high: fc.nat(3) });
  const step = fc.record({ value, deletes: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const shard = new NumberShard();
      const model = new Set<string>();
      const keyOf = ({ low, high }: { low: number; high: number }) => `${high}.${low}`;
      for (const { value, deletes } of steps) {
        const had = model.has(keyOf(value));
        if (deletes) expect(shard.delete(value.low, value.high)).toBe(had && model.delete(keyOf(value)));
        else expect(shard.add(value.low, value.high)).toBe(!had && model.add(keyOf(value)).size > 0);
      }
      for (const { value } of steps) expect(shard.has(value.low, value.high)).toBe(model.has(keyOf(value)));
    }),
    { numRuns: 500 },
  );
});

it("has no number for what is not 1 to 15 digits", () => {
  const list = new NumberList();
  for (const number of [1, 49, 999_999_999_999_999]) list.add(number);
  expect(["1", "49", "999999999999999"].map((digits) => list.has(digits))).toEqual([true, true, true]);
  for (const digits of ["", "+49", "4 9", "49x", "1000000000000049", "9999999999999999", "٤٩", "-1"])
    expect(list.has(digits)).toBe(false);
  expect(emptyNumberSet.has("49")).toBe(false);
});

it("takes no number that has not 1 to 15 digits", () => {
  const list = new NumberList();
  for (const number of [0, -1, 0.5, Number.NaN, 1e15, Number.POSITIVE_INFINITY]) {
    expect(() => list.add(number)).toThrow(RangeError);
    expect(() => list.delete(number)).toThrow(RangeError);
  }
  expect(list.size).toBe(0);
});

it("keeps many numbers in at most ten octets each, whatever their order", () => {
  for (const numberAt of [(at: number) => 491_510_000_000 + at, (at: number) => 1 + ((at * 7_919_000_017) % 1e14)]) {
    const list = new NumberList();
    const count = 200_000;
    for (let at = 0; at < count; at++) list.add(numberAt(at));
    expect(list.size).toBe(count);
    expect(list.octets / count).toBeLessThan(10);
  }
});
