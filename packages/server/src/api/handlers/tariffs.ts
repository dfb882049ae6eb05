import type { tariffEndpoints } from "@switchyard/contract";
import { requireTariff } from "../../catalogue/tariff.ts";
import { createTariffRows, deleteTariffRow, endTariffRow } from "../../catalogue/tariff-changes.ts";
import { exportTariffCsv, exportTariffXlsx } from "../../catalogue/tariff-export.ts";
import { listTariffRows, readTariffRow } from "../../catalogue/tariff-list.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function tariffHandlers({ db, transact, paperwork, clock }: ApiParts): Handlers<keyof typeof tariffEndpoints> {
  return {
    listTariffRows: ({ params, query }) => listTariffRows(db, params.tariff, { ...query, nowMs: clock.now() }),
    createTariffRows: ({ params, body, author }) =>
      transact(async (tx) => {
        const given = { rows: body.rows, path: "body.rows", nowMs: clock.now() };
        return { items: await createTariffRows(tx, author, params.tariff, given) };
      }),
    getTariffRow: async ({ params: { tariff, rowId } }) =>
      readTariffRow(db, await requireTariff(db, tariff), rowId, clock.now()),
    updateTariffRow: ({ params: { tariff, rowId }, body, author }) =>
      transact((tx) => endTariffRow(tx, author, tariff, { rowId, validTo: body.validTo, nowMs: clock.now() })),
    async deleteTariffRow({ params: { tariff, rowId }, author }) {
      await transact((tx) => deleteTariffRow(tx, author, tariff, { rowId, nowMs: clock.now() }));
      return undefined;
    },
    exportTariffCsv: ({ params, query }) => exportTariffCsv(db, params.tariff, query, clock.now()),
    exportTariffXlsx: ({ params, query }) => exportTariffXlsx({ db, paperwork }, params.tariff, query, clock.now()),
  };
}
