import { describe, expect, test } from "vitest";
import { savedSentence, savingSentence, whyNotSaved } from "./words.ts";

const none = { new: 0, changed: 0, ended: 0, unchanged: 0, bad: 0 };

describe("what is said of a draft", () => {
  test("one with bad rows can't be saved, however much else it holds", () => {
    expect(whyNotSaved({ ...none, new: 5, bad: 1 })).toMatch(/^1 row is bad, so nothing can be saved/);
    expect(whyNotSaved({ ...none, bad: 1200 })).toMatch(/^1,200 rows are bad/);
  });

  test("one that changes nothing can't be saved, one that ends a row can", () => {
    expect(whyNotSaved({ ...none, unchanged: 9 })).toMatch(/^Nothing would change/);
    expect(whyNotSaved({ ...none, ended: 1 })).toBeUndefined();
  });

  test("what saving would do names only what it does", () => {
    expect(savingSentence({ ...none, changed: 30 }, "price")).toBe("Saving changes 30 prices");
    expect(savingSentence({ ...none, new: 1, ended: 2 }, "cost")).toBe("Saving adds 1 cost and ends 2");
    expect(savingSentence({ ...none, new: 1200, changed: 4, ended: 1 }, "price")).toBe(
      "Saving adds 1,200 prices, changes 4 and ends 1",
    );
  });

  test("a saved one tells its counts, its mails and who could not be told", () => {
    expect(savedSentence({ counts: { ...none, new: 12, changed: 4, unchanged: 3 } })).toBe("Saved: 12 new, 4 changed.");
    expect(savedSentence({ counts: { ...none, ended: 2 }, notices: { mails: 1, withoutAddress: 0 } })).toBe(
      "Saved: 2 ended. 1 mail goes out.",
    );
    expect(savedSentence({ counts: { ...none, new: 1 }, notices: { mails: 3, withoutAddress: 1 } })).toBe(
      "Saved: 1 new. 3 mails go out; 1 client has no address.",
    );
  });
});
