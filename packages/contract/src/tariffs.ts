/** Prices of clients and costs of suppliers: an amount per part for a destination and a stretch of time. */
import { z } from "zod";
import { clientParams } from "./clients.ts";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { supplierParams } from "./suppliers.ts";
import {
  amount,
  billingMode,
  country,
  currency,
  id,
  idParam,
  isPeriod,
  listOf,
  moment,
  momentInput,
  network,
  pageOf,
  pageQuery,
  periodError,
  queryList,
} from "./values.ts";

/** Where a row stands now. Of several rows valid at a moment the one that began last counts; the others are replaced. */
export const tariffStates = ["current", "replaced", "future", "ended"] as const;
export type TariffState = (typeof tariffStates)[number];

const place = { country, network: network.nullable() };
const period = { validFrom: momentInput.optional(), validTo: momentInput.nullable().optional() };

const tariffRow = {
  id,
  ...place,
  currency,
  validFrom: moment,
  validTo: moment.nullable(),
  state: z.enum(tariffStates),
  createdAt: moment,
};

export const price = z
  .object({ ...tariffRow, clientId: id, billing: billingMode, price: amount.describe("Per part.") })
  .meta({ id: "Price" });
export type Price = z.output<typeof price>;

export const cost = z.object({ ...tariffRow, supplierId: id, cost: amount.describe("Per part.") }).meta({ id: "Cost" });
export type Cost = z.output<typeof cost>;

const priceCreate = z
  .strictObject({
    country,
    network: place.network.optional(),
    billing: billingMode.optional(),
    price: amount,
    ...period,
  })
  .refine(isPeriod, periodError);
const costCreate = z
  .strictObject({ country, network: place.network.optional(), cost: amount, ...period })
  .refine(isPeriod, periodError);
export type PriceCreate = z.input<typeof priceCreate>;
export type CostCreate = z.input<typeof costCreate>;

const tariffQuery = z.strictObject({
  country: country.optional(),
  network: network.optional(),
  state: queryList(z.enum(tariffStates)).optional(),
  ...pageQuery,
});

/** Only the end may change: what a row says about the past stays true. */
const tariffPatch = z.strictObject({ validTo: momentInput.nullable() });
const priceParams = clientParams.extend({ priceId: idParam });
const costParams = supplierParams.extend({ costId: idParam });

export const tariffEndpoints = {
  listPrices: endpoint({
    method: "GET",
    path: "/clients/:clientId/prices",
    tag: "Prices",
    summary: "A client's prices by destination, past and future ones included",
    params: clientParams,
    query: tariffQuery,
    response: pageOf(price),
    permission: "prices.read",
  }),
  createPrices: endpoint({
    method: "POST",
    path: "/clients/:clientId/prices",
    tag: "Prices",
    summary: "Create one price or many, all or none; a later one replaces an earlier one from its start",
    params: clientParams,
    body: z.strictObject({ prices: z.array(priceCreate).min(1).max(limits.tariffRowsMax) }),
    response: listOf(price),
    created: true,
    permission: "prices.write",
  }),
  updatePrice: endpoint({
    method: "PATCH",
    path: "/clients/:clientId/prices/:priceId",
    tag: "Prices",
    summary: "Set or clear a price's end",
    params: priceParams,
    body: tariffPatch,
    response: price,
    permission: "prices.write",
  }),
  deletePrice: endpoint({
    method: "DELETE",
    path: "/clients/:clientId/prices/:priceId",
    tag: "Prices",
    summary: "Delete a price; what was charged by it stays charged",
    params: priceParams,
    permission: "prices.write",
  }),
  listCosts: endpoint({
    method: "GET",
    path: "/suppliers/:supplierId/costs",
    tag: "Suppliers",
    summary: "A supplier's costs by destination, past and future ones included",
    params: supplierParams,
    query: tariffQuery,
    response: pageOf(cost),
    permission: "suppliers.read",
  }),
  createCosts: endpoint({
    method: "POST",
    path: "/suppliers/:supplierId/costs",
    tag: "Suppliers",
    summary: "Create one cost or many, all or none; a later one replaces an earlier one from its start",
    params: supplierParams,
    body: z.strictObject({ costs: z.array(costCreate).min(1).max(limits.tariffRowsMax) }),
    response: listOf(cost),
    created: true,
    permission: "suppliers.write",
  }),
  updateCost: endpoint({
    method: "PATCH",
    path: "/suppliers/:supplierId/costs/:costId",
    tag: "Suppliers",
    summary: "Set or clear a cost's end",
    params: costParams,
    body: tariffPatch,
    response: cost,
    permission: "suppliers.write",
  }),
  deleteCost: endpoint({
    method: "DELETE",
    path: "/suppliers/:supplierId/costs/:costId",
    tag: "Suppliers",
    summary: "Delete a cost",
    params: costParams,
    permission: "suppliers.write",
  }),
};
