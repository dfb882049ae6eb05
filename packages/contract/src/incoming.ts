/** Incoming SMS: the numbers on which clients receive, and what came. */
import { type Forwarding, forwardings, incomingStatusNames } from "@switchyard/engine";
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import {
  alphabet,
  amount,
  billingMode,
  count,
  currency,
  id,
  idParam,
  listOf,
  messageId,
  moment,
  momentInput,
  note,
  pageOf,
  pageQuery,
  queryFlag,
  queryList,
} from "./values.ts";

const tag = "Incoming SMS";

export const forwarding = z
  .enum(Object.keys(forwardings) as Forwarding[])
  .meta({ id: "Forwarding", description: "smpp: to the client's bound receivers; portal: only kept." });
export const incomingStatus = z.enum(incomingStatusNames).meta({ id: "IncomingStatus" });

const number = z.string().regex(/^\d{3,16}$/, "must be 3 to 16 digits");
const keyword = z
  .string()
  .regex(/^\S*$/, "must hold no blanks")
  .max(limits.keywordCharsMax, `must have at most ${limits.keywordCharsMax} characters`);

const terms = {
  forward: forwarding,
  price: amount.nullable().describe("Per incoming part, in the client's currency; null: by the client's prices."),
  enabled: z.boolean(),
  comment: note,
};

export const receptionNumber = z
  .object({
    id,
    clientId: id,
    clientLogin: z.string(),
    number: z.string(),
    keyword: z.string().describe("What a text must begin with, letter case ignored; empty: all that no keyword takes."),
    ...terms,
    currency,
    createdAt: moment,
  })
  .meta({ id: "ReceptionNumber" });
export type ReceptionNumber = z.output<typeof receptionNumber>;

export const receptionNumbersCreate = z.strictObject({
  clientId: id,
  numbers: z
    .array(z.string().max(limits.numberCharsMax + limits.keywordCharsMax))
    .min(1)
    .max(limits.receptionNumbersMax)
    .describe('Each a number, or a number and its keyword: "4477", "4477 WIN". Blank lines are left out.'),
  forward: terms.forward.default("smpp"),
  price: terms.price.default(null),
  enabled: terms.enabled.default(true),
  comment: terms.comment.default(""),
});
export const receptionNumberPatch = z.strictObject({ number, keyword, ...terms }).partial();
export type ReceptionNumberPatch = z.input<typeof receptionNumberPatch>;

const incomingFacts = {
  id: messageId.describe("From the same series as those of messages sent."),
  receivedAt: moment,
  status: incomingStatus,
  clientId: id.nullable().describe("null: nobody's."),
  clientLogin: z.string().nullable(),
  number: z.string().describe("The number written to."),
  keyword: z.string().nullable().describe("Of the reception number it came by; null where it is gone, or was none."),
  sender: z.string().describe("The handset."),
  country: z.string().nullable(),
  network: z.string().nullable(),
  text: z.string().nullable().describe("null: it is no text."),
  parts: count,
  forward: forwarding.nullable(),
  charged: amount.describe("What the client has paid for it."),
  currency: currency.nullable(),
  connectionId: id,
  connectionName: z.string().nullable().describe("null: the connection was deleted."),
};

export const incomingRow = z.object(incomingFacts).meta({ id: "IncomingRow" });
export type IncomingRow = z.output<typeof incomingRow>;

export const incomingEvent = z
  .object({
    kind: z.enum(["received", "assigned", "paid", "finished"]),
    at: moment,
    says: z.string(),
  })
  .meta({ id: "IncomingEvent" });

export const incomingMessage = z
  .object({
    ...incomingFacts,
    alphabet,
    dataCoding: count,
    esmClass: count,
    protocolId: count,
    udh: z.string().nullable().describe("The user data header, in hexadecimal."),
    body: z.string().describe("The octets behind the header, in hexadecimal."),
    billing: billingMode.nullable().describe("null: it is free."),
    price: amount.nullable().describe("Per part."),
    reserved: amount,
    cost: amount.describe("What is owed to the supplier for it."),
    costCurrency: currency.nullable(),
    timeline: z.array(incomingEvent),
  })
  .meta({ id: "IncomingMessage" });
