import fc from "fast-check";
import { expect, it } from "vitest";
import { createPrefixTrie } from "./prefix-trie.ts";

/** Few different digits, so that prefixes of one another are common. */
const digits = fc.stringMatching(/^[0-3]{0,7}$/);
const entries = fc.array(fc.tuple(digits, fc.nat(0x7ffffffe)), { maxLength: 60 });

it("finds the longest prefix, as trying every length in a map does", () => {
  fc.assert(
    fc.property(
      entries,
      fc.array(fc.stringMatching(/^[0-3]{0,12}$/), { minLength: 1, maxLength: 20 }),
      (list, numbers) => {
        const trie = createPrefixTrie();
        for (const [prefix, value] of list) trie.insert(prefix, value);
        const map = new Map(list);
        expect(trie.size).toBe(map.size);
        for (const number of [...numbers, ...map.keys()]) {
          let expected = -1;
          for (let length = 0; length <= number.length; length++)
            expected = map.get(number.slice(0, length)) ?? expected;
          expect(trie.longest(number)).toBe(expected);
          expect(trie.get(number)).toBe(map.get(number) ?? -1);
        }
      },
    ),
  );
});

it("grows to many prefixes", () => {
  const trie = createPrefixTrie();
  for (let number = 0; number < 100_000; number += 7) trie.insert(String(number).padStart(5, "0"), number);
  for (let number = 0; number < 100_000; number++) {
    expect(trie.longest(String(number).padStart(5, "0"))).toBe(number % 7 === 0 ? number : -1);
  }
});

it("stops reading at the first character that is no digit", () => {
  const trie = createPrefixTrie();
  trie.insert("49", 1);
  trie.insert("491", 2);
  expect(trie.longest("49x1")).toBe(1);
  expect(trie.longest("+49")).toBe(-1);
  expect(trie.longest("49\u{1d7cf}")).toBe(1);
  expect(trie.get("4x")).toBe(-1);
});

it("refuses what it could not give back", () => {
  const trie = createPrefixTrie();
  for (const value of [-1, 0.5, 2 ** 31 - 1, Number.NaN]) expect(() => trie.insert("1", value)).toThrow(RangeError);
  for (const prefix of ["+49", "4 9", "a"]) expect(() => trie.insert(prefix, 1)).toThrow(RangeError);
  expect(trie.size).toBe(0);
});
