import { expect, it } from "vitest";
import { fitsGsm7 } from "./gsm7.ts";
import { toGsm7Lossy } from "./transliterate.ts";

it.each([
  ["“quoted” – it’s…", '"quoted" - it\'s...'],
  ["Şeker bayramı kutlu olsun", "Seker bayrami kutlu olsun"],
  ["café, naïve, façade", "café, naive, facade"],
  ["Zażółć gęślą jaźń", "Zazolc gesla jazn"],
  ["Příliš žluťoučký kůň", "Prilis zlutoucky kun"],
  ["Tiếng Việt", "Tieng Viet"],
  ["Привет, Щука", "Privet, Shchuka"],
  ["Київ їжак", "Kiyiv yizhak"],
  ["ΚΑΛΗΜΕΡΑ", "KAΛHMEPA"],
  ["١٢٣ ۴۵۶ १२३", "123 456 123"],
  ["½ ﬁne №5", "1/2 fine No5"],
  ["zero\u200bwidth\u00a0space", "zerowidth space"],
  ["cafe\u0301, decomposed", "café, decomposed"],
  ["👍 ok", "? ok"],
  ["汉字", "??"],
])("turns %j into %j", (text, expected) => {
  expect(toGsm7Lossy(text)).toBe(expected);
  expect(fitsGsm7(expected)).toBe(true);
});
