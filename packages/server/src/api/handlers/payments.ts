import type { paymentEndpoints } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { requireClient } from "../../clients/profile.ts";
import { enterPayment } from "../../finance/payments.ts";
import { microsOf } from "../../history/columns.ts";
import { createPaymentMethod, listPaymentMethods, updatePaymentMethod } from "../../ledger/payment-methods.ts";
import { exportPayments, listPayments, readPayment } from "../../ledger/payment-rows.ts";
import { allocatePayment, changePayment } from "../../ledger/payments.ts";
import { countRefundable, refundMessages } from "../../ledger/refund-selection.ts";
import { listRefunds, refundMessage } from "../../ledger/refunds.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function paymentHandlers(parts: ApiParts): Handlers<keyof typeof paymentEndpoints> {
  return { ...entryHandlers(parts), ...methodHandlers(parts), ...refundHandlers(parts) };
}

type MethodNames = "listPaymentMethods" | "createPaymentMethod" | "updatePaymentMethod";
type RefundNames = "listRefunds" | "refundMessage" | "countRefundable" | "refundMessages";
type EntryNames = Exclude<keyof typeof paymentEndpoints, MethodNames | RefundNames>;

function entryHandlers({ db, transact, clock }: ApiParts): Handlers<EntryNames> {
  return {
    async listPayments({ params: { clientId }, query }) {
      await requireClient(db, clientId);
      return listPayments(db, { ...query, clientId });
    },
    listAllPayments: ({ query }) => listPayments(db, query),
    exportPayments: async ({ query }) => exportPayments(db, query),
    getPayment: ({ params }) => readPayment(db, params.clientId, params.paymentId),
    createPayment({ params: { clientId }, body, author }) {
      const { amount, tax, allocations, ...facts } = body;
      const given = {
        ...facts,
        clientId,
        amountMicros: microsOf(amount),
        taxMicros: microsOf(tax),
        allocations: allocations?.map(allocationOf),
        nowMs: clock.now(),
      };
      return transact((tx) => enterPayment(tx, author, given));
    },
    updatePayment: ({ params, body, author }) =>
      transact((tx) => changePayment(tx, author, params, { ...body, nowMs: clock.now() })),
    allocatePayment: ({ params, body, author }) =>
      transact((tx) => {
        const given = { allocations: body.allocations.map(allocationOf), nowMs: clock.now() };
        return allocatePayment(tx, author, params, given);
      }),
  };
}

function methodHandlers({ db, transact }: ApiParts): Handlers<MethodNames> {
  return {
    listPaymentMethods: async () => ({ items: await listPaymentMethods(db) }),
    createPaymentMethod: ({ body, author }) => transact((tx) => createPaymentMethod(tx, author, body)),
    updatePaymentMethod: ({ params, body, author }) =>
      transact((tx) => updatePaymentMethod(tx, author, params.methodId, body)),
  };
}

function refundHandlers({ db, transact, clock }: ApiParts): Handlers<RefundNames> {
  return {
    async listRefunds({ params: { clientId }, query }) {
      await requireClient(db, clientId);
      return listRefunds(db, clientId, query);
    },
    refundMessage: ({ params, body, author }) =>
      transact((tx) =>
        refundMessage(tx, author, { messageId: Number(params.messageId), reason: body.reason, nowMs: clock.now() }),
      ),
    countRefundable: ({ params: { clientId }, body }) =>
      transact(async (tx) => {
        const { currency } = await requireClient(tx, clientId);
        const { messages, amountMicros } = await countRefundable(tx, clientId, body);
        return { messages, amount: formatMicros(amountMicros), currency };
      }),
    refundMessages: ({ params: { clientId }, body, author }) =>
      transact((tx) => {
        const { expected, ...rest } = body;
        const counted = { messages: expected.messages, amountMicros: microsOf(expected.amount) };
        return refundMessages(tx, author, clientId, { ...rest, expected: counted, nowMs: clock.now() });
      }),
  };
}

function allocationOf({ invoiceId, amount }: { invoiceId: number; amount: string }) {
  return { invoiceId, amountMicros: microsOf(amount) };
}
