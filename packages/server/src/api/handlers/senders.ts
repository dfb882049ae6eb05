import type { senderEndpoints } from "@switchyard/contract";
import {
  createSenderRule,
  deleteSenderRule,
  listSenderRules,
  readSenderRule,
  updateSenderRule,
} from "../../firewall/sender-rules.ts";
import { createSenders, decideSenders, deleteSender, exportSenders, listSenders } from "../../firewall/senders.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function senderHandlers({ db, transact, clock }: ApiParts): Handlers<keyof typeof senderEndpoints> {
  return {
    listSenders: ({ query }) => listSenders(db, query),
    exportSenders: async ({ query }) => exportSenders(db, query),
    createSenders: ({ body, author }) =>
      transact(async (tx) => ({ items: await createSenders(tx, author, { ...body, nowMs: clock.now() }) })),
    decideSenders: ({ body, author }) =>
      transact(async (tx) => ({ items: await decideSenders(tx, author, { ...body, nowMs: clock.now() }) })),
    async deleteSender({ params, author }) {
      await transact((tx) => deleteSender(tx, author, params.senderId));
      return undefined;
    },
    listSenderRules: ({ query }) => listSenderRules(db, query),
    getSenderRule: ({ params }) => readSenderRule(db, params.ruleId),
    createSenderRule: ({ body, author }) => transact((tx) => createSenderRule(tx, author, body)),
    updateSenderRule: ({ params, body, author }) => transact((tx) => updateSenderRule(tx, author, params.ruleId, body)),
    async deleteSenderRule({ params, author }) {
      await transact((tx) => deleteSenderRule(tx, author, params.ruleId));
      return undefined;
    },
  };
}
