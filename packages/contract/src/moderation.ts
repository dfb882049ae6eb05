/** Messages that wait until a person has looked at them. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { channel, count, country, id, idParam, messageId, moment, note, pageOf, pageQuery } from "./values.ts";

const tag = "Moderation";

/** What may have a message wait: a text filter, a spam limit, or the client's own setting. */
export const moderationCauses = ["text_filter", "spam_limit", "client"] as const;
const cause = z.enum(moderationCauses);

export const moderatedMessage = z
  .object({
    id: messageId,
    clientId: id,
    clientLogin: z.string(),
    channel,
    sender: z.string(),
    recipient: z.string(),
    country: z.string().nullable(),
    parts: count,
    text: z.string().nullable().describe("null: binary."),
    sentSender: z.string().nullable().describe("As it will leave, where rules changed it."),
    sentText: z.string().nullable(),
    caughtBy: z
      .object({ kind: cause, id: id.nullable(), name: z.string().nullable() })
      .describe("What made it wait: a text filter, a spam limit, or the client's own setting."),
    waitingSince: moment,
    validUntil: moment.describe("Then it expires, looked at or not."),
  })
  .meta({ id: "ModeratedMessage" });
export type ModeratedMessage = z.output<typeof moderatedMessage>;

/** Which of the waiting messages. */
const filters = {
  clientId: id.optional(),
  sender: z.string().trim().min(1).max(40).optional().describe("The whole sender; letter case is ignored."),
  country: country.optional(),
  text: z.string().min(1).max(200).optional().describe("Part of the text; letter case is ignored."),
  caughtBy: cause.optional(),
  filterId: id.optional().describe("Caught by this text filter."),
  meetsFilterId: id.optional().describe("Would be caught by this text filter as it is now, whatever had it wait."),
};
const filterQuery = {
  ...filters,
  clientId: idParam.optional(),
  filterId: idParam.optional(),
  meetsFilterId: idParam.optional(),
};

const moderationDecision = z
  .strictObject({
    approve: z.boolean(),
    comment: note.default(""),
    messageIds: z.array(messageId).min(1).max(limits.selectionMax).optional(),
    matching: z
      .strictObject(filters)
      .optional()
      .describe("All instead that match and wait when first asked, the oldest first."),
  })
  .refine((body) => (body.messageIds === undefined) !== (body.matching === undefined), {
    path: ["messageIds"],
    error: "must be given, or matching, and not both",
  });

const moderationDone = z
  .object({
    decided: count,
    tooLate: count.describe("Were decided, cancelled or expired before."),
    nextCursor: z.string().nullable().describe("More match: ask again with it. null: all are decided."),
  })
  .meta({ id: "ModerationDone" });
export type ModerationDone = z.output<typeof moderationDone>;

export const moderationEndpoints = {
  listModeration: endpoint({
    method: "GET",
    path: "/moderation",
    tag,
    summary: "Messages that wait for approval, the oldest first",
    query: z.strictObject({ ...filterQuery, ...pageQuery }),
    response: pageOf(moderatedMessage),
    permission: "moderation.read",
  }),
  decideModeration: endpoint({
    method: "POST",
    path: "/moderation/decide",
    tag,
    summary: "Approve or reject waiting messages; a rejected one is never charged",
    query: z.strictObject({ cursor: pageQuery.cursor }),
    body: moderationDecision,
    response: moderationDone,
    permission: "moderation.write",
  }),
};
