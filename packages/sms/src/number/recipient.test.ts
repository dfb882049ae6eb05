import { describe, expect, it } from "vitest";
import { normaliseRecipient, type RecipientOptions } from "./recipient.ts";

const accepted: ReadonlyArray<readonly [input: string, options: RecipientOptions, digits: string]> = [
  ["4915123456789", {}, "4915123456789"],
  ["+4915123456789", {}, "4915123456789"],
  ["004915123456789", {}, "4915123456789"],
  ["+49 (0)151 / 234-567.89", {}, "4915123456789"],
  ["0049 (0) 151 23", { defaultCountryCode: "44" }, "4915123"],
  // Eleven digits that begin like a number of the United States are no Chinese mobile number.
  ["12025550123", { defaultCountryCode: "86" }, "12025550123"],
  ["13123456789", { defaultCountryCode: "86" }, "8613123456789"],
  ["84981234567", { defaultCountryCode: "7" }, "84981234567"],
  ["80 29 491 19 11", { defaultCountryCode: "375" }, "375294911911"],
  [" +1 (202) 555-0123 ", {}, "12025550123"],
  ["\u200e+44\u00a07700\u2011900123", {}, "447700900123"],
  ["＋４９１５１２３４５６７８９", {}, "4915123456789"],
  ["+٩٦٦٥٠١٢٣٤٥٦٧", {}, "966501234567"],
  ["۰۹۱۲۳۴۵۶۷۸۹", { defaultCountryCode: "98" }, "989123456789"],
  ["0151 23456789", { defaultCountryCode: "49" }, "4915123456789"],
  ["4915123456789", { defaultCountryCode: "44" }, "4915123456789"],
  ["06 30 123 4567", { defaultCountryCode: "36" }, "36301234567"],
  ["8 916 123-45-67", { defaultCountryCode: "7" }, "79161234567"],
  ["79161234567", { defaultCountryCode: "7" }, "79161234567"],
  ["600 123 456", { defaultCountryCode: "48" }, "48600123456"],
  ["48600123456", { defaultCountryCode: "48" }, "48600123456"],
  ["347 123 4567", { defaultCountryCode: "39" }, "393471234567"],
  ["06 1234 5678", { defaultCountryCode: "39" }, "390612345678"],
  ["(202) 555-0123", { defaultCountryCode: "1" }, "12025550123"],
  ["1 202 555 0123", { defaultCountryCode: "1" }, "12025550123"],
  ["15123456789", { ton: 2, defaultCountryCode: "49" }, "4915123456789"],
  ["015123456789", { ton: 2, defaultCountryCode: "49" }, "4915123456789"],
  ["4915123456789", { ton: 1 }, "4915123456789"],
  ["004915123456789", { ton: 1 }, "4915123456789"],
  ["+4915123456789", { ton: 2, defaultCountryCode: "44" }, "4915123456789"],
];

describe("normalising a recipient", () => {
  it.each(accepted)("reads %j with %j as %s", (input, options, digits) => {
    expect(normaliseRecipient(input, options)).toEqual({ ok: true, digits });
  });

  it.each([
    ["", {}, "empty"],
    ["+", {}, "empty"],
    ["  ", {}, "empty"],
    ["49151abc", {}, "not_digits"],
    ["Switchyard", {}, "not_digits"],
    ["49+151", {}, "not_digits"],
    ["++49151", {}, "not_digits"],
    ["49151\u0000", {}, "not_digits"],
    ["12345", {}, "too_short"],
    ["1234567890123456", {}, "too_long"],
    ["1".repeat(10_000), {}, "too_long"],
    ["0151 23456789", {}, "no_country"],
    ["15123456789", { ton: 2 }, "no_country"],
    ["000049151234567", {}, "leading_zero"],
    ["+0151234567", {}, "leading_zero"],
    ["0151234567", { ton: 1 }, "leading_zero"],
  ] as const)("refuses %j with %j as %s", (input, options, reason) => {
    expect(normaliseRecipient(input, options)).toEqual({ ok: false, reason });
  });
});
