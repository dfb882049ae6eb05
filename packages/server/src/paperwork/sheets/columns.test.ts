import { describe, expect, test } from "vitest";
import { findHeader, mapColumns } from "./columns.ts";

/** "country amount" for the fields in the order of their columns; "." for a column without one. */
function mapped(header: readonly string[]): string {
  const columns = mapColumns(header);
  const names = header.map(
    (_, index) => Object.entries(columns).find(([, found]) => found.index === index)?.[0] ?? ".",
  );
  return names.join(" ");
}

describe("headings name fields:", () => {
  test.each([
    [
      "Country|Operator|MCC|MNC|Price|Currency|Effective date|End date|Comment",
      "country operator mcc mnc amount currency validFrom validTo .",
    ],
    [
      "Destination|Network|MCCMNC|Rate (EUR)|Valid From|Valid To|Billing Mode",
      "country operator network amount validFrom validTo billing",
    ],
    [
      "COUNTRY NAME|Carrier Name|MCC/MNC|NEW RATE|OLD RATE|Change|Start Date",
      "country operator network amount . . validFrom",
    ],
    ["Country|MCC-MNC|Old Price|New Price|Price Change", "country network . amount ."],
    ["Country|Current price, EUR|New price, EUR", "country . amount"],
    [
      "Country code|Country|Network name|Mobile Country Code|Mobile Network Code|Cost",
      "dialling country operator mcc mnc amount",
    ],
    [
      "Land|Netzbetreiber|MCC|MNC|Preis|Währung|Gültig ab|Gültig bis",
      "country operator mcc mnc amount currency validFrom validTo",
    ],
    ["Pays|Opérateur|MCC|MNC|Prix|Devise", "country operator mcc mnc amount currency"],
    ["País|Operador|MCC|MNC|Precio|Moneda|Fecha de inicio", "country operator mcc mnc amount currency validFrom"],
    [
      "Страна|Оператор|MCC|MNC|Цена|Валюта|Действует с|Действует до",
      "country operator mcc mnc amount currency validFrom validTo",
    ],
    ["mcc|mnc|price_per_sms|charge_mode", "mcc mnc amount billing"],
    ["Prefix|Country|EUR", "dialling country amount"],
    ["Network code|Price", "network amount"],
    ["Date|Country|Price", "validFrom country amount"],
  ])("%s", (header, fields) => expect(mapped(header.split("|"))).toBe(fields));
});

test("the header is the row that names the most fields, under titles and before data", () => {
  const rows = [
    ["ACME SMS price list"],
    ["Prices in EUR, valid from 1 May"],
    [null, "Country", "MCC", "Price"],
    [null, "Germany", "262", 0.05],
  ];
  expect(findHeader(rows)).toBe(2);
  expect(
    findHeader([
      ["Germany", "262", 0.05],
      ["France", "208", 0.04],
    ]),
  ).toBeUndefined();
});

test("a title of one word that could be a heading is no header", () => {
  expect(findHeader([["Prices"], ["DE", 0.05]])).toBeUndefined();
});

test("what a person chose goes before what headings say, and frees the column for no other field", () => {
  const header = ["Country", "Price", "Wholesale"];
  expect(mapColumns(header, { amount: 2 })).toEqual({
    country: { index: 0, how: "heading" },
    amount: { index: 2, how: "chosen" },
  });
  expect(mapColumns(header, { amount: null })).toEqual({ country: { index: 0, how: "heading" } });
  expect(mapColumns(header, { mcc: 0 })).toEqual({
    mcc: { index: 0, how: "chosen" },
    amount: { index: 1, how: "heading" },
  });
  expect(mapColumns(undefined, { country: 0, amount: 1 })).toMatchObject({
    country: { index: 0 },
    amount: { index: 1 },
  });
});
