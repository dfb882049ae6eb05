import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSpamLimits, emptySpamLimits, type Likeness, likenessKey, type SpamLimit } from "./likeness.ts";

const aLimit = (changes: Partial<SpamLimit> = {}): SpamLimit => ({
  id: 1,
  clientId: null,
  country: null,
  byRecipient: true,
  bySender: true,
  byText: true,
  messagesMax: 5,
  windowMs: 60_000,
  reason: "spam_limit",
  action: "block",
  ...changes,
});

describe("which limits concern a message", () => {
  const limits = [
    aLimit({ id: 4, country: "DE" }),
    aLimit({ id: 3 }),
    aLimit({ id: 2, clientId: 7 }),
    aLimit({ id: 1, clientId: 7, country: "FR" }),
  ];
  const idsOf = (clientId: number, country: string) =>
    buildSpamLimits(limits)
      .of({ clientId, country })
      .map(({ id }) => id);

  it("is said by client and country, in the order of their ids", () => {
    expect(idsOf(7, "DE")).toEqual([2, 3, 4]);
    expect(idsOf(7, "FR")).toEqual([1, 2, 3]);
    expect(idsOf(7, "US")).toEqual([2, 3]);
    expect(idsOf(8, "DE")).toEqual([3, 4]);
    expect(idsOf(8, "US")).toEqual([3]);
  });

  it("is the same list each time, so that asking allocates nothing", () => {
    const built = buildSpamLimits(limits);
    expect(built.size).toBe(4);
    expect(built.of({ clientId: 8, country: "US" })).toBe(built.of({ clientId: 9, country: "CN" }));
    expect(emptySpamLimits.of({ clientId: 8, country: "US" })).toEqual([]);
  });
});

const message: Likeness = { clientId: 1, recipient: "4915112345678", sender: "Bank", text: "Hello" };

describe("what messages are alike", () => {
  it("is what a limit compares, of one client and one limit", () => {
    const other: Likeness = { ...message, recipient: "4915112345679", sender: "Info", text: "Bye" };
    for (const [flag, field] of [
      ["byRecipient", "recipient"],
      ["bySender", "sender"],
      ["byText", "text"],
    ] as const) {
      const alone = aLimit({ byRecipient: false, bySender: false, byText: false, [flag]: true });
      expect(likenessKey(alone, { ...other, [field]: message[field] })).toBe(likenessKey(alone, message));
      expect(likenessKey(aLimit(), { ...message, [field]: other[field] })).not.toBe(likenessKey(aLimit(), message));
    }
    expect(likenessKey(aLimit(), { ...message, clientId: 2 })).not.toBe(likenessKey(aLimit(), message));
    expect(likenessKey(aLimit({ id: 2 }), message)).not.toBe(likenessKey(aLimit(), message));
  });

  it("does not depend on the letter case of senders, but on that of texts", () => {
    expect(likenessKey(aLimit(), { ...message, sender: "BANK" })).toBe(likenessKey(aLimit(), message));
    expect(likenessKey(aLimit(), { ...message, text: "HELLO" })).not.toBe(likenessKey(aLimit(), message));
  });

  it("tells where one field ends and the next begins", () => {
    const limit = aLimit({ byRecipient: false });
    expect(likenessKey(limit, { ...message, sender: "ab", text: "c" })).not.toBe(
      likenessKey(limit, { ...message, sender: "a", text: "bc" }),
    );
  });
});

it("makes keys of 53 bits that are spread over their range and do not meet", () => {
  const keys = new Set<number>();
  let [sum, low] = [0, 0];
  const count = 50_000;
  for (let number = 0; number < count; number++) {
    const key = likenessKey(aLimit(), { ...message, recipient: String(4_915_100_000_000 + number) });
    keys.add(key);
    sum += key / 2 ** 53;
    low += key % 2;
  }
  expect(keys.size).toBe(count);
  expect(Math.abs(sum / count - 0.5)).toBeLessThan(0.01);
  expect(Math.abs(low / count - 0.5)).toBeLessThan(0.01);
});

it("tells apart texts that differ in a few digits, wherever they stand", () => {
  for (const front of ["Your code is ", "Your code: "]) {
    const codes = Array.from({ length: 100_000 }, (_, number) => String(number).padStart(5, "0"));
    const keys = codes.map((code) => likenessKey(aLimit(), { ...message, text: `${front}${code}.` }));
    expect(new Set(keys).size).toBe(codes.length);
  }
});

it("makes different keys of different texts", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const [a, b] = [one, other].map((text) => likenessKey(aLimit(), { ...message, text }));
      expect(a === b).toBe(one === other);
      expect(Number.isSafeInteger(a) && (a ?? -1) >= 0).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
