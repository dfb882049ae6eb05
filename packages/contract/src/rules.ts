/**
 * Replacement rules: what is changed in the texts and senders of messages before they leave. A client's act on all it
 * sends, a supplier's on all that goes to it, after the client's; both are worked on in the same ways.
 */
import {
  type ContentMatch,
  checkRewriteRule,
  contentMatches,
  contentOperations,
  type RewriteMatch,
  type RewriteOperation,
  type SenderMatch,
  senderMatches,
  senderOperations,
} from "@switchyard/engine";
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import {
  alphabet,
  amount,
  count,
  country,
  currency,
  hasCountry,
  id,
  idParam,
  moment,
  network,
  note,
  pageOf,
  pageQuery,
  queryFlag,
} from "./values.ts";

const tag = "Replacement rules";

/** Whose rules they are. */
export const ruleOwnerKinds = ["client", "supplier"] as const;
export interface RuleOwner {
  readonly scope: (typeof ruleOwnerKinds)[number];
  readonly ownerId: number;
}

/** An owner's name in paths and bodies: `client-12`, `supplier-3`. */
export const ruleOwnerName = ({ scope, ownerId }: RuleOwner): string => `${scope}-${ownerId}`;

const ruleOwner = z
  .string()
  .regex(/^(client|supplier)-[1-9]\d{0,9}$/, {
    error: "must be client- or supplier- and an id, such as client-12",
    abort: true,
  })
  .refine((name) => id.safeParse(Number(name.split("-")[1])).success, "has an id that is larger than any")
  .transform((name): RuleOwner => {
    const [scope, ownerId] = name.split("-");
    return { scope: scope as RuleOwner["scope"], ownerId: Number(ownerId) };
  });

const ownerParams = z.object({ owner: ruleOwner });
const ruleParams = ownerParams.extend({ ruleId: idParam });

const ruleRead = { param: "owner", of: { client: "routing.read", supplier: "suppliers.read" } } as const;
const ruleWrite = { param: "owner", of: { client: "routing.write", supplier: "suppliers.write" } } as const;

/** What changing the rules of an owner asks for, where a body names it. */
export const ruleWritePermission = ({ scope }: RuleOwner) => ruleWrite.of[scope];

export const ruleKinds = ["content", "sender"] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** What can be done, and how its search can be read, by the kind of rule. */
export const ruleOperations = { content: contentOperations, sender: senderOperations } as const satisfies Record<
  RuleKind,
  readonly RewriteOperation[]
>;
export const ruleMatches = { content: contentMatches, sender: senderMatches } as const satisfies Record<
  RuleKind,
  readonly (ContentMatch | SenderMatch)[]
>;

const operation = z.enum([...contentOperations, ...senderOperations]);
const match = z.enum([...new Set<RewriteMatch>([...contentMatches, ...senderMatches])]);

/** Text as it stands in messages: line breaks are its only control characters. */
const ruleText = z
  .string()
  .max(limits.ruleTextCharsMax)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  .regex(/^[^\u0000-\u0009\u000b-\u001f\u007f]*$/, "must hold no control characters but line breaks")
  .refine((text) => !/\p{Surrogate}/u.test(text), "holds half a character");

const settings = {
  country: country.nullable().describe("null: any destination."),
  network: network.nullable().describe("null: the whole country."),
  viaSupplierId: id.nullable().describe("Of a client's rule: only when the message leaves by this supplier."),
  sender: ruleText.max(40).describe("Of a content rule: only with this sender, exact or with `*`; empty: any."),
  operation,
  match: match.describe("How `search` is read: in the text by a content rule, against the sender by a sender rule."),
  search: ruleText,
  ignoreCase: z.boolean(),
  replacements: z
    .array(ruleText.min(1))
    .max(limits.ruleReplacementsMax)
    .describe("What takes the place of what was found; of several one is chosen."),
  choice: z.enum(["random", "by_recipient"]).describe("by_recipient: always the same one for the same recipient."),
  priority: z.int().min(0).max(10_000).describe("Lower acts first; of equal ones the older rule."),
  enabled: z.boolean(),
  comment: note,
};

const defaults = {
  country: settings.country.default(null),
  network: settings.network.default(null),
  viaSupplierId: settings.viaSupplierId.default(null),
  sender: settings.sender.default(""),
  search: settings.search.default(""),
  ignoreCase: settings.ignoreCase.default(false),
  replacements: settings.replacements.default([]),
  choice: settings.choice.default("random"),
  priority: settings.priority.default(100),
  enabled: settings.enabled.default(true),
  comment: settings.comment.default(""),
};

