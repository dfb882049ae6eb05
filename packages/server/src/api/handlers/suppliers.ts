import type { supplierEndpoints } from "@switchyard/contract";
import { microsOf } from "../../history/columns.ts";
import { readSupplierStatistics } from "../../reports/supplier-statistics.ts";
import { enterSupplierPayment, listSupplierPayments } from "../../suppliers/payments.ts";
import {
  createSupplier,
  deleteSupplier,
  listSupplierLabels,
  listSuppliers,
  readSupplier,
  setSupplierBlock,
  updateSupplier,
} from "../../suppliers/suppliers.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function supplierHandlers({ db, transact, clock }: ApiParts): Handlers<keyof typeof supplierEndpoints> {
  return {
    listSuppliers: ({ query }) => listSuppliers(db, query),
    listSupplierLabels: async () => ({ items: await listSupplierLabels(db) }),
    getSupplier: ({ params }) => readSupplier(db, params.supplierId),
    getSupplierStatistics: ({ params }) => readSupplierStatistics(db, params.supplierId, clock.now()),
    createSupplier: ({ body, author }) => transact((tx) => createSupplier(tx, author, body)),
    updateSupplier: ({ params, body, author }) => transact((tx) => updateSupplier(tx, author, params.supplierId, body)),
    blockSupplier: ({ params, body, author }) =>
      transact((tx) => setSupplierBlock(tx, author, params.supplierId, { ...body, blocked: true })),
    unblockSupplier: ({ params, body, author }) =>
      transact((tx) => setSupplierBlock(tx, author, params.supplierId, { ...body, blocked: false })),
    async deleteSupplier({ params, author }) {
      await transact((tx) => deleteSupplier(tx, author, params.supplierId));
      return undefined;
    },
    async listSupplierPayments({ params: { supplierId }, query }) {
      await readSupplier(db, supplierId);
      return listSupplierPayments(db, supplierId, query);
    },
    createSupplierPayment: ({ params: { supplierId }, body: { amount, ...facts }, author }) =>
      transact((tx) => {
        const given = { ...facts, amountMicros: microsOf(amount), nowMs: clock.now() };
        return enterSupplierPayment(tx, author, supplierId, given);
      }),
  };
}
