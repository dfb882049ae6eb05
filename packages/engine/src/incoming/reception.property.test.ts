import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileReception, type ReceptionEntry } from "./reception.ts";

const entryOf = (id: number, given: Partial<ReceptionEntry>): ReceptionEntry => ({
  id,
  clientId: id,
  number: "7070",
  keyword: "",
  forward: "smpp",
  priceMicros: null,
  enabled: true,
  ...given,
});

const owner = (entries: readonly Partial<ReceptionEntry>[], text: string | null, number = "7070") =>
  compileReception(entries.map((entry, i) => entryOf(i + 1, entry))).find(number, text)?.clientId;

describe("an incoming message", () => {
  const shared = [{ keyword: "win" }, { keyword: "WIN2" }, { keyword: "stop" }, { keyword: "" }];

  it("goes to the longest keyword that its text begins with, letter case ignored", () => {
    expect(["win now", "Win2 now", "WIN", "win2", "  stop", "Stop!"].map((text) => owner(shared, text))).toEqual([
      1, 2, 1, 2, 3, 3,
    ]);
  });

  it("goes to the number itself when the keyword ends within a word, or none fits", () => {
    expect(["winner", "win22", "stopé", "stope\u0301", "hello", "", null].map((text) => owner(shared, text))).toEqual([
      4, 4, 4, 4, 4, 4, 4,
    ]);
  });

  it("is nobody's on a number that nobody has, or whose keywords do not fit", () => {
    expect(owner(shared, "win", "7071")).toBeUndefined();
    expect(owner([{ keyword: "win" }], "hello")).toBeUndefined();
    expect(owner([{ keyword: "win" }], null)).toBeUndefined();
  });

  it("passes over what is switched off", () => {
    expect(owner([{ keyword: "win", enabled: false }, { keyword: "" }], "win")).toBe(2);
    expect(owner([{ enabled: false }], "win")).toBeUndefined();
  });

  it("reads keywords of any script", () => {
    const entries = [{ keyword: "СТОП" }, { keyword: "برنده" }, { keyword: "𐐀" }];
    expect(["стоп", "СТОПЪ", "برنده 5", "𐐨 x", "𐐨𐐨"].map((text) => owner(entries, text))).toEqual([
      1,
      undefined,
      2,
      3,
      undefined,
    ]);
  });
});

const character = fc.constantFrom(..."aAbB1я", "Я", "-", "\u0301", "𐐀", "𐐨");
const keyword = fc.string({ unit: character, maxLength: 4 });
const text = fc.string({
  unit: fc.oneof({ weight: 4, arbitrary: character }, { weight: 1, arbitrary: fc.constant(" ") }),
});

it("agrees with looking at every entry", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.record({ keyword, enabled: fc.boolean(), number: fc.constantFrom("700", "701") }), {
        selector: (entry) => `${entry.number} ${entry.keyword.toLowerCase()}`,
      }),
      fc.array(text, { maxLength: 10 }),
      (given, texts) => {
        const entries = given.map((entry, i) => entryOf(i + 1, entry));
        const table = compileReception(entries);
        expect(table.size).toBe(entries.filter(({ enabled }) => enabled).length);
        for (const one of texts) expect(table.find("700", one)).toEqual(slowly(entries, "700", one));
      },
    ),
    { numRuns: 2_000 },
  );
});

/** As it is said: the longest keyword the text begins with that ends where a word does, else the number's own entry. */
function slowly(entries: readonly ReceptionEntry[], number: string, text: string): ReceptionEntry | undefined {
  const letters = [...text.trimStart().toLowerCase()];
  const fitting = entries.filter((entry) => {
    const wanted = [...entry.keyword.toLowerCase()];
    const next = letters[wanted.length];
    const isBegun = wanted.every((letter, i) => letters[i] === letter);
    const ends = wanted.length === 0 || next === undefined || !/[\p{L}\p{N}\p{M}]/u.test(next);
    return entry.enabled && entry.number === number && isBegun && ends;
  });
  return fitting.sort((a, b) => b.keyword.length - a.keyword.length)[0];
}
