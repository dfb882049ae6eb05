import { validSender } from "@switchyard/sms";
import { compilePattern, type Pattern, PatternError, type PatternMatch } from "../expression/pattern.ts";
import {
  type ContentMatch,
  contentMatches,
  insertsText,
  isContentOperation,
  needsSearch,
  type RewriteRule,
  type SenderMatch,
  senderMatches,
} from "./rules.ts";
import { highestGroup } from "./template.ts";

export interface RewriteRuleFault {
  readonly field: "operation" | "match" | "search" | "replacements" | "sender";
  /** For people, after the name of the field. */
  readonly message: string;
}

/** A rule as far as it says what to do. */
type Checked = Pick<RewriteRule, "kind" | "operation" | "match" | "search" | "ignoreCase" | "replacements" | "sender">;

/** What makes a rule impossible to follow; undefined for a sound one. */
export function checkRewriteRule(rule: Checked): RewriteRuleFault | undefined {
  return rule.kind === "content" ? contentFault(rule) : senderFault(rule);
}

function contentFault({ operation, match, search, ignoreCase, replacements }: Checked): RewriteRuleFault | undefined {
  if (!isContentOperation(operation)) return fault("operation", "must be one that acts on the text");
  if (!isContentMatch(match)) return fault("match", "must be plain, word or regex: it is text that is searched");
  if (search === "" && needsSearch(operation)) return fault("search", "must say what to look for");
  // What is looked for is told first: it is typed before what takes its place.
  const pattern = search === "" ? undefined : findable(match, search, ignoreCase);
  if (pattern && "field" in pattern) return pattern;
  if (!insertsText(operation) && replacements.length > 0) {
    return fault("replacements", "must be left out: nothing is put in");
  }
  if (insertsText(operation) && (replacements.length === 0 || replacements.includes(""))) {
    return fault("replacements", "must say what to put in");
  }
  return pattern && operation === "replace" ? groupsFault(pattern, match, replacements) : undefined;
}

function findable(match: ContentMatch, search: string, ignoreCase: boolean): Pattern | RewriteRuleFault {
  const pattern = compiled(match, search, ignoreCase);
  if ("field" in pattern || !pattern.test("")) return pattern;
  return fault("search", "must not fit an empty text: it would be found before every character");
}

/** $3 of an expression with two groups; other matches have no groups, so that $5 is an amount. */
function groupsFault(
  { groupCount }: Pattern,
  match: ContentMatch,
  replacements: readonly string[],
): RewriteRuleFault | undefined {
  const highest = Math.max(...replacements.map(highestGroup));
  if (match !== "regex" || highest <= groupCount) return undefined;
  const groups = groupCount === 0 ? "no group" : groupCount === 1 ? "1 group" : `${groupCount} groups`;
  return fault("replacements", `names $${highest}, but the expression has ${groups}; for a dollar sign write $$`);
}

function senderFault({
  operation,
  match,
  search,
  ignoreCase,
  replacements,
  sender,
}: Checked): RewriteRuleFault | undefined {
  if (operation !== "set") return fault("operation", "must be set: there is nothing else to do with a sender");
  if (!isSenderMatch(match)) return fault("match", "must be one that senders are compared by");
  if (sender !== "") return fault("sender", "must be left out: search says which senders are meant");
  const isKind = match === "any" || match === "alphanumeric" || match === "numeric";
  if (isKind && search !== "") return fault("search", "must be left out: the match says which senders are meant");
  if (!isKind && search === "") return fault("search", "must say which senders are meant");
  const pattern = match === "regex" ? compiled(match, search, ignoreCase) : undefined;
  if (pattern && "field" in pattern) return pattern;
  if (replacements.length === 0) return fault("replacements", "must say what the sender becomes");
  const wrong = replacements.find((replacement) => !validSender(replacement).ok);
  if (wrong === undefined) return undefined;
  return fault("replacements", `must be senders that networks carry, which “${wrong}” is not`);
}

function compiled(match: PatternMatch, source: string, ignoreCase: boolean): Pattern | RewriteRuleFault {
  try {
    return compilePattern({ match, source, ignoreCase });
  } catch (err) {
    if (err instanceof PatternError) return fault("search", `can't be used: ${err.message.replace(/\.$/, "")}`);
    throw err;
  }
}

const fault = (field: RewriteRuleFault["field"], message: string): RewriteRuleFault => ({ field, message });

const isContentMatch = (match: string): match is ContentMatch => (contentMatches as readonly string[]).includes(match);
const isSenderMatch = (match: string): match is SenderMatch => (senderMatches as readonly string[]).includes(match);
