/** The fields of a rule's form, and the rule they say. */
import type { Rule, RuleCreate, RuleKind } from "@switchyard/contract";
import type { RewriteMatch, RewriteOperation } from "@switchyard/engine";
import { numberOf } from "../../number-input.tsx";
import { matchSearches, putsIn } from "../words.ts";

export interface RuleValues extends Record<string, unknown> {
  operation: RewriteOperation;
  match: RewriteMatch;
  search: string;
  ignoreCase: boolean;
  replacements: string[];
  choice: Rule["choice"];
  country: string | null;
  network: string | null;
  viaSupplierId: string | null;
  sender: string;
  priority: string;
  enabled: boolean;
  comment: string;
}

/** Of a rule that is there, of one like it, or of a new one. */
export function ruleValues(kind: RuleKind, rule: Rule | undefined): RuleValues {
  const isContent = kind === "content";
  return {
    operation: rule?.operation ?? (isContent ? "replace" : "set"),
    match: rule?.match ?? (isContent ? "plain" : "exact"),
    search: rule?.search ?? "",
    ignoreCase: rule?.ignoreCase ?? false,
    replacements: rule && rule.replacements.length > 0 ? [...rule.replacements] : [""],
    choice: rule?.choice ?? "random",
    country: rule?.country ?? null,
    network: rule?.network ?? null,
    viaSupplierId: rule?.viaSupplierId ? String(rule.viaSupplierId) : null,
    sender: rule?.sender ?? "",
    priority: String(rule?.priority ?? 100),
    enabled: rule?.enabled ?? true,
    comment: rule?.comment ?? "",
  };
}

/** What the values say; fields that the operation does not use are left as nothing. */
export function ruleBody(kind: RuleKind, values: RuleValues): RuleCreate {
  const hasSearch = matchSearches(values.match) && values.search !== "";
  return {
    kind,
    operation: values.operation,
    match: values.match,
    search: hasSearch ? values.search : "",
    ignoreCase: hasSearch && values.ignoreCase,
    replacements: putsIn(values.operation) ? filled(values.replacements) : [],
    choice: values.choice,
    country: values.country || null,
    network: values.network || null,
    viaSupplierId: values.viaSupplierId ? Number(values.viaSupplierId) : null,
    sender: kind === "content" ? values.sender : "",
    // What is no number stays as it was typed, for the contract to refuse with its reason.
    priority: numberOf(values.priority) as number,
    enabled: values.enabled,
    comment: values.comment,
  };
}

/** One that is empty is being typed; the last of them says that one is needed. */
function filled(replacements: readonly string[]): string[] {
  return replacements.filter((text) => text !== "");
}

/** What the contract calls a field, by the name of the form's. */
export function ruleField(path: string): string {
  return path === "replacements" ? "replacements.0" : path;
}
