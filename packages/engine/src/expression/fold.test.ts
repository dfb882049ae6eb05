import { expect, it } from "vitest";
import { foldTable, foldText, standsAlone, unitsFoldedTo } from "./fold.ts";
import { Regex } from "./regex.ts";

it("agrees with simple case folding on every letter of the BMP", () => {
  const table = foldTable();
  const wrong: string[] = [];
  for (let unit = 0; unit < 0x10000; unit++) {
    if (unit >= 0xd800 && unit < 0xe000) continue;
    const letter = String.fromCharCode(unit);
    // Expressions that ignore case fold simply.
    const alike = new RegExp(`^\\u${unit.toString(16).padStart(4, "0")}$`, "iu");
    const folded = table[unit] as number;
    if (!alike.test(String.fromCharCode(folded)) || table[folded] !== folded) wrong.push(letter);
    if (!unitsFoldedTo(folded).includes(unit)) wrong.push(letter);
    for (const other of [letter.toLowerCase(), letter.toUpperCase()])
      if (other.length === 1 && alike.test(other) !== (table[other.charCodeAt(0)] === folded)) wrong.push(letter);
  }
  expect(wrong).toEqual([]);
});

it("takes no letters for different ones that expressions take for alike", () => {
  const table = foldTable();
  const cased = Array.from(table.keys()).filter((unit) => unitsFoldedTo(table[unit] as number).length > 1);
  const text = String.fromCharCode(...cased);
  expect(cased.length).toBeGreaterThan(2_000);
  const wrong = cased.filter((unit) => {
    const letter = new Regex({ source: `\\x{${unit.toString(16)}}`, ignoreCase: true });
    return letter.find(text).some(({ at }) => table[text.charCodeAt(at)] !== table[unit]);
  });
  expect(wrong.map((unit) => String.fromCharCode(unit))).toEqual([]);
});

it.each([
  ["FREE Win", "free win"],
  ["ПРИВЕТ", "привет"],
  ["ΟΔΥΣΣΕΥΣ ς", "οδυσσευσ σ"],
  ["STRASSE ẞ", "strasse ß"],
  ["İıI", "İıi"],
  ["سلام", "سلام"],
  ["𐐀𞤀 😀", "𐐨𞤢 😀"],
  ["\ud801\ud801\udc00\udc00", "\ud801\ud801\udc28\udc00"],
])("folds %s and keeps its length", (text, folded) => {
  expect(foldText(text)).toBe(folded);
  expect(foldText(text).length).toBe(text.length);
});

it("folds long texts too", () => {
  expect(foldText("ЯZ".repeat(10_000))).toBe("яz".repeat(10_000));
});

it.each([
  ["a free lunch", "free", true],
  ["carefree", "free", false],
  ["freedom", "free", false],
  ["(free)", "free", true],
  ["free", "free", true],
  ["free1", "free", false],
  ["free_1", "free", true],
  ["слово", "лов", false],
  ["это слово.", "слово", true],
  ["والسلام", "سلام", false],
  ["قال: سلام،", "سلام", true],
  // A mark over the last letter, and the joiner of Persian compounds.
  ["cafe\u0301", "cafe", false],
  ["می\u200cخواهم", "می", false],
  // Letters beyond the BMP, and an emoji with its variation selector.
  ["𐐨free", "free", false],
  ["free𐐨", "free", false],
  ["❤\ufe0ffree❤", "free", true],
  // No word goes on over an edge that is no letter or digit.
  ["1$5", "$", true],
  ["wow!", "!", true],
])("tells whether in %s the words end around %s", (text, part, expected) => {
  const at = text.indexOf(part);
  expect(standsAlone(text, at, at + part.length)).toBe(expected);
});
