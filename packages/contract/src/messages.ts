import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { judgedStep } from "./step.ts";
import {
  alphabet,
  amount,
  billingMode,
  blockReason,
  channel,
  count,
  country,
  id,
  idParam,
  messageId,
  messageStatus,
  moment,
  momentInput,
  pageOf,
  pageQuery,
  queryList,
} from "./values.ts";

const tag = "Messages";

const messageFacts = {
  id: messageId,
  clientId: id,
  clientLogin: z.string(),
  channel,
  status: messageStatus,
  reason: blockReason.nullable(),
  rejectedByPerson: z.boolean().describe("It waited for approval; `reason` tells what had it wait."),
  sender: z.string(),
  recipient: z.string(),
  country: z.string().nullable(),
  network: z.string().nullable(),
  parts: count,
  receivedAt: moment,
  sentAt: moment.nullable(),
  doneAt: moment.nullable(),
  errorCode: z.string().nullable(),
  currency: z.string().nullable(),
  charged: amount.describe("What the client has paid for it."),
  connectionId: id.nullable(),
  connectionName: z.string().nullable(),
};

export const messageRow = z.object(messageFacts).meta({ id: "MessageRow" });
export type MessageRow = z.output<typeof messageRow>;

const at = { at: moment };
const link = { part: count, connectionId: id, connectionName: z.string() };

/** What happened to a message, step by step, in the order of time. */
export const timelineEvent = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("received"),
      ...at,
      channel,
      credentialId: id.nullable(),
      systemId: z.string().nullable(),
    }),
    z.object({ kind: z.literal("check"), ...at, ...judgedStep.shape }),
    z.object({ kind: z.literal("blocked"), ...at, reason: blockReason, says: z.string() }),
    z.object({
      kind: z.literal("price"),
      ...at,
      billing: billingMode,
      price: amount.describe("Per part."),
      currency: z.string(),
      cost: amount.nullable().describe("Per part."),
      costCurrency: z.string().nullable(),
    }),
    z.object({
      kind: z.literal("route"),
      ...at,
      routeId: id.nullable(),
      poolId: id.nullable(),
      poolName: z.string().nullable(),
      connectionId: id,
      connectionName: z.string(),
    }),
    z.object({
      kind: z.literal("attempt"),
      ...at,
      ...link,
      submittedAt: moment,
      supplierMessageId: z.string().nullable(),
      commandStatus: count.nullable().describe("null: no answer came."),
      commandStatusName: z.string().nullable(),
      error: z.string().nullable().describe("What an HTTP API said of a submit that it refused."),
    }),
    z.object({
      kind: z.literal("move"),
      ...at,
      fromConnectionId: id,
      fromConnectionName: z.string(),
      connectionId: id,
      connectionName: z.string(),
      reason: z.string().describe("Why it could not stay: the answer, or what kept it from leaving."),
    }),
    z.object({
      kind: z.literal("moderation"),
      ...at,
      approved: z.boolean(),
      decidedBy: z.string(),
      comment: z.string(),
    }),
    z.object({ kind: z.literal("receipt"), ...at, ...link, state: z.string(), errorCode: z.string().nullable() }),
    z.object({ kind: z.literal("finished"), ...at, status: messageStatus, says: z.string() }),
    z.object({ kind: z.literal("client_receipt"), ...at, state: z.enum(["owed", "taken", "given_up"]) }),
  ])
  .meta({ id: "TimelineEvent" });
export type TimelineEvent = z.output<typeof timelineEvent>;

export const message = z
  .object({
    ...messageFacts,
    alphabet,
    dataCoding: count,
    esmClass: count,
    protocolId: count,
    registeredDelivery: count,
    text: z.string().nullable(),
    sentSender: z.string().nullable().describe("The sender as it left, where a rule changed it."),
    sentText: z.string().nullable().describe("The text as it left, where a rule changed it."),
    binary: z.string().nullable().describe("Content that is no text, in hexadecimal."),
    udh: z.string().nullable().describe("The client's user data header, in hexadecimal."),
    dueAt: moment.nullable(),
    validUntil: moment,
    billing: billingMode.nullable(),
    price: amount.nullable().describe("Per part."),
    reserved: amount,
    cost: amount.nullable().describe("Per part."),
    costCurrency: z.string().nullable(),
    refund: z
      .object({ id, amount, reason: z.string(), enteredBy: z.string(), at: moment })
      .nullable()
      .describe("What of the charge was given back; null where nothing was."),
    priority: z.int(),
    timeline: z.array(timelineEvent),
  })
  .meta({ id: "Message" });
export type Message = z.output<typeof message>;

/** Ids of messages are ordered by time, and larger than others. */
const messageIdParam = z.coerce.number<string | number>().int().positive();

export const messageSearchQuery = z.strictObject({
  id: messageIdParam.optional(),
  supplierMessageId: z.string().trim().min(1).max(65).optional().describe("The id the supplier gave, as it gave it."),
  recipient: z.string().trim().min(1).max(30).optional().describe("The whole number, with or without +."),
  sender: z.string().trim().min(1).max(21).optional().describe("The whole sender; letter case counts."),
  clientId: idParam.optional(),
  status: queryList(messageStatus).optional(),
  reason: queryList(blockReason).optional(),
  connectionId: idParam.optional(),
  country: country.optional(),
  from: momentInput.optional(),
  to: momentInput.optional(),
  ...pageQuery,
});
export type MessageSearchQuery = z.input<typeof messageSearchQuery>;

const messagePage = pageOf(messageRow).extend({
  searchedTo: moment
    .nullable()
    .describe(
      "How far back this answer looked. A search that finds little stops after a while: the page may then hold fewer " +
        "items than asked, or none, and nextCursor goes on from there.",
    ),
});

export const messageEndpoints = {
  searchMessages: endpoint({
    method: "GET",
    path: "/messages",
    tag,
    summary: "Find messages, newest first",
    query: messageSearchQuery,
    response: messagePage,
    permission: "messages.read",
  }),
  getMessage: endpoint({
    method: "GET",
    path: "/messages/:messageId",
    tag,
    summary: "A message with its whole timeline",
    params: z.object({ messageId: messageIdParam }),
    response: message,
    permission: "messages.read",
  }),
};
