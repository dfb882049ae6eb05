import fc from "fast-check";
import { type CountryCode, getCountries, getCountryCallingCode, getExampleNumber } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { expect, it } from "vitest";
import { normaliseRecipient } from "./recipient.ts";

const e164 = fc.stringMatching(/^[1-9]\d{5,14}$/);
const blank = fc.constantFrom("", "", "", " ", "-", ".", "/", "\u00a0");

it("reads an international number whatever its punctuation", () => {
  fc.assert(
    fc.property(
      e164,
      fc.constantFrom("+", "00", "+ ", "(+", ""),
      fc.array(blank, { minLength: 15, maxLength: 15 }),
      (digits, mark, blanks) => {
        const written = mark + [...digits].map((digit, index) => digit + blanks[index]).join("");
        expect(normaliseRecipient(written)).toEqual({ ok: true, digits });
      },
    ),
  );
});

it("leaves its own answer as it is, and answers nothing but 6 to 15 digits", () => {
  const countryCode = fc.option(fc.constantFrom("49", "1", "7", "39", "34", "999"), { nil: undefined });
  const input = fc.oneof(fc.string(), fc.stringMatching(/^[+0]{0,3}[\d ()-]{0,18}$/));
  fc.assert(
    fc.property(input, countryCode, fc.constantFrom(undefined, 0, 1, 2), (written, defaultCountryCode, ton) => {
      const answer = normaliseRecipient(written, {
        ...(defaultCountryCode === undefined ? {} : { defaultCountryCode }),
        ...(ton === undefined ? {} : { ton }),
      });
      if (!answer.ok) return;
      expect(answer.digits).toMatch(/^[1-9]\d{5,14}$/);
      expect(normaliseRecipient(answer.digits)).toEqual(answer);
    }),
  );
});

/**
 * Argentina writes 15 inside a mobile number where the international form has 9 before it; four digits at home on
 * Tristan da Cunha are too few to be told from a short code.
 */
const writtenOtherwise: readonly CountryCode[] = ["AR", "TA"];

it.each(getCountries().filter((country) => !writtenOtherwise.includes(country)))(
  "reads a mobile number of %s as it is written at home",
  (country) => {
    const example = getExampleNumber(country, examples);
    if (example === undefined) throw new Error(`no example number for ${country}`);
    const defaultCountryCode = getCountryCallingCode(country);
    expect(normaliseRecipient(example.formatNational(), { defaultCountryCode })).toEqual({
      ok: true,
      digits: example.number.slice(1),
    });
  },
);
