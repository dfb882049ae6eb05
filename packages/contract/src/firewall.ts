/** What is stopped by what it says, how often it comes and under which name; and what is watched. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { count, country, id, idParam, listOf, moment, note, pageOf, pageQuery, queryList } from "./values.ts";

const tag = "Firewall";
const name = z.string().trim().min(1).max(limits.nameCharsMax);

/** How a pattern is looked for. */
export const patternMatches = ["plain", "word", "regex"] as const;

/** What becomes of a message that is caught. */
export const firewallActions = ["block", "moderate"] as const;

/** Whom it concerns. */
const scope = {
  clientId: id.nullable().describe("null: every client."),
  country: country.nullable().describe("null: any destination."),
};
const scopeNames = { clientLogin: z.string().nullable() };

const pattern = {
  match: z.enum(patternMatches).describe("Part of the text, a whole word, or a regular expression (RE2)."),
  pattern: z.string().min(1).max(limits.patternCharsMax),
  ignoreCase: z.boolean(),
};

const textFilterSettings = z.strictObject({
  name,
  ...scope,
  ...pattern,
  action: z
    .enum(firewallActions)
    .describe(
      "block: refused as text_blocked. moderate: waits for approval, where the client's moderation is automatic or manual.",
    ),
  enabled: z.boolean(),
  comment: note,
});

export const textFilterCreate = textFilterSettings.partial().required({ name: true, pattern: true, action: true });
export const textFilterPatch = textFilterSettings.partial();
export type TextFilterCreate = z.input<typeof textFilterCreate>;

export const textFilter = z
  .object({ id, ...textFilterSettings.shape, ...scopeNames, createdAt: moment })
  .meta({ id: "TextFilter" });
export type TextFilter = z.output<typeof textFilter>;

const textFilterTry = z.strictObject({
  text: z.string().min(1).max(limits.triedTextCharsMax),
  clientId: id.optional().describe("Left out, filters of single clients are not asked."),
  country: country.optional().describe("Left out, filters of single destinations are not asked."),
  draft: z.strictObject(pattern).optional().describe("A pattern that is not saved yet."),
});

const textFilterTried = z
  .object({
    hits: z
      .array(z.object({ filterId: id, name: z.string(), action: z.enum(firewallActions) }))
      .describe("Filters in force that the text meets, by id. One that blocks goes before one that moderates."),
    draft: z.boolean().nullable().describe("Whether the text meets the draft; null without one."),
  })
  .meta({ id: "TextFilterTried" });
export type TextFilterTried = z.output<typeof textFilterTried>;

const search = z.string().trim().max(limits.searchCharsMax).optional();
const ofClient = { clientId: idParam.optional().describe("Those of one client.") };
const filterParams = z.object({ filterId: idParam });

const textFilters = {
  listTextFilters: endpoint({
    method: "GET",
    path: "/firewall/text-filters",
    tag,
    summary: "Filters by what a message says, by name",
    query: z.strictObject({
      ...ofClient,
      action: queryList(z.enum(firewallActions)).optional(),
      search: search.describe("Part of the name, the pattern or the comment."),
      ...pageQuery,
    }),
    response: pageOf(textFilter),
    permission: "firewall.read",
  }),
  getTextFilter: endpoint({
    method: "GET",
    path: "/firewall/text-filters/:filterId",
    tag,
    summary: "One text filter",
    params: filterParams,
    response: textFilter,
    permission: "firewall.read",
  }),
  createTextFilter: endpoint({
    method: "POST",
    path: "/firewall/text-filters",
    tag,
    summary: "Create a text filter",
    body: textFilterCreate,
    response: textFilter,
    created: true,
    errors: ["name_taken"],
    permission: "firewall.write",
  }),
  updateTextFilter: endpoint({
    method: "PATCH",
    path: "/firewall/text-filters/:filterId",
    tag,
    summary: "Change a text filter",
    params: filterParams,
    body: textFilterPatch,
    response: textFilter,
    errors: ["name_taken"],
    permission: "firewall.write",
  }),
  deleteTextFilter: endpoint({
    method: "DELETE",
    path: "/firewall/text-filters/:filterId",
    tag,
    summary: "Delete a text filter",
    params: filterParams,
    permission: "firewall.write",
  }),
  tryTextFilters: endpoint({
    method: "POST",
    path: "/firewall/text-filters/try",
    tag,
    summary: "Which filters a text would meet; nothing is sent",
    body: textFilterTry,
    response: textFilterTried,
    permission: "firewall.read",
  }),
};

/** What a message over a limit is called. */
export const spamReasons = ["spam_limit", "duplicate"] as const;

const spamLimitSettings = z.strictObject({
  name,
  ...scope,
  byRecipient: z.boolean().describe("Alike are messages to the same recipient."),
  bySender: z.boolean().describe("… with the same sender."),
  byText: z.boolean().describe("… with the same text."),
  messagesMax: z.int().min(1).max(1_000_000),
  windowSeconds: z.int().min(1).max(86_400),
  reason: z.enum(spamReasons),
  action: z.enum(firewallActions),
  enabled: z.boolean(),
  comment: note,
});

export const spamLimitCreate = spamLimitSettings
  .partial()
  .required({ name: true, messagesMax: true, windowSeconds: true })
  .refine(comparesSomething, {
    path: ["byRecipient"],
    error: "or bySender or byText must be true: something is alike",
  });
export const spamLimitPatch = spamLimitSettings.partial();
export type SpamLimitCreate = z.input<typeof spamLimitCreate>;

/** Messages are alike in something. */
export function comparesSomething(of: {
  byRecipient?: boolean | undefined;
  bySender?: boolean | undefined;
  byText?: boolean | undefined;
}): boolean {
  return Boolean(of.byRecipient || of.bySender || of.byText);
}

