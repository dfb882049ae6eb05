import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { count, id, idParam, moment, pageOf, pageQuery, queryList } from "./values.ts";

const tag = "Mail";

/** What a mail tells. */
export const mailKinds = {
  invoice: "Invoice",
  credit_note: "Credit note",
  statement: "Statement",
  price_change: "Price change",
  low_balance: "Low balance",
  supplier_balance: "Supplier's balance",
  traffic_alert: "Traffic alert",
  test: "Test",
} as const satisfies Record<string, string>;
export type MailKind = keyof typeof mailKinds;

/** How far a mail has come. */
export const mailStatuses = {
  waiting: "Waiting",
  sent: "Sent",
  failed: "Failed",
} as const satisfies Record<string, string>;
export type MailStatus = keyof typeof mailStatuses;

const kind = z.enum(Object.keys(mailKinds) as MailKind[]).meta({ id: "MailKind" });
const status = z.enum(Object.keys(mailStatuses) as MailStatus[]).meta({ id: "MailStatus" });

const mailFacts = {
  id,
  clientId: id.nullable(),
  kind,
  sender: z.string().describe("The From address; empty for the platform's own."),
  replyTo: z.string(),
  recipients: z.array(z.string()),
  subject: z.string(),
  reference: z.string().describe("What it is about: invoice 12."),
  status,
  tries: count,
  nextTryAt: moment.nullable().describe("null unless it is waiting."),
  lastError: z.string().describe("Why it failed or still waits, or whom a sent mail did not reach; empty otherwise."),
  createdAt: moment,
  sentAt: moment.nullable().describe("When the mail server took it."),
};

export const mailRow = z.object(mailFacts).meta({ id: "MailRow" });
export type MailRow = z.output<typeof mailRow>;

export const mail = z
  .object({
    ...mailFacts,
    body: z.string().describe("Plain text."),
    attachments: z.array(
      z.object({ position: count, name: z.string(), contentType: z.string(), size: count.describe("In octets.") }),
    ),
  })
  .meta({ id: "Mail" });
export type Mail = z.output<typeof mail>;

/** Where mails leave. */
export const mailServer = z
  .object({
    address: z
      .string()
      .nullable()
      .describe("Host and port of the mail server; null while none is configured: mails wait."),
    sender: z.string().describe("The From address of mails that name no other."),
  })
  .meta({ id: "MailServer" });
export type MailServer = z.output<typeof mailServer>;

const mailParams = z.object({ mailId: idParam });

export const mailEndpoints = {
  listMails: endpoint({
    method: "GET",
    path: "/mails",
    tag,
    summary: "Outgoing mails, newest first",
    query: z.strictObject({
      clientId: idParam.optional(),
      kind: queryList(kind).optional(),
      status: queryList(status).optional(),
      ...pageQuery,
    }),
    response: pageOf(mailRow),
    permission: "mails.read",
  }),
  getMailServer: endpoint({
    method: "GET",
    path: "/mails/server",
    tag,
    summary: "The mail server that takes our mail",
    response: mailServer,
    permission: "mails.read",
  }),
  getMail: endpoint({
    method: "GET",
    path: "/mails/:mailId",
    tag,
    summary: "A mail with its text and the names of its attachments",
    params: mailParams,
    response: mail,
    permission: "mails.read",
  }),
  retryMail: endpoint({
    method: "POST",
    path: "/mails/:mailId/retry",
    tag,
    summary: "Try a mail again that failed",
    params: mailParams,
    response: mail,
    errors: ["wrong_state"],
    permission: "mails.write",
  }),
  sendTestMail: endpoint({
    method: "POST",
    path: "/mails/test",
    tag,
    summary: "Send a mail that says nothing but that mail can be sent; its status tells whether it left",
    body: z.strictObject({ to: z.string().trim().min(3).max(1000).describe("One or several addresses, with commas.") }),
    response: mail,
    created: true,
    permission: "mails.write",
  }),
};
