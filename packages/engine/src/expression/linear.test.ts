import { afterEach, describe, expect, it, vi } from "vitest";
import { compilePattern } from "./pattern.ts";
import { buildPatternSet } from "./pattern-set.ts";
import { ChildTable } from "./phrase-tree.ts";
import { Phrases } from "./phrases.ts";
import { UnitClasses } from "./unit-classes.ts";

afterEach(() => vi.restoreAllMocks());

/** Expressions that take backtracking engines for ever, each with a text that makes it do so. */
const catastrophic: readonly (readonly [source: string, text: (length: number) => string])[] = [
  ["(a+)+$", (length) => `${"a".repeat(length)}!`],
  ["(a|aa)+$", (length) => `${"a".repeat(length)}!`],
  ["(.*)*x", (length) => "y".repeat(length)],
  ["([a-z]+)*=", (length) => "a".repeat(length)],
  ["^(([a-z])+.)+[A-Z]([a-z])+$", (length) => "a".repeat(length)],
  ["(x+x+)+y", (length) => "x".repeat(length)],
  ["(?:a.{50}b|c.{50}d)e", (length) => "acbd".repeat(length / 4)],
  ["[ab]*a[ab]{60}c", (length) => Array.from({ length }, (_, at) => "ab"[((at * at * 7919) % 13) & 1]).join("")],
  ["(a?){20}(a?){20}a{40}", (length) => "ab".repeat(length / 2)],
];

/** Counts how often its characters are read, which says what an expression costs without a clock. */
class CountedText extends String {
  reads = 0;

  override charCodeAt(at: number): number {
    this.reads++;
    return super.charCodeAt(at);
  }

  override codePointAt(at: number): number | undefined {
    this.reads++;
    return super.codePointAt(at);
  }
}

function readsOf(work: (text: string) => void, text: string): number {
  const counted = new CountedText(text);
  work(counted as unknown as string);
  return counted.reads;
}

/** So many times the text takes about so many times the reads. */
function expectLinear(work: (text: string) => void, text: (length: number) => string, from = 4_000, times = 10): void {
  const [short, long] = [readsOf(work, text(from)), readsOf(work, text(from * times))];
  expect(short).toBeGreaterThan(0);
  expect(long).toBeLessThan(1.1 * times * short);
}

describe.each(catastrophic)("%s", (source, text) => {
  const regex = { match: "regex", source, ignoreCase: true } as const;
  const others = catastrophic.map(([other]) => ({ ...regex, source: other }));

  it("reads ten times as much for ten times the text", () => {
    const pattern = compilePattern(regex);
    expectLinear((long) => pattern.test(long), text);
    // Short texts are read another way.
    expectLinear((long) => pattern.find(long), text, 40_000, 3);
  });

  it("reads a text no more often when it was long and needed many states", () => {
    const pattern = compilePattern(regex);
    for (let time = 0; time < 3; time++)
      expect(readsOf((long) => pattern.test(long), text(40_000))).toBeLessThan(2_000_000);
  });

  it("does so among others too", () => {
    const set = buildPatternSet([regex, ...others]);
    expectLinear((long) => set.find(long), text);
  });
});

it("finds nothing where each match is short and takes reading to the end", () => {
  const pattern = compilePattern({ match: "regex", source: ".*x|.", ignoreCase: false });
  expect(pattern.find("y".repeat(160))).toHaveLength(160);
  expect(pattern.find("y".repeat(4_000))).toEqual([]);
  expectLinear(
    (long) => pattern.find(long),
    (length) => "y".repeat(length),
  );
});

it("takes a step or two a character for all phrases, however nearly the text is one of them", () => {
  const letter = "я";
  const long = letter.repeat(60_000);
  const phrases = new Phrases([
    `${long}b`,
    ...Array.from({ length: 100 }, (_, index) => `${letter.repeat(index + 50)}b`),
  ]);
  const text = `${long}x`.repeat(3);
  const steps = vi.spyOn(UnitClasses.prototype, "of");
  const deepSteps = vi.spyOn(ChildTable.prototype, "find");
  phrases.find(text, () => expect.unreachable());
  expect(steps.mock.calls.length).toBeGreaterThan(long.length);
  expect(steps.mock.calls.length).toBeLessThanOrEqual(text.length);
  expect(deepSteps.mock.calls.length).toBeGreaterThan(0);
  expect(deepSteps.mock.calls.length).toBeLessThan(2 * text.length);
});
