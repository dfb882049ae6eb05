import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesBetween } from "./changes.ts";

const texts = (runs: ReturnType<typeof changesBetween>) => runs.map(({ what, text }) => `${what}:${text}`);

describe("what differs between two texts", () => {
  it("is told word by word, what went before what came", () => {
    expect(texts(changesBetween("Win at the casino now", "Win at the ***** now"))).toEqual([
      "same:Win at the ",
      "gone:casino",
      "come:*****",
      "same: now",
    ]);
    expect(texts(changesBetween("hello", "hello STOP 12345"))).toEqual(["same:hello", "come: STOP 12345"]);
    expect(texts(changesBetween("same", "same"))).toEqual(["same:same"]);
    expect(changesBetween("", "")).toEqual([]);
  });

  it("always adds up to both texts", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", " ", ".", "ß", "😀"), maxLength: 40 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const runs = changesBetween(before, after);
        const without = (what: string) =>
          runs
            .filter((run) => run.what !== what)
            .map((run) => run.text)
            .join("");
        expect(without("come")).toBe(before);
        expect(without("gone")).toBe(after);
      }),
    );
  });

  it("of texts longer than any message is told at once", () => {
    const long = (word: string) => Array.from({ length: 5_000 }, (_, n) => `${word}${n}`).join(" ");
    expect(changesBetween(long("a"), long("b")).length).toBeGreaterThan(1);
  });
});
