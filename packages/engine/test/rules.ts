import type { Rewritable, RewriteRule } from "@switchyard/engine";

/** Replaces "x" by "y" in all that is sent. */
export function aContentRule(changes: Partial<RewriteRule> = {}): RewriteRule {
  return {
    id: 1,
    kind: "content",
    country: null,
    network: null,
    viaSupplierId: null,
    sender: "",
    operation: "replace",
    match: "plain",
    search: "x",
    ignoreCase: false,
    replacements: ["y"],
    choice: "random",
    priority: 100,
    ...changes,
  };
}

/** Makes "Info" of "Bank". */
export function aSenderRule(changes: Partial<RewriteRule> = {}): RewriteRule {
  return aContentRule({
    kind: "sender",
    operation: "set",
    match: "exact",
    search: "Bank",
    replacements: ["Info"],
    ...changes,
  });
}

export function aRewritable(changes: Partial<Rewritable> = {}): Rewritable {
  return {
    sender: "Bank",
    text: "x",
    recipient: "4915112345678",
    destination: { country: "DE", network: "26201" },
    supplierId: 1,
    ...changes,
  };
}
