import { expect, it } from "vitest";
import { currencies, isCurrency, minorDigits } from "./currencies.ts";

it("knows the currencies accounts are kept in", () => {
  for (const code of ["EUR", "USD", "GBP", "JPY", "IRR", "KWD"]) expect(isCurrency(code)).toBe(true);
  expect(currencies.length).toBeGreaterThan(100);
  expect(currencies.every(isCurrency)).toBe(true);
});

it("refuses what is none", () => {
  for (const code of ["", "eur", "EURO", "EU", " EUR", "DEM", "XTS", "BTC"]) expect(isCurrency(code)).toBe(false);
});

it("knows how many decimals each can be paid with", () => {
  expect(["EUR", "JPY", "KWD"].map(minorDigits)).toEqual([2, 0, 3]);
});
