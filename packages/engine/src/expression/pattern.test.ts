import { describe, expect, it } from "vitest";
import { compilePattern, PatternError, type PatternMatch, patternLengthMax } from "./pattern.ts";

const pattern = (match: PatternMatch, source: string, ignoreCase = false) =>
  compilePattern({ match, source, ignoreCase });

describe("plain text", () => {
  it("is found anywhere, with its letter case or without", () => {
    expect(pattern("plain", "Free").test("carFree")).toBe(true);
    expect(pattern("plain", "Free").test("carfree")).toBe(false);
    expect(pattern("plain", "Free", true).test("CARFREE")).toBe(true);
    expect(pattern("plain", "ПРИВЕТ", true).test("ну привет")).toBe(true);
  });

  it("has no special characters", () => {
    expect(pattern("plain", "a.*(b").test("xa.*(bx")).toBe(true);
    expect(pattern("plain", "a.*b").test("aab")).toBe(false);
  });

  it("is replaced from left to right without overlaps, the letter case of what was there being told", () => {
    expect(pattern("plain", "aa").replaceAll("aaaaa", () => "b")).toBe("bba");
    expect(pattern("plain", "win", true).replaceAll("Win WIN", ({ groups, at }) => `${at}${groups[0]}`)).toBe(
      "0Win 4WIN",
    );
    expect(pattern("plain", "q").replaceAll("none", () => "!")).toBe("none");
  });
});

describe("a word", () => {
  it("stands alone in any script", () => {
    expect(pattern("word", "cash", true).test("Cash! now")).toBe(true);
    expect(pattern("word", "cash", true).test("cashew")).toBe(false);
    expect(pattern("word", "код").test("ваш код: 1")).toBe(true);
    expect(pattern("word", "код").test("штрихкод")).toBe(false);
    expect(pattern("word", "رمز").test("رمز: 123")).toBe(true);
    expect(pattern("word", "رمز").test("الرمز")).toBe(false);
  });

  it("is found after places where it does not stand alone", () => {
    expect(pattern("word", "aa").replaceAll("aaa aa baa aa", () => "X")).toBe("aaa X baa X");
  });

  it("may be several words or begin with a sign", () => {
    expect(pattern("word", "free gift").test("your free gift.")).toBe(true);
    expect(pattern("word", "free gift").test("your free gifts")).toBe(false);
    expect(pattern("word", "$100").test("win$100!")).toBe(true);
    expect(pattern("word", "$100").test("$1000")).toBe(false);
  });
});

describe("a regular expression", () => {
  it("tells its groups, undefined for those that took no part", () => {
    const code = pattern("regex", "(?P<what>code|pin)( is)? (\\d+)", true);
    expect(code.groupCount).toBe(3);
    expect(code.find("Your PIN 12, code is 345")).toEqual([
      { at: 5, groups: ["PIN 12", "PIN", undefined, "12"] },
      { at: 13, groups: ["code is 345", "code", " is", "345"] },
    ]);
    expect(code.replaceAll("Your PIN 12, code is 345", ({ groups }) => `<${groups[3]}>`)).toBe("Your <12>, <345>");
  });

  it("may match nothing between characters", () => {
    expect(pattern("regex", "x*").replaceAll("axb", () => "-")).toBe("axb".replace(/x*/g, "-"));
    expect(pattern("regex", "^").replaceAll("ab", () => "-")).toBe("-ab");
  });

  it("ignores letter case in all of its alternatives", () => {
    expect(pattern("regex", "abc|дом", true).test("ДОМ")).toBe(true);
    expect(pattern("regex", "abc|дом").test("ДОМ")).toBe(false);
  });

  it("reads \\u0627 and \\u{1F600} as characters, and an escaped backslash as itself", () => {
    expect(pattern("regex", "[\\u0600-\\u06FF]{4}").test("سلام")).toBe(true);
    expect(pattern("regex", "\\u{1F600}").test("😀")).toBe(true);
    expect(pattern("regex", "a\\\\u0041").test("a\\u0041")).toBe(true);
  });
});

describe("what can't be compiled", () => {
  it.each([
    ["(a)\\1", /^Back-references/],
    ["(?P<n>a)\\k<n>", /^Back-references/],
    ["a(?=b)", /^Looking ahead or behind/],
    ["a(?!b)", /^Looking ahead or behind/],
    ["(?<=a)b", /^Looking ahead or behind/],
    ["(?<!a)b", /^Looking ahead or behind/],
    ["(a", /^A bracket \( is not closed/],
    ["a)", /^A bracket \) was not opened/],
    ["[a", /^A bracket \[ is not closed/],
    ["*a", /^\* has nothing before it/],
    ["a**", /^\*\* repeats a repetition/],
    ["a++", /^\+\+ repeats a repetition/],
    ["a{1001}", /^\{1001\} is not a count of repetitions/],
    ["(a{100}){100}", /^\{100\} is not a count of repetitions/],
    ["[b-a]", /^b-a is not a class/],
    ["\\p{Foo}", /^\\p\{Foo\} is not a class/],
    ["a\\", /ends in a \\/],
    ["(?<n>a)(?<n>b)", /^Two groups are called n/],
    ["(?<1n", /is not how a group is named/],
    ["(?>a)", /^\(\?> is not known here/],
    ["\\e", /^\\e means nothing here/],
    ["(?:abcdefgh){100}", /too large: .* 80\d steps, and 500 are allowed/],
    ["\\pL{1000}".repeat(40), /too large/],
  ])("says why in a sentence: %s", (source, sentence) => {
    expect(() => pattern("regex", source)).toThrow(PatternError);
    expect(() => pattern("regex", source)).toThrow(sentence);
    expect(() => pattern("regex", source)).toThrow(/[.]$/);
  });

  it("is nothing at all, or too long", () => {
    expect(() => pattern("plain", "")).toThrow("The pattern is empty.");
    expect(() => pattern("regex", "")).toThrow("The pattern is empty.");
    expect(pattern("plain", "x".repeat(patternLengthMax)).test("x")).toBe(false);
    expect(() => pattern("word", "x".repeat(patternLengthMax + 1))).toThrow("501 characters; at most 500 are allowed");
  });
});
