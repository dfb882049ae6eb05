import { expect, it } from "vitest";
import { digitRuns, phoneNumbers, toArabicDigits, toLatinDigits, toPersianDigits } from "./digits.ts";

const found = (hits: readonly { groups: readonly (string | undefined)[] }[]) => hits.map(({ groups }) => groups[0]);

it("writes digits in any of three scripts, whichever they were in", () => {
  const mixed = "کد 0123456789 ٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ x";
  expect(toPersianDigits(mixed)).toBe("کد ۰۱۲۳۴۵۶۷۸۹ ۰۱۲۳۴۵۶۷۸۹ ۰۱۲۳۴۵۶۷۸۹ x");
  expect(toArabicDigits(mixed)).toBe("کد ٠١٢٣٤٥٦٧٨٩ ٠١٢٣٤٥٦٧٨٩ ٠١٢٣٤٥٦٧٨٩ x");
  expect(toLatinDigits(mixed)).toBe("کد 0123456789 0123456789 0123456789 x");
  expect(toLatinDigits("none")).toBe("none");
});

it("finds runs of digits", () => {
  expect(found(digitRuns("Code 1234, PIN ۵۶ or 7."))).toEqual(["1234", "۵۶", "7"]);
  expect(found(digitRuns("none"))).toEqual([]);
});

it.each([
  ["Call +49 151 2345678 now", ["+49 151 2345678"]],
  ["Call 0800-123-456 or (030) 1234567", ["0800-123-456", "(030) 1234567"]],
  ["+491512345678,+491512345679", ["+491512345678", "+491512345679"]],
  ["(0800 123456) or (+49 30) 123456", ["0800 123456", "(+49 30) 123456"]],
  ["tel:+4915123456789.", ["+4915123456789"]],
  ["زنگ بزنید ۰۹۱۲۳۴۵۶۷۸۹", ["۰۹۱۲۳۴۵۶۷۸۹"]],
  ["code 123456", []],
  ["on 24.12.2026 at 18:30", []],
  ["card 4111 1111 1111 1111", []],
  ["id 12345678901234567890", []],
])("finds the phone numbers of %s", (text, numbers) => {
  expect(found(phoneNumbers(text))).toEqual(numbers);
});

it("looks for phone numbers in long texts without looking back and forth", () => {
  for (const text of ["1 ".repeat(50_000), "1".repeat(100_000), "+".repeat(100_000), "1-- ".repeat(25_000)])
    expect(phoneNumbers(text)).toEqual([]);
});