export const spamLimit = z
  .object({ id, ...spamLimitSettings.shape, ...scopeNames, createdAt: moment })
  .meta({ id: "SpamLimit" });
export type SpamLimit = z.output<typeof spamLimit>;

const limitParams = z.object({ limitId: idParam });

const spamLimits = {
  listSpamLimits: endpoint({
    method: "GET",
    path: "/firewall/spam-limits",
    tag,
    summary: "How many like messages may come in a stretch of time, by name",
    query: z.strictObject({ ...ofClient, ...pageQuery }),
    response: pageOf(spamLimit),
    permission: "firewall.read",
  }),
  getSpamLimit: endpoint({
    method: "GET",
    path: "/firewall/spam-limits/:limitId",
    tag,
    summary: "One spam limit",
    params: limitParams,
    response: spamLimit,
    permission: "firewall.read",
  }),
  createSpamLimit: endpoint({
    method: "POST",
    path: "/firewall/spam-limits",
    tag,
    summary: "Create a limit of like messages; each client is counted by itself",
    body: spamLimitCreate,
    response: spamLimit,
    created: true,
    errors: ["name_taken"],
    permission: "firewall.write",
  }),
  updateSpamLimit: endpoint({
    method: "PATCH",
    path: "/firewall/spam-limits/:limitId",
    tag,
    summary: "Change a spam limit",
    params: limitParams,
    body: spamLimitPatch,
    response: spamLimit,
    errors: ["name_taken"],
    permission: "firewall.write",
  }),
  deleteSpamLimit: endpoint({
    method: "DELETE",
    path: "/firewall/spam-limits/:limitId",
    tag,
    summary: "Delete a spam limit",
    params: limitParams,
    permission: "firewall.write",
  }),
};

export const senderPattern = z
  .string()
  .trim()
  .min(1)
  .max(limits.senderPatternCharsMax, `must have at most ${limits.senderPatternCharsMax} characters`)
  .refine((text) => !/^\*+$/.test(text), "would block every sender")
  .describe("Exact, or with * for any run of characters; letter case is ignored.");

export const blockedSendersCreate = z.strictObject({
  supplierId: id.nullable().default(null).describe("null: nobody may use them; else no message to this supplier may."),
  patterns: z
    .array(z.string().max(limits.searchCharsMax))
    .min(1)
    .max(limits.blockedSendersPastedMax)
    .describe("Each exact, or with * for any run of characters. Blank ones are left out; a bad one refuses all."),
  comment: note.default(""),
});
export const blockedSenderPatch = z.strictObject({ pattern: senderPattern, comment: note }).partial();

export const blockedSender = z
  .object({
    id,
    supplierId: id.nullable(),
    supplierName: z.string().nullable(),
    pattern: z.string(),
    comment: z.string(),
    createdAt: moment,
  })
  .meta({ id: "BlockedSender" });
export type BlockedSender = z.output<typeof blockedSender>;

const blockedSenderFilters = {
  supplierId: z
    .union([idParam, z.literal("none")])
    .optional()
    .describe("Those of one supplier; `none` for the platform's."),
  search: search.describe("Part of the pattern or the comment."),
};

const sendersUnblocked = z
  .object({ removed: count, absent: count.describe("Were blocked no longer.") })
  .meta({ id: "SendersUnblocked" });

const blockedSenderParams = z.object({ blockedSenderId: idParam });

const blockedSenders = {
  listBlockedSenders: endpoint({
    method: "GET",
    path: "/firewall/blocked-senders",
    tag,
    summary: "Senders nobody may use, or no message to a supplier may have, by pattern",
    query: z.strictObject({ ...blockedSenderFilters, ...pageQuery }),
    response: pageOf(blockedSender),
    permission: "firewall.read",
  }),
  exportBlockedSenders: endpoint({
    method: "GET",
    path: "/firewall/blocked-senders.csv",
    tag,
    summary: "The same list as a CSV file, all pages",
    query: z.strictObject(blockedSenderFilters),
    csv: true,
    permission: "firewall.read",
  }),
  getBlockedSender: endpoint({
    method: "GET",
    path: "/firewall/blocked-senders/:blockedSenderId",
    tag,
    summary: "One blocked sender",
    params: blockedSenderParams,
    response: blockedSender,
    permission: "firewall.read",
  }),
  createBlockedSenders: endpoint({
    method: "POST",
    path: "/firewall/blocked-senders",
    tag,
    summary: "Block one or many senders: all of them, or none when one can't be",
    body: blockedSendersCreate,
    response: listOf(blockedSender),
    created: true,
    errors: ["sender_listed"],
    permission: "firewall.write",
  }),
  updateBlockedSender: endpoint({
    method: "PATCH",
    path: "/firewall/blocked-senders/:blockedSenderId",
    tag,
    summary: "Change a blocked sender",
    params: blockedSenderParams,
    body: blockedSenderPatch,
    response: blockedSender,
    errors: ["sender_listed"],
    permission: "firewall.write",
  }),
  deleteBlockedSender: endpoint({
    method: "DELETE",
    path: "/firewall/blocked-senders/:blockedSenderId",
    tag,
    summary: "Let a sender be used again",
    params: blockedSenderParams,
    permission: "firewall.write",
  }),
  deleteBlockedSenders: endpoint({
    method: "POST",
    path: "/firewall/blocked-senders/delete",
    tag,
    summary: "Let many senders be used again",
    body: z.strictObject({ blockedSenderIds: z.array(id).min(1).max(limits.selectionMax) }),
    response: sendersUnblocked,
    permission: "firewall.write",
  }),
};

export const firewallEndpoints = { ...textFilters, ...spamLimits, ...blockedSenders };
