/** Replacement rules, of the operations that generated worlds have: replace and append for texts, set for senders. */
import type { Destination } from "@switchyard/engine";
import { senderKind, validSender } from "@switchyard/sms";
import type { Configuration, Moment, RuleRow } from "../configuration.ts";
import { expressionFor, isLike } from "./patterns.ts";

export interface Bearing {
  readonly clientId: number;
  readonly destination: Destination;
  readonly supplierId: number;
}

export interface Wording {
  readonly sender: string;
  readonly text: string | null;
}

/** The client's rules, then the supplier's on what those left. */
export function rewritten(message: Wording, bearing: Bearing, rows: Configuration, moment: Moment): Wording {
  const own = rows.rules.filter(({ clientId }) => clientId === bearing.clientId);
  const supplier = rows.rules.filter(({ supplierId }) => supplierId === bearing.supplierId);
  const before = applied(message, own, bearing, moment);
  return applied(before, supplier, bearing, moment);
}

function applied(message: Wording, all: readonly RuleRow[], bearing: Bearing, moment: Moment): Wording {
  const { country, network } = bearing.destination;
  const rules = all
    .filter((rule) => rule.country === null || rule.country === country)
    .filter((rule) => rule.network === null || rule.network === network)
    .filter((rule) => rule.viaSupplierId === null || rule.viaSupplierId === bearing.supplierId)
    .sort((a, b) => (a.priority === b.priority ? a.id - b.id : a.priority - b.priority));
  return { sender: newSender(message.sender, rules, moment), text: newText(message, rules, moment) };
}

const pick = (list: readonly string[], { chance }: Moment): string => list[Math.floor(chance * list.length)] ?? "";

/** Of rules for the sender the first that fits says what it becomes, unless no network would carry that. */
function newSender(sender: string, rules: readonly RuleRow[], moment: Moment): string {
  const rule = rules.find((each) => each.kind === "sender" && fitsSender(sender, each));
  if (!rule) return sender;
  const chosen = pick(rule.replacements, moment);
  return validSender(chosen).ok ? chosen : sender;
}

function fitsSender(sender: string, { match, search, ignoreCase }: RuleRow): boolean {
  if (match === "any") return true;
  if (match === "exact") return ignoreCase ? sender.toLowerCase() === search.toLowerCase() : sender === search;
  if (match === "pattern") return isLike(sender, search, ignoreCase);
  return (senderKind(sender) === "alphanumeric") === (match === "alphanumeric");
}

/** One after the other; what would become too long a text stays as it was. */
function newText({ sender, text: original }: Wording, rules: readonly RuleRow[], moment: Moment): string | null {
  if (original === null) return null;
  let text = original;
  for (const rule of rules) {
    if (rule.kind !== "content" || (rule.sender !== "" && !isLike(sender, rule.sender))) continue;
    const result = textAfter(rule, text, pick(rule.replacements, moment));
    if (result.length <= Math.max(2_000, text.length)) text = result;
  }
  return text;
}

function textAfter({ operation, match, search, ignoreCase }: RuleRow, text: string, replacement: string): string {
  if (operation === "append") return text + replacement;
  const place = expressionFor(match === "word" ? "word" : "plain", search, ignoreCase, "g");
  return text.replace(place, () => replacement);
}