export type IncomingMessage = z.output<typeof incomingMessage>;

const numberFilters = {
  clientId: idParam.optional(),
  search: z.string().trim().max(20).optional().describe("The beginning of the number."),
};

const incomingFilters = {
  clientId: idParam.optional(),
  unassigned: queryFlag.optional().describe("Only those that are nobody's."),
  number: z.string().trim().min(1).max(20).optional().describe("The whole number written to."),
  sender: z.string().trim().min(1).max(20).optional().describe("The whole number of the handset."),
  status: queryList(incomingStatus).optional(),
  from: momentInput.optional(),
  to: momentInput.optional(),
};

const incomingPage = pageOf(incomingRow).extend({
  searchedTo: moment
    .nullable()
    .describe("How far back this answer looked: with filters that fit little, nextCursor goes on from there."),
});

const numberParams = z.object({ numberId: idParam });
const messageParams = z.object({ messageId: z.coerce.number<string | number>().int().positive() });

export const incomingEndpoints = {
  listReceptionNumbers: endpoint({
    method: "GET",
    path: "/reception-numbers",
    tag,
    summary: "Numbers on which clients receive, in the order of numbers",
    query: z.strictObject({ ...numberFilters, ...pageQuery }),
    response: pageOf(receptionNumber),
    permission: "incoming.read",
  }),
  createReceptionNumbers: endpoint({
    method: "POST",
    path: "/reception-numbers",
    tag,
    summary: "Give a client one or many numbers: all of them, or none when one can't be had",
    body: receptionNumbersCreate,
    response: listOf(receptionNumber),
    created: true,
    errors: ["number_taken"],
    permission: "incoming.write",
  }),
  getReceptionNumber: endpoint({
    method: "GET",
    path: "/reception-numbers/:numberId",
    tag,
    summary: "A reception number",
    params: numberParams,
    response: receptionNumber,
    permission: "incoming.read",
  }),
  updateReceptionNumber: endpoint({
    method: "PATCH",
    path: "/reception-numbers/:numberId",
    tag,
    summary: "Change some settings of a reception number",
    params: numberParams,
    body: receptionNumberPatch,
    response: receptionNumber,
    errors: ["number_taken"],
    permission: "incoming.write",
  }),
  deleteReceptionNumber: endpoint({
    method: "DELETE",
    path: "/reception-numbers/:numberId",
    tag,
    summary: "Take a number from its client; what it received stays the client's",
    params: numberParams,
    permission: "incoming.write",
  }),
  listIncoming: endpoint({
    method: "GET",
    path: "/incoming",
    tag,
    summary: "Incoming messages, newest first",
    query: z.strictObject({ ...incomingFilters, ...pageQuery }),
    response: incomingPage,
    permission: "incoming.read",
  }),
  exportIncoming: endpoint({
    method: "GET",
    path: "/incoming.csv",
    tag,
    summary: "The same list as a CSV file, all pages",
    query: z.strictObject(incomingFilters),
    csv: true,
    permission: "incoming.read",
  }),
  getIncoming: endpoint({
    method: "GET",
    path: "/incoming/:messageId",
    tag,
    summary: "An incoming message with what happened to it",
    params: messageParams,
    response: incomingMessage,
    permission: "incoming.read",
  }),
  assignIncoming: endpoint({
    method: "POST",
    path: "/incoming/:messageId/assign",
    tag,
    summary: "Give a message that is nobody's to a client, who pays for it then",
    params: messageParams,
    body: z.strictObject({ clientId: id, forward: forwarding.default("portal") }),
    response: incomingMessage,
    errors: ["wrong_state"],
    permission: "incoming.write",
  }),
};
