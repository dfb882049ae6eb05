import { expect, it } from "vitest";
import { aRow, nowMs } from "../../test/configuration.ts";
import { findPrice } from "./price.ts";
import { buildTariff } from "./tariff.ts";

const telekom = { country: "DE", network: "26201" };
const tariffs = {
  prices: new Map([[1, buildTariff([aRow({ id: 1, country: "DE", micros: 10n })])]]),
  productPrices: new Map([
    [7, buildTariff([aRow({ id: 2, network: "26201", micros: 20n }), aRow({ id: 3, country: "FR", micros: 30n })])],
  ]),
};

it("takes the personal price before the product's, even one for the very network", () => {
  expect(findPrice(tariffs, { id: 1, productId: 7 }, telekom, nowMs)?.micros).toBe(10n);
  expect(findPrice(tariffs, { id: 2, productId: 7 }, telekom, nowMs)?.micros).toBe(20n);
});

it("takes the product's where the client has none, and knows none without a product", () => {
  const france = { country: "FR", network: null };
  expect(findPrice(tariffs, { id: 1, productId: 7 }, france, nowMs)?.micros).toBe(30n);
  expect(findPrice(tariffs, { id: 1, productId: null }, france, nowMs)).toBeUndefined();
});