const kind = z.enum(ruleKinds);

export const ruleCreate = z
  .strictObject({ kind, operation: settings.operation, match: settings.match, ...defaults })
  .refine(hasCountry, { path: ["country"], error: "is needed with a network" })
  .superRefine((given, context) => {
    const fault = checkRewriteRule(given);
    if (fault) context.addIssue({ code: "custom", path: [fault.field], message: fault.message });
  });
export type RuleCreate = z.input<typeof ruleCreate>;

/** Everything of a rule but whose it is and since when. */
export const ruleSettings = z.strictObject({ kind, ...settings }).meta({ id: "ReplacementRuleSettings" });
export type RuleSettings = z.output<typeof ruleSettings>;

export const rulePatch = z.strictObject(settings).partial();
export type RulePatch = z.input<typeof rulePatch>;

export const rule = z
  .object({
    id,
    owner: z.string().describe("`client-12` or `supplier-3`."),
    kind,
    ...settings,
    viaSupplierName: z.string().nullable(),
    createdAt: moment,
  })
  .meta({ id: "ReplacementRule" });
export type Rule = z.output<typeof rule>;

const filters = {
  kind: kind.optional(),
  country: country.optional(),
  viaSupplierId: idParam.optional(),
  operation: operation.optional(),
  enabled: queryFlag.optional(),
  search: z
    .string()
    .trim()
    .max(limits.searchCharsMax)
    .optional()
    .describe("Part of what is looked for, of a replacement, a sender or the comment."),
};

const selection = z.array(id).min(1).max(limits.selectionMax);

export const ruleCopy = z.strictObject({
  to: ruleOwner,
  ruleIds: selection.optional().describe("Left out: all its rules."),
});

const tried = z
  .object({
    sender: z.string(),
    text: z.string(),
    alphabet,
    parts: z.int().positive(),
    unitsLeft: count.describe("Characters that still fit into the last part."),
  })
  .meta({ id: "MessageLook" });
export type MessageLook = z.output<typeof tried>;

const ruleTry = z.strictObject({
  rule: ruleCreate.optional().describe("A rule that is not saved; left out, only those that are act."),
  ruleId: id.optional().describe("The saved rule that `rule` takes the place of."),
  alone: z.boolean().default(false).describe("Only `rule` acts, not those that are saved."),
  sender: z.string().min(1).max(40),
  recipient: z.string().min(1).max(40),
  text: z.string().max(5_000),
  supplierId: id
    .optional()
    .describe("Of a client's rules: the supplier it leaves by, whose own rules then act after them."),
  turn: count.max(1_000).default(0).describe("Another turn chooses another of several replacements at random."),
});
export type RuleTry = z.input<typeof ruleTry>;

export const ruleTrial = z
  .object({
    country,
    network: network.nullable(),
    before: tried,
    after: tried,
    applied: z
      .array(
        z.object({
          ruleId: id.nullable().describe("null: the one that is not saved."),
          owner: z.string(),
          kind,
          operation,
          comment: z.string(),
        }),
      )
      .describe("The rules that changed something, in the order they did."),
    price: z
      .object({
        perPart: amount.describe("What the client pays; of a supplier's rules, what the supplier is owed."),
        before: amount,
        after: amount,
        currency,
      })
      .nullable()
      .describe("null: there is none for the destination."),
  })
  .meta({ id: "RuleTrial" });
export type RuleTrial = z.output<typeof ruleTrial>;

export const ruleImportClasses = ["bad", "changed", "new", "unchanged"] as const;
export type RuleImportClass = (typeof ruleImportClasses)[number];

const importCounts = z.object({ bad: count, changed: count, new: count, unchanged: count });

export const ruleImportRow = z
  .object({
    line: z.int().positive().describe("Where it begins in the file."),
    class: z.enum(ruleImportClasses),
    ruleId: id.nullable().describe("The rule it changes or repeats."),
    rule: ruleSettings.nullable().describe("null where the row could not be read."),
    source: z.string().describe("The row as it stands in the file, shortened."),
    changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).describe("What is wrong with a bad row."),
  })
  .meta({ id: "RuleImportRow" });
export type RuleImportRow = z.output<typeof ruleImportRow>;

export const ruleImportPreview = z
  .object({
    counts: importCounts,
    rows: z.array(ruleImportRow).describe("Bad ones first, then changed, new and unchanged, each by line."),
    rowsTotal: count.describe("More than there are in `rows` when the file is long."),
    basis: z.string().describe("The rules it was compared with; saving with it is refused once they are others."),
  })
  .meta({ id: "RuleImportPreview" });
