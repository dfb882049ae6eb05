import type { financeSettingsEndpoints, productEndpoints } from "@switchyard/contract";
import {
  deleteExchangeRate,
  listExchangeRates,
  readReferenceCurrency,
  setExchangeRates,
  setReferenceCurrency,
} from "../../catalogue/exchange-rates.ts";
import { createProduct, deleteProduct, listProducts, readProduct, updateProduct } from "../../catalogue/products.ts";
import { giveProduct } from "../../clients/product.ts";
import { copyProduct } from "../../routing/product-copy.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function productHandlers({ db, transact, clock }: ApiParts): Handlers<keyof typeof productEndpoints> {
  return {
    listProducts: async () => ({ items: await listProducts(db, clock.now()) }),
    getProduct: ({ params }) => readProduct(db, params.productId, clock.now()),
    createProduct: ({ body, author }) => transact((tx) => createProduct(tx, author, { ...body, nowMs: clock.now() })),
    updateProduct: ({ params, body, author }) =>
      transact((tx) => updateProduct(tx, author, { ...body, ...params, nowMs: clock.now() })),
    async deleteProduct({ params, author }) {
      await transact((tx) => deleteProduct(tx, author, { ...params, nowMs: clock.now() }));
      return undefined;
    },
    copyProduct: ({ params, body, author }) =>
      transact((tx) => copyProduct(tx, author, { ...body, ...params, nowMs: clock.now() })),
    giveProduct: ({ params, body, author }) =>
      transact(async (tx) => ({ changed: await giveProduct(tx, author, { ...body, ...params }) })),
  };
}

type RateNames = Extract<
  keyof typeof financeSettingsEndpoints,
  `${string}ExchangeRate${string}` | `${string}ReferenceCurrency`
>;

export function exchangeRateHandlers({ db, transact }: ApiParts): Handlers<RateNames> {
  return {
    getReferenceCurrency: async () => ({ currency: await readReferenceCurrency(db) }),
    setReferenceCurrency: async ({ body, author }) => ({
      currency: await transact((tx) => setReferenceCurrency(tx, author, body.currency)),
    }),
    listExchangeRates: ({ query }) => listExchangeRates(db, query),
    setExchangeRates: async ({ body, author }) => ({
      items: await transact((tx) => setExchangeRates(tx, author, body.rates)),
    }),
    async deleteExchangeRate({ params, author }) {
      await transact((tx) => deleteExchangeRate(tx, author, params));
      return undefined;
    },
  };
}
