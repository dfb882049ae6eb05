/** A step of a decision as it is told: in words, with what they name. For Explain and a message's timeline. */
import { z } from "zod";
import { routeScopes } from "./routes.ts";
import { ruleKinds } from "./rules.ts";
import { id } from "./values.ts";

/** Something of the books with a page of its own. */
export const stepMention = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("connection"), id }),
    z.object({ kind: z.literal("pool"), id }),
    z.object({ kind: z.literal("route"), id, scope: z.enum(routeScopes), ownerId: z.int() }),
    z.object({
      kind: z.literal("rule"),
      id,
      scope: z.enum(["client", "supplier"]),
      ownerId: id,
      of: z.enum(ruleKinds),
    }),
  ])
  .meta({ id: "StepMention" });
export type StepMention = z.output<typeof stepMention>;

const stepPiece = z
  .object({
    text: z.string(),
    names: stepMention.nullable().describe("null: nothing, or something that is not in the books any more."),
  })
  .meta({ id: "StepPiece" });
export type StepPiece = z.output<typeof stepPiece>;

export const judgedStep = z
  .object({
    step: z.string(),
    says: z.string().describe("What is checked."),
    outcome: z.enum(["pass", "skip", "stop"]).describe("skip: an alternative was set aside."),
    detail: z.string().describe("What was found."),
    pieces: z.array(stepPiece).describe("The detail in pieces, with what they name."),
  })
  .meta({ id: "JudgedStep" });
export type JudgedStep = z.output<typeof judgedStep>;
