import fc from "fast-check";
import { expect, it } from "vitest";
import { unitsOf } from "./units.ts";

const unit = fc.oneof(
  fc.constantFrom("a", "é", "я", "€", "😀"),
  fc.integer({ max: 0xffff }).map((code) => String.fromCharCode(code)),
);
const text = fc.oneof(fc.string({ unit, maxLength: 40 }), fc.string({ unit, minLength: 200, maxLength: 700 }));

it("tells each code unit, halves of pairs too, whatever was asked before", () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(3), { maxLength: 12 }),
      (texts, asked) => {
        for (const at of asked) {
          const one = texts[at % texts.length] as string;
          const units = unitsOf(one);
          expect(Array.from(units.subarray(0, one.length))).toEqual(
            Array.from({ length: one.length }, (_, i) => one.charCodeAt(i)),
          );
        }
      },
    ),
  );
});

it("keeps the units of the two texts asked for last", () => {
  const [text, sender] = ["A text that is long enough to be copied as a whole.", "Sender"];
  const units = unitsOf(text);
  expect(unitsOf(sender)).not.toBe(units);
  expect(unitsOf(text)).toBe(units);
  expect(unitsOf(sender)).not.toBe(units);
});
