import type { mailEndpoints } from "@switchyard/contract";
import { listMails, readMail, retryMail, sendTestMail } from "../../mail/list.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function mailHandlers({ db, transact, clock, mailServer }: ApiParts): Handlers<keyof typeof mailEndpoints> {
  return {
    listMails: ({ query }) => listMails(db, query),
    getMailServer: async () => mailServer,
    getMail: ({ params }) => readMail(db, params.mailId),
    retryMail: ({ params, author }) => transact((tx) => retryMail(tx, author, params.mailId, clock.now())),
    sendTestMail: ({ body, author }) => transact((tx) => sendTestMail(tx, author, body.to, clock.now())),
  };
}
