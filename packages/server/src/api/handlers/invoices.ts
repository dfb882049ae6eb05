import type { invoiceEndpoints, statementEndpoints } from "@switchyard/contract";
import { creditNotePdf, listCreditNotes, readCreditNote, sendCreditNote } from "../../finance/credit-note-rows.ts";
import { invoiceDetail } from "../../finance/invoices/detail.ts";
import { commentInvoice, deleteDraft, draftInvoice, refreshInvoice } from "../../finance/invoices/draft.ts";
import { exportInvoices } from "../../finance/invoices/export.ts";
import { issueInvoice } from "../../finance/invoices/issue.ts";
import { invoicePdf } from "../../finance/invoices/pdf.ts";
import { readInvoice, requireInvoice } from "../../finance/invoices/read.ts";
import { listInvoices } from "../../finance/invoices/rows.ts";
import { sendInvoice } from "../../finance/invoices/send.ts";
import { creditInvoice, voidInvoice } from "../../finance/invoices/withdraw.ts";
import { listReceivables, receivablesCsv } from "../../finance/receivables.ts";
import { runInvoices } from "../../finance/runs.ts";
import { readStatement, statementCsv, statementPdf } from "../../finance/statement.ts";
import { microsOf } from "../../history/columns.ts";
import type { ApiParts, Handlers } from "../call.ts";

type Names = keyof typeof invoiceEndpoints | keyof typeof statementEndpoints;
type CreditNoteNames = "listCreditNotes" | "getCreditNote" | "creditNotePdf" | "sendCreditNote";
type AccountNames = "getStatement" | "statementCsv" | "statementPdf" | "listReceivables" | "exportReceivables";
type FileNames = "exportInvoices" | "invoicePdf" | "invoiceDetail";
type ChangeNames = Exclude<Names, CreditNoteNames | AccountNames | FileNames>;

export function invoiceHandlers(parts: ApiParts): Handlers<Names> {
  return { ...changeHandlers(parts), ...fileHandlers(parts), ...creditNoteHandlers(parts), ...accountHandlers(parts) };
}

function changeHandlers({ db, transact, clock, paperwork }: ApiParts): Handlers<ChangeNames> {
  const read = (invoiceId: number) => readInvoice(db, invoiceId, clock.now());
  return {
    listInvoices: ({ query }) => listInvoices(db, query, clock.now()),
    getInvoice: ({ params }) => read(params.invoiceId),
    async createInvoice({ body, author }) {
      const given = { ...body, automatic: false, nowMs: clock.now() };
      return read(await transact((tx) => draftInvoice(tx, author, given)));
    },
    // Whoever could not be invoiced is in the history of the client.
    runInvoices: ({ body }) =>
      runInvoices({ db, transact, paperwork, onTrouble: () => {} }, body.clientIds, clock.now()),
    async updateInvoice({ params: { invoiceId }, body, author }) {
      await transact((tx) => commentInvoice(tx, author, invoiceId, body.comment));
      return read(invoiceId);
    },
    async refreshInvoice({ params: { invoiceId }, author }) {
      await transact((tx) => refreshInvoice(tx, author, invoiceId));
      return read(invoiceId);
    },
    async deleteInvoice({ params, author }) {
      await transact((tx) => deleteDraft(tx, author, params.invoiceId));
      return undefined;
    },
    async issueInvoice({ params: { invoiceId }, author }) {
      await transact((tx) => issueInvoice(tx, author, invoiceId, { nowMs: clock.now() }));
      return read(invoiceId);
    },
    async sendInvoice({ params: { invoiceId }, body, author }) {
      await sendInvoice({ db, transact, paperwork }, author, invoiceId, { to: body.to, nowMs: clock.now() });
      return read(invoiceId);
    },
    async voidInvoice({ params: { invoiceId }, body, author }) {
      await transact((tx) => voidInvoice(tx, author, invoiceId, { reason: body.reason, nowMs: clock.now() }));
      return read(invoiceId);
    },
    async creditInvoice({ params: { invoiceId }, body, author }) {
      const given = { netMicros: microsOf(body.net), reason: body.reason, nowMs: clock.now() };
      return readCreditNote(db, await transact((tx) => creditInvoice(tx, author, invoiceId, given)));
    },
  };
}

function fileHandlers({ db, clock, paperwork }: ApiParts): Handlers<FileNames> {
  return {
    exportInvoices: async ({ query }) => exportInvoices(db, query, clock.now()),
    invoicePdf: ({ params }) => invoicePdf(db, paperwork, params.invoiceId, clock.now()),
    invoiceDetail: async ({ params }) => invoiceDetail(db, await requireInvoice(db, params.invoiceId, clock.now())),
  };
}

function creditNoteHandlers({ db, transact, clock, paperwork }: ApiParts): Handlers<CreditNoteNames> {
  return {
    listCreditNotes: ({ query }) => listCreditNotes(db, query),
    getCreditNote: ({ params }) => readCreditNote(db, params.creditNoteId),
    creditNotePdf: ({ params }) => creditNotePdf(db, paperwork, params.creditNoteId, clock.now()),
    async sendCreditNote({ params, body, author }) {
      const given = { to: body.to, nowMs: clock.now() };
      await sendCreditNote({ db, transact, paperwork }, author, params.creditNoteId, given);
      return undefined;
    },
  };
}

function accountHandlers({ db, transact, clock, paperwork }: ApiParts): Handlers<AccountNames> {
  return {
    getStatement: ({ params, query }) => readStatement(transact, params.clientId, query),
    statementCsv: async ({ params, query }) => statementCsv(await readStatement(transact, params.clientId, query)),
    async statementPdf({ params, query }) {
      return statementPdf(db, paperwork, await readStatement(transact, params.clientId, query), clock.now());
    },
    listReceivables: async ({ query }) => ({ items: await listReceivables(db, query, clock.now()) }),
    exportReceivables: async ({ query }) => receivablesCsv(await listReceivables(db, query, clock.now())),
  };
}
