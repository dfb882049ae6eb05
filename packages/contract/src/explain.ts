/** Explain: what would become of a message, by the very decision that live traffic gets. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { routeScopes } from "./routes.ts";
import { judgedStep } from "./step.ts";
import { alphabet, amount, billingMode, blockReason, channel, count, id, money } from "./values.ts";

const tag = "Routing";

export const explainedRoute = z
  .object({
    id,
    scope: z.enum(routeScopes),
    ownerId: z.int().describe("0 for the platform."),
    poolId: id,
    poolName: z.string(),
    priority: z.int(),
    country: z.string().nullable(),
    network: z.string().nullable(),
    verdict: z.enum(["chosen", "set_aside", "not_reached", "does_not_fit"]),
    why: z.string().describe("In words."),
  })
  .meta({ id: "ExplainedRoute" });
export type ExplainedRoute = z.output<typeof explainedRoute>;

const size = { alphabet, parts: count, charactersLeft: count.describe("Until another part is needed.") };

export const explanation = z
  .object({
    outcome: z.enum(["accepted", "blocked"]),
    status: z.string().describe("queued, held, scheduled, moderation or blocked."),
    reason: blockReason.nullable(),
    says: z.string().describe("The outcome in one sentence."),
    obstacles: z
      .array(z.object({ reason: blockReason, says: z.string().describe("In words, with its numbers.") }))
      .describe(
        "All that stops a blocked message, in the order of the checks. What follows is told as it would be without them, " +
          "as far as that can be known.",
      ),
    channel,
    recipient: z.string(),
    country: z.string().nullable(),
    network: z.string().nullable(),
    price: z
      .object({ perPart: amount, total: amount, billing: billingMode, currency: z.string() })
      .nullable()
      .describe("What the client pays; null where it has no price, or where the message goes is not known."),
    cost: z
      .object({
        perPart: amount,
        total: amount,
        billing: billingMode,
        currency: z.string(),
        inClientCurrency: amount.nullable().describe("The total; null where no exchange rate tells."),
      })
      .nullable()
      .describe("What the supplier is owed; null where none has a price, or no route leads there."),
    margin: money.nullable().describe("Total price less total cost, in the client's currency; negative for a loss."),
    marginRate: z.number().nullable().describe("Margin out of the price; negative for a loss."),
    connection: z
      .object({ id, name: z.string(), supplierId: id, supplierName: z.string() })
      .nullable()
      .describe("null where no route leads to one that can carry the message."),
    asSent: z.object({ sender: z.string(), text: z.string().nullable(), ...size }).describe("As the client sent it."),
    asLeaving: z
      .object({ sender: z.string(), text: z.string().nullable(), ...size, ruleIds: z.array(id) })
      .nullable()
      .describe("As it would leave, where a connection carries it, and the replacement rules that made it so."),
    steps: z.array(judgedStep).describe("Up to the check that stops it."),
    routes: z
      .array(explainedRoute)
      .describe("In the order they are tried; of those that do not fit the first hundred."),
    routesLeftOut: count,
  })
  .meta({ id: "Explanation" });
export type Explanation = z.output<typeof explanation>;

export const explainBody = z.strictObject({
  clientId: id,
  sender: z.string().max(40),
  recipient: z.string().trim().min(1).max(30),
  text: z.string().max(5_000),
  channel: channel.optional().describe("Left out: smpp, or the first that the client has on where that is off."),
});

export const explainEndpoints = {
  explain: endpoint({
    method: "POST",
    path: "/explain",
    tag,
    summary: "What would become of a message: every check, price, route and why, and how it would leave",
    body: explainBody,
    response: explanation,
    permission: "routing.read",
  }),
};