export type RuleImportPreview = z.output<typeof ruleImportPreview>;

/** Encodings a person may choose where a file's own can't be told. */
export const ruleFileEncodings = ["utf-8", "windows-1252", "windows-1251", "windows-1256", "utf-16le"] as const;

const importSettings = {
  kind: kind.optional().describe("What rows are that do not say it."),
  encoding: z.enum(ruleFileEncodings).optional().describe("Left out, it is found out."),
};

const rules = {
  listRules: endpoint({
    method: "GET",
    path: "/rules/:owner",
    tag,
    summary: "Replacement rules of a client or supplier, in the order they act",
    params: ownerParams,
    query: z.strictObject({ ...filters, ...pageQuery }),
    response: pageOf(rule),
    permission: ruleRead,
  }),
  getRule: endpoint({
    method: "GET",
    path: "/rules/:owner/:ruleId",
    tag,
    summary: "One replacement rule",
    params: ruleParams,
    response: rule,
    permission: ruleRead,
  }),
  createRule: endpoint({
    method: "POST",
    path: "/rules/:owner",
    tag,
    summary: "Create a replacement rule",
    params: ownerParams,
    body: ruleCreate,
    response: rule,
    created: true,
    errors: ["too_many"],
    permission: ruleWrite,
  }),
  updateRule: endpoint({
    method: "PATCH",
    path: "/rules/:owner/:ruleId",
    tag,
    summary: "Change a replacement rule: what it does, its priority, on or off",
    params: ruleParams,
    body: rulePatch,
    response: rule,
    permission: ruleWrite,
  }),
  deleteRule: endpoint({
    method: "DELETE",
    path: "/rules/:owner/:ruleId",
    tag,
    summary: "Delete a replacement rule",
    params: ruleParams,
    permission: ruleWrite,
  }),
  deleteRules: endpoint({
    method: "POST",
    path: "/rules/:owner/delete",
    tag,
    summary: "Delete several rules of an owner, all or none",
    params: ownerParams,
    body: z.strictObject({ ruleIds: selection }),
    response: z.object({ deleted: count }),
    permission: ruleWrite,
  }),
  copyRules: endpoint({
    method: "POST",
    path: "/rules/:owner/copy",
    tag,
    summary: "Copy an owner's rules to another owner, those named or all; what that one has already is left out",
    params: ownerParams,
    body: ruleCopy,
    response: z.object({
      copied: count,
      skipped: count.describe("Had already, or only for another supplier than the one they were copied to."),
    }),
    errors: ["too_many"],
    permission: ruleRead,
  }),
};

const ruleFiles = {
  exportRules: endpoint({
    method: "GET",
    path: "/rules/:owner/rules.csv",
    tag,
    summary: "The same list as a CSV file, all pages; it can be imported again",
    params: ownerParams,
    query: z.strictObject(filters),
    csv: true,
    permission: ruleRead,
  }),
  previewRuleImport: endpoint({
    method: "POST",
    path: "/rules/:owner/import/preview",
    tag,
    summary: "Read rules as CSV and say what they would change; nothing is saved",
    params: ownerParams,
    query: z.strictObject(importSettings),
    upload: { octetsMax: limits.ruleFileOctetsMax },
    response: ruleImportPreview,
    errors: ["unreadable_file", "busy"],
    permission: ruleWrite,
  }),
  importRules: endpoint({
    method: "POST",
    path: "/rules/:owner/import",
    tag,
    summary: "Save rules as CSV, all or none: refused while a row is bad",
    params: ownerParams,
    query: z.strictObject({
      ...importSettings,
      basis: z.string().max(100).optional().describe("Of the preview; refused when the rules are others by now."),
    }),
    upload: { octetsMax: limits.ruleFileOctetsMax },
    response: z.object({ counts: importCounts }),
    errors: ["unreadable_file", "busy", "too_many", "wrong_state"],
    permission: ruleWrite,
  }),
};

export const ruleEndpoints = {
  ...rules,
  ...ruleFiles,
  tryRules: endpoint({
    method: "POST",
    path: "/rules/:owner/try",
    tag,
    summary: "What the rules, or one that is not saved, would make of a message, and what that does to its price",
    params: ownerParams,
    body: ruleTry,
    response: ruleTrial,
    permission: ruleRead,
  }),
};
