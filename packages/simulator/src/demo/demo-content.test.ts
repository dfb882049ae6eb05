import { isValidPhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { expect, test } from "vitest";
import { createRandom } from "../random.ts";
import { dayShare } from "./day-curve.ts";
import { drawIncoming } from "./handsets.ts";
import { countryIsos, drawMobileNumber } from "./numbers.ts";
import { drawText, type Kind, type Language, phrases } from "./phrases.ts";
import { messagesOf, profiles } from "./profiles.ts";

test.each(countryIsos)("numbers of %s are possible mobile numbers there", (iso) => {
  const random = createRandom(11);
  let valid = 0;
  for (let drawn = 0; drawn < 200; drawn += 1) {
    const number = parsePhoneNumberFromString(`+${drawMobileNumber(iso, random)}`);
    if (number?.isValid() && number.country === iso) valid += 1;
  }
  // 555-01xx is set aside for fiction and therefore never "valid"; its shape is checked instead.
  if (iso === "US" || iso === "CA") {
    expect(drawMobileNumber(iso, random)).toMatch(/^1[2-9]\d\d55501\d\d$/);
  } else {
    expect(valid).toBe(200);
  }
});

test("a number that lacks a digit would be noticed", () => {
  expect(isValidPhoneNumber(`+${drawMobileNumber("DE", createRandom(1)).slice(0, -2)}`)).toBe(false);
});

test("every phrase can be filled", () => {
  const random = createRandom(5);
  for (const [language, kinds] of Object.entries(phrases)) {
    for (const kind of Object.keys(kinds)) {
      for (let drawn = 0; drawn < 30; drawn += 1) {
        const text = drawText(language as Language, kind as Kind, "Kudu", random);
        expect(text).not.toMatch(/[{}]/);
        expect(text.length).toBeGreaterThan(8);
      }
    }
  }
});

test("a profile writes only to its own countries and from its own senders", () => {
  const random = createRandom(9);
  const draw = messagesOf(profiles.asia);
  for (let drawn = 0; drawn < 300; drawn += 1) {
    const message = draw(random);
    expect(["CN", "HK", "JP", "IN"]).toContain(message.country);
    expect(profiles.asia.senders).toContain(message.source_addr);
  }
});

test("a handset writes from its own country, with the keywords of the number it writes to", () => {
  const random = createRandom(3);
  const numbers = [{ number: "77772", country: "DE", keywords: ["PAKET", ""] } as const];
  const drawn = Array.from({ length: 100 }, () => drawIncoming(numbers, random));
  for (const { source_addr, destination_addr, text } of drawn) {
    expect(source_addr).toMatch(/^49/);
    expect(destination_addr).toBe("77772");
    expect(text).toBe(text.trim());
    expect(text).not.toBe("");
  }
  expect(new Set(drawn.map(({ text }) => text.startsWith("PAKET "))).size).toBe(2);
});

test("night is quieter than noon, and an offset moves the day", () => {
  const midnightMs = Date.UTC(2026, 0, 1, 3);
  const noonMs = Date.UTC(2026, 0, 1, 11);
  expect(dayShare(midnightMs)).toBeLessThan(0.2);
  expect(dayShare(noonMs)).toBe(1);
  expect(dayShare(midnightMs, 8)).toBe(1);
});
