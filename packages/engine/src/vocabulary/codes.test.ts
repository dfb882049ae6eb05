import { expect, it } from "vitest";
import { alphabets, billingModes, channels, nameOf, receiptStates } from "./codes.ts";

it.each(Object.entries({ channels, billingModes, alphabets, receiptStates }))(
  "finds every one of %s by its code, and each code is of one",
  (_, table) => {
    const codes: Readonly<Record<string, number>> = table;
    for (const [name, code] of Object.entries(codes)) expect(nameOf(codes, code)).toBe(name);
  },
);

it("throws on a code that no entry has", () => {
  expect(() => nameOf(channels, 0)).toThrow("0");
  expect(() => nameOf(channels, 5)).toThrow("5");
});

it("gives the numbers that are in databases already", () => {
  expect(channels).toEqual({ smpp: 1, http: 2, rest: 3, web: 4 });
  expect(billingModes).toEqual({ submitted: 1, delivered: 2 });
  expect(alphabets).toEqual({ gsm7: 1, latin1: 2, ucs2: 3, binary: 4 });
  expect(receiptStates).toEqual({ not_wanted: 0, owed: 1, taken: 2, given_up: 3 });
});
