/** Look-ups: asking a supplier to which network a number belongs now, and what that cost. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import {
  amount,
  billingMode,
  count,
  country,
  currency,
  id,
  idParam,
  messageId,
  moment,
  momentInput,
  network,
  pageOf,
  pageQuery,
} from "./values.ts";

const tag = "Look-ups";

export const lookupAnswer = z
  .object({
    number: z.string(),
    country: country.nullable(),
    outcome: z
      .enum(["found", "not_known", "failed", "no_route"])
      .describe("not_known: the supplier knows no network of the number. no_route: nobody can be asked."),
    network: network.nullable(),
    networkName: z.string().nullable(),
    cached: z.boolean().describe("It was known from before; nobody was asked."),
    connectionId: z.int().nullable().describe("Whom we asked."),
    tookMs: count,
    detail: z.string().describe("What went wrong, when something did."),
  })
  .meta({ id: "LookupAnswer" });
export type LookupAnswer = z.output<typeof lookupAnswer>;

export const keptLookup = z
  .object({
    number: z.string(),
    network,
    networkName: z.string().nullable(),
    at: moment,
  })
  .meta({ id: "KeptLookup" });
export type KeptLookup = z.output<typeof keptLookup>;

export const lookupOutcomes = ["found", "not_known", "failed"] as const;
const lookupOutcome = z.enum(lookupOutcomes);

export const madeLookup = z
  .object({
    id: messageId.describe("From the same series as those of messages."),
    at: moment,
    number: z.string(),
    country,
    outcome: lookupOutcome,
    network: network.nullable().describe("As answered."),
    networkName: z.string().nullable(),
    detail: z.string().describe("What went wrong, when something did."),
    clientId: id.nullable().describe("Who pays. null: a person asked, or the answer came when nobody waited any more."),
    clientLogin: z.string().nullable(),
    connectionId: id.describe("Whom we asked."),
    connectionName: z.string().nullable().describe("null: the connection was deleted."),
    billing: billingMode.nullable().describe("null: the client has no price, so look-ups are free for it."),
    price: amount.nullable(),
    charged: amount,
    currency: currency.nullable(),
    cost: amount.describe("What is owed to the supplier for it."),
    costCurrency: currency.nullable(),
  })
  .meta({ id: "MadeLookup" });
export type MadeLookup = z.output<typeof madeLookup>;

const digits = z
  .string()
  .regex(/^[1-9]\d{5,14}$/, "must be a number in international form, digits alone, such as 4915112345678");

const logFilters = {
  number: digits.optional(),
  clientId: idParam.optional(),
  country: country.optional(),
  outcome: lookupOutcome.optional(),
  connectionId: idParam.optional(),
  from: momentInput.optional(),
  to: momentInput.optional(),
};

const lookupLogPage = pageOf(madeLookup).extend({
  searchedTo: moment
    .nullable()
    .describe("How far back this answer looked: with filters that fit little, nextCursor goes on from there."),
});

export const lookupEndpoints = {
  lookUpNumber: endpoint({
    method: "POST",
    path: "/lookups",
    tag,
    summary:
      "Look a number up: from what is kept, or by asking the supplier of its route; a supplier may charge for it",
    body: z.strictObject({
      number: digits,
      anew: z.boolean().default(false).describe("Ask also when an answer is kept."),
    }),
    response: lookupAnswer,
    errors: ["busy"],
    permission: "destinations.write",
  }),
  listLookups: endpoint({
    method: "GET",
    path: "/lookups",
    tag,
    summary: "Answers that are kept, by number",
    query: z.strictObject({
      search: z
        .string()
        .regex(/^\d{1,15}$/, "must be digits")
        .optional()
        .describe("The number's first digits."),
      ...pageQuery,
    }),
    response: pageOf(keptLookup),
    permission: "destinations.read",
  }),
  listLookupLog: endpoint({
    method: "GET",
    path: "/lookups/log",
    tag,
    summary: "Every time a supplier was asked, with what it cost, newest first",
    query: z.strictObject({ ...logFilters, ...pageQuery }),
    response: lookupLogPage,
    permission: "messages.read",
  }),
  exportLookupLog: endpoint({
    method: "GET",
    path: "/lookups/log.csv",
    tag,
    summary: "The same list as a CSV file, all pages",
    query: z.strictObject(logFilters),
    csv: true,
    permission: "messages.read",
  }),
  forgetLookup: endpoint({
    method: "DELETE",
    path: "/lookups/:number",
    tag,
    summary: "Forget the answer for a number, so that it is looked up anew",
    params: z.object({ number: digits }),
    permission: "destinations.write",
  }),
};
