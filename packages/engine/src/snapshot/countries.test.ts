import { expect, it } from "vitest";
import { aCountry, aPrice } from "../../test/configuration.ts";
import { buildTariff } from "../rate/tariff.ts";
import { dearest, isClosed } from "./countries.ts";

const [telekom, vodafone] = ["26201", "26202"].map((network) => ({ country: "DE", network })) as [Place, Place];
const unknown = { country: "DE", network: null };
type Place = { country: string; network: string };

it("closes a whole country, or some networks of it", () => {
  expect([telekom, unknown].map((place) => isClosed(place, aCountry()))).toEqual([false, false]);
  expect([telekom, unknown].map((place) => isClosed(place, aCountry({ closed: true })))).toEqual([true, true]);
  const country = aCountry({ closedNetworks: new Set(["26202"]) });
  expect([telekom, vodafone, unknown].map((place) => isClosed(place, country))).toEqual([false, true, false]);
});

it("finds the dearest price among the country's and its networks', the country's own of equal ones", () => {
  const dearestOf = (...rows: Parameters<typeof aPrice>[0][]) => {
    const tariff = buildTariff(rows.map((row) => aPrice(row)));
    return dearest(aCountry(), (place) => tariff.find(place, 0))?.id;
  };
  expect(dearestOf({ id: 1, micros: 5n }, { id: 2, network: "26201", micros: 9n })).toBe(2);
  expect(dearestOf({ id: 1, micros: 5n }, { id: 2, network: "26202", micros: 4n })).toBe(1);
  expect(dearestOf({ id: 1, micros: 5n }, { id: 2, network: "26202", micros: 5n })).toBe(1);
  expect(dearestOf({ id: 3, network: "26202", micros: 0n })).toBe(3);
  // Of a network that is none of the country's as we know it.
  expect(dearestOf({ id: 1, micros: 5n }, { id: 2, network: "26299", micros: 99n })).toBe(1);
  expect(dearestOf({ id: 1, country: "FR", micros: 5n })).toBeUndefined();
  expect(dearestOf()).toBeUndefined();
});
