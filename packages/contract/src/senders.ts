/** The register of senders: every one a client ever used or asked for, what was decided of it, and what destinations take. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { country, id, idParam, listOf, moment, network, note, pageOf, pageQuery, queryList } from "./values.ts";

const tag = "Senders";

/** What was decided of a sender. */
export const senderStatuses = {
  seen: "Seen",
  pending: "Pending",
  approved: "Approved",
  denied: "Denied",
} as const satisfies Record<string, string>;
export type SenderStatus = keyof typeof senderStatuses;
export const senderDecisions = ["pending", "approved", "denied"] as const;

const status = z.enum(Object.keys(senderStatuses) as SenderStatus[]).meta({ id: "SenderStatus" });
const decision = z.enum(senderDecisions);
const senderId = z.int().positive();
const senderIdParam = z.coerce.number<string | number>().int().positive().max(Number.MAX_SAFE_INTEGER);

export const registeredSender = z
  .object({
    id: senderId,
    clientId: id,
    clientLogin: z.string(),
    sender: z.string(),
    country: country.nullable().describe("null: everywhere but where a country has a row of its own."),
    status,
    comment: z.string(),
    firstUsed: moment.nullable().describe("null: not used yet."),
    lastUsed: moment.nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: moment.nullable(),
    createdAt: moment,
  })
  .meta({ id: "Sender" });
export type RegisteredSender = z.output<typeof registeredSender>;

const senderFilters = {
  clientId: idParam.optional(),
  status: queryList(status).optional(),
  country: z
    .union([country, z.literal("none")])
    .optional()
    .describe("Decisions for one country; `none` for those that hold everywhere."),
  search: z
    .string()
    .trim()
    .max(limits.searchCharsMax)
    .optional()
    .describe("Part of the sender; letter case is ignored."),
};

export const senderCreate = z.strictObject({
  clientId: id,
  senders: z
    .array(z.string().max(64))
    .min(1)
    .max(limits.sendersMax)
    .describe("Names of up to 11 characters, or numbers."),
  country: country.nullable().default(null),
  status: decision.default("approved"),
  comment: note.default(""),
});
export type SenderCreate = z.input<typeof senderCreate>;

const senderDecide = z.strictObject({
  senderIds: z.array(senderId).min(1).max(limits.selectionMax),
  status: decision,
  country: country
    .optional()
    .describe("Decide for this country alone, in a row of its own; left out, each row as it stands."),
  comment: note.optional(),
});

const register = {
  listSenders: endpoint({
    method: "GET",
    path: "/senders",
    tag,
    summary: "The register of senders, newest first",
    query: z.strictObject({ ...senderFilters, ...pageQuery }),
    response: pageOf(registeredSender),
    permission: "senders.read",
  }),
  exportSenders: endpoint({
    method: "GET",
    path: "/senders.csv",
    tag,
    summary: "The same list as a CSV file, all pages",
    query: z.strictObject(senderFilters),
    csv: true,
    permission: "senders.read",
  }),
  createSenders: endpoint({
    method: "POST",
    path: "/senders",
    tag,
    summary: "Register senders of a client, all or none; one the register has already is decided anew",
    body: senderCreate,
    response: listOf(registeredSender),
    created: true,
    permission: "senders.write",
  }),
  decideSenders: endpoint({
    method: "POST",
    path: "/senders/decide",
    tag,
    summary: "Approve or deny senders, or put them back to pending",
    body: senderDecide,
    response: listOf(registeredSender),
    permission: "senders.write",
  }),
  deleteSender: endpoint({
    method: "DELETE",
    path: "/senders/:senderId",
    tag,
    summary: "Forget a sender and what was decided of it; when it is used again it is seen again",
    params: z.object({ senderId: senderIdParam }),
    permission: "senders.write",
  }),
};

const ruleSettings = z.strictObject({
  country,
  network: network.nullable().describe("null: the whole country."),
  alphanumeric: z.boolean(),
  longNumbers: z.boolean(),
  shortNumbers: z.boolean(),
  registrationNeeded: z.boolean().describe("Only senders approved in the register."),
  lengthMin: z.int().min(1).max(20).describe("In characters; a + in front does not count."),
  lengthMax: z.int().min(1).max(20),
  characters: z
    .string()
    .max(100)
    .nullable()
    .describe("What names may have beside letters and digits; null: anything the GSM alphabet has."),
  enabled: z.boolean(),
  comment: note,
});

export const senderRuleCreate = ruleSettings
  .partial()
  .required({ country: true })
  .refine(isLengthRange, { path: ["lengthMax"], error: "must not be less than lengthMin" });
export const senderRulePatch = ruleSettings.partial();
export type SenderRuleCreate = z.input<typeof senderRuleCreate>;

/** Whether a name can be as long as the rule wants. */
export function isLengthRange(of: { lengthMin?: number | undefined; lengthMax?: number | undefined }): boolean {
  return (of.lengthMin ?? 1) <= (of.lengthMax ?? 20);
}

export const senderRule = z.object({ id, ...ruleSettings.shape, createdAt: moment }).meta({ id: "SenderRule" });
export type SenderRule = z.output<typeof senderRule>;

const ruleParams = z.object({ ruleId: idParam });

const rules = {
  listSenderRules: endpoint({
    method: "GET",
    path: "/sender-rules",
    tag,
    summary: "What senders destinations take, by destination",
    query: z.strictObject({ country: country.optional(), ...pageQuery }),
    response: pageOf(senderRule),
    permission: "senders.read",
  }),
  getSenderRule: endpoint({
    method: "GET",
    path: "/sender-rules/:ruleId",
    tag,
    summary: "One destination's rule",
    params: ruleParams,
    response: senderRule,
    permission: "senders.read",
  }),
  createSenderRule: endpoint({
    method: "POST",
    path: "/sender-rules",
    tag,
    summary: "Say what senders a destination takes; a network's rule goes before its country's",
    body: senderRuleCreate,
    response: senderRule,
    created: true,
    errors: ["destination_listed"],
    permission: "senders.write",
  }),
  updateSenderRule: endpoint({
    method: "PATCH",
    path: "/sender-rules/:ruleId",
    tag,
    summary: "Change what senders a destination takes",
    params: ruleParams,
    body: senderRulePatch,
    response: senderRule,
    errors: ["destination_listed"],
    permission: "senders.write",
  }),
  deleteSenderRule: endpoint({
    method: "DELETE",
    path: "/sender-rules/:ruleId",
    tag,
    summary: "Delete a destination's rule",
    params: ruleParams,
    permission: "senders.write",
  }),
};

export const senderEndpoints = { ...register, ...rules };
