import type { incomingEndpoints } from "@switchyard/contract";
import { requireClient } from "../../clients/profile.ts";
import {
  createReceptionNumbers,
  deleteReceptionNumber,
  listReceptionNumbers,
  readReceptionNumber,
  updateReceptionNumber,
} from "../../clients/reception-numbers.ts";
import { notFound, Refusal } from "../../refusal.ts";
import { exportIncoming, listIncoming } from "../../reports/incoming-log.ts";
import { readIncomingMessage } from "../../reports/incoming-message.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function incomingHandlers({ db, transact, live }: ApiParts): Handlers<keyof typeof incomingEndpoints> {
  return {
    listReceptionNumbers: ({ query }) => listReceptionNumbers(db, query),
    async createReceptionNumbers({ body, author }) {
      return { items: await transact((tx) => createReceptionNumbers(tx, author, body)) };
    },
    getReceptionNumber: ({ params }) => readReceptionNumber(db, params.numberId),
    updateReceptionNumber: ({ params, body, author }) =>
      transact((tx) => updateReceptionNumber(tx, author, params.numberId, body)),
    async deleteReceptionNumber({ params, author }) {
      await transact((tx) => deleteReceptionNumber(tx, author, params.numberId));
      return undefined;
    },
    listIncoming: ({ query }) => listIncoming(db, query),
    exportIncoming: async ({ query }) => exportIncoming(db, query),
    getIncoming: ({ params }) => readIncomingMessage(db, params.messageId),
    async assignIncoming({ params: { messageId }, body, author }) {
      await requireClient(db, body.clientId);
      // Its lane writes who assigned it with all that follows; nothing else may write these messages.
      const outcome = await live.assignIncoming(messageId, { ...body, by: author.actor });
      if (outcome === "not_found") throw notFound("incoming message", messageId);
      if (outcome === "not_free") {
        throw new Refusal("wrong_state", `The incoming message ${messageId} belongs to a client already.`);
      }
      return readIncomingMessage(db, messageId);
    },
  };
}
