/** Look-ups: asking a supplier to which network a number belongs now. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { count, country, moment, network, pageOf, pageQuery } from "./values.ts";

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

const digits = z
  .string()
  .regex(/^[1-9]\d{5,14}$/, "must be a number in international form, digits alone, such as 4915112345678");

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
  forgetLookup: endpoint({
    method: "DELETE",
    path: "/lookups/:number",
    tag,
    summary: "Forget the answer for a number, so that it is looked up anew",
    params: z.object({ number: digits }),
    permission: "destinations.write",
  }),
};
