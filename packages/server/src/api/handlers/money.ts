import type { Cost, Price, paymentEndpoints, tariffEndpoints } from "@switchyard/contract";
import { parseMicros } from "@switchyard/engine";
import { createTariffRows, deleteTariffRow, endTariffRow, listTariff, type TariffRow } from "../../catalogue/tariff.ts";
import { requireClient } from "../../clients/profile.ts";
import { changePayment, enterPayment, selectPayments } from "../../ledger/payments.ts";
import { pageOfRows, readIdCursor } from "../../paging.ts";
import { invalidField } from "../../refusal.ts";
import { readSupplier } from "../../suppliers/suppliers.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function moneyHandlers(parts: ApiParts): Handlers<keyof typeof paymentEndpoints | keyof typeof tariffEndpoints> {
  return { ...paymentHandlers(parts), ...priceHandlers(parts), ...costHandlers(parts) };
}

function paymentHandlers({ db, transact, clock }: ApiParts): Handlers<keyof typeof paymentEndpoints> {
  return {
    async listPayments({ params: { clientId }, query: { cursor, limit } }) {
      await requireClient(db, clientId);
      const rows = await selectPayments(db, clientId, { before: readIdCursor(cursor), limit: limit + 1 });
      return pageOfRows(
        rows,
        limit,
        (row) => [row.id],
        (row) => row,
      );
    },
    async createPayment({ params: { clientId }, body, author }) {
      const { amount, ...facts } = body;
      const amountMicros = parseMicros(amount);
      if (amountMicros === undefined) throw invalidField("body.amount", "is too large");
      const given = { ...facts, clientId, amountMicros, nowMs: clock.now() };
      return transact((tx) => enterPayment(tx, author, given));
    },
    updatePayment: ({ params, body, author }) =>
      transact((tx) => changePayment(tx, author, params, { ...body, nowMs: clock.now() })),
  };
}

type PriceNames = "listPrices" | "createPrices" | "updatePrice" | "deletePrice";

function priceHandlers({ db, transact, clock }: ApiParts): Handlers<PriceNames> {
  return {
    async listPrices({ params: { clientId }, query }) {
      const { currency } = await requireClient(db, clientId);
      const page = await listTariff(db, "prices", clientId, { ...query, nowMs: clock.now() });
      return { ...page, items: page.items.map((row) => priceOf(row, currency)) };
    },
    createPrices: ({ params: { clientId }, body, author }) =>
      transact(async (tx) => {
        const { currency } = await requireClient(tx, clientId);
        const rows = body.prices.map(({ price, ...place }) => ({ ...place, amount: price }));
        const given = { rows, path: "body.prices", nowMs: clock.now() };
        const created = await createTariffRows(tx, author, "prices", clientId, given);
        return { items: created.map((row) => priceOf(row, currency)) };
      }),
    updatePrice: ({ params: { clientId: ownerId, priceId: rowId }, body, author }) =>
      transact(async (tx) => {
        const { currency } = await requireClient(tx, ownerId);
        const target = { ownerId, rowId, validTo: body.validTo, nowMs: clock.now() };
        return priceOf(await endTariffRow(tx, author, "prices", target), currency);
      }),
    async deletePrice({ params: { clientId: ownerId, priceId: rowId }, author }) {
      await transact((tx) => deleteTariffRow(tx, author, "prices", { ownerId, rowId, nowMs: clock.now() }));
      return undefined;
    },
  };
}

type CostNames = "listCosts" | "createCosts" | "updateCost" | "deleteCost";

function costHandlers({ db, transact, clock }: ApiParts): Handlers<CostNames> {
  return {
    async listCosts({ params: { supplierId }, query }) {
      const { currency } = await readSupplier(db, supplierId);
      const page = await listTariff(db, "costs", supplierId, { ...query, nowMs: clock.now() });
      return { ...page, items: page.items.map((row) => costOf(row, currency)) };
    },
    createCosts: ({ params: { supplierId }, body, author }) =>
      transact(async (tx) => {
        const { currency } = await readSupplier(tx, supplierId);
        const rows = body.costs.map(({ cost, ...place }) => ({ ...place, amount: cost }));
        const given = { rows, path: "body.costs", nowMs: clock.now() };
        const created = await createTariffRows(tx, author, "costs", supplierId, given);
        return { items: created.map((row) => costOf(row, currency)) };
      }),
    updateCost: ({ params: { supplierId: ownerId, costId: rowId }, body, author }) =>
      transact(async (tx) => {
        const { currency } = await readSupplier(tx, ownerId);
        const target = { ownerId, rowId, validTo: body.validTo, nowMs: clock.now() };
        return costOf(await endTariffRow(tx, author, "costs", target), currency);
      }),
    async deleteCost({ params: { supplierId: ownerId, costId: rowId }, author }) {
      await transact((tx) => deleteTariffRow(tx, author, "costs", { ownerId, rowId, nowMs: clock.now() }));
      return undefined;
    },
  };
}

function priceOf({ ownerId, amount, billing, ...row }: TariffRow, currency: string): Price {
  return { ...row, clientId: ownerId, price: amount, billing: billing ?? "submitted", currency };
}

function costOf({ ownerId, amount, billing: _billing, ...row }: TariffRow, currency: string): Cost {
  return { ...row, supplierId: ownerId, cost: amount, currency };
}
