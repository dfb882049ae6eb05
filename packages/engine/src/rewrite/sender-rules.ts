import { senderKind, validSender } from "@switchyard/sms";
import { foldText } from "../expression/fold.ts";
import { buildPatternSet, type PatternSet } from "../expression/pattern-set.ts";
import { buildWildcardSet, fitsWildcard, type WildcardSet } from "../expression/wildcard.ts";
import { chosen } from "./choice.ts";
import { type Bearing, concerns, RulesByPlace } from "./conditions.ts";
import type { RewriteRule } from "./rules.ts";

/** What sender rules ask of a message. */
export interface SenderBearing extends Bearing {
  readonly sender: string;
  readonly recipient: string;
}

/**
 * The sender rules of one owner. The first that fits the message says its sender and no other is asked, so that a sender
 * is never changed twice by accident, and a rule that keeps a sender makes an exception from those after it.
 */
export class SenderRewriting {
  readonly #rules: readonly RewriteRule[];
  readonly #exact = new Map<string, number[]>();
  readonly #wildcards: WildcardSet;
  readonly #withWildcard: readonly number[];
  readonly #regexes: PatternSet;
  readonly #withRegex: readonly number[];
  readonly #byKind = { any: new RulesByPlace(), alphanumeric: new RulesByPlace(), numeric: new RulesByPlace() };

  constructor(rules: readonly RewriteRule[]) {
    this.#rules = rules;
    const indexesOf = (match: RewriteRule["match"]): number[] =>
      [...rules.keys()].filter((index) => this.#rule(index).match === match);
    for (const index of indexesOf("exact")) {
      const sender = foldText(this.#rule(index).search);
      this.#exact.set(sender, [...(this.#exact.get(sender) ?? []), index]);
    }
    this.#withWildcard = indexesOf("pattern");
    this.#wildcards = buildWildcardSet(this.#withWildcard.map((index) => this.#rule(index).search));
    this.#withRegex = indexesOf("regex");
    this.#regexes = buildPatternSet(
      this.#withRegex.map((index) => {
        const { search, ignoreCase } = this.#rule(index);
        return { match: "regex", source: search, ignoreCase };
      }),
    );
    for (const kind of ["any", "alphanumeric", "numeric"] as const) {
      for (const index of indexesOf(kind)) this.#byKind[kind].add(this.#rule(index), index);
    }
  }

  /** undefined when the sender stays: no rule fits, or the one that does names a sender that networks don't carry. */
  rewrite(
    message: SenderBearing,
    chance: () => number,
  ): { readonly sender: string; readonly ruleId: number } | undefined {
    const rule = this.#firstFitting(message);
    if (rule === undefined) return undefined;
    const sender = chosen(rule.replacements, rule.choice, message.recipient, chance);
    if (sender === undefined || sender === message.sender || !validSender(sender).ok) return undefined;
    return { sender, ruleId: rule.id };
  }

  #firstFitting(message: SenderBearing): RewriteRule | undefined {
    if (this.#rules.length === 0) return undefined;
    let first = Number.POSITIVE_INFINITY;
    for (const index of this.#likely(message)) {
      if (index < first && this.#fits(this.#rule(index), message)) first = index;
    }
    return this.#rules[first];
  }

  /** Rules that fit the sender, letter case apart. */
  #likely({ sender, destination }: SenderBearing): readonly number[] {
    const likely = [...(this.#exact.get(foldText(sender)) ?? [])];
    for (const at of this.#wildcards.find(sender)) likely.push(this.#withWildcard[at] as number);
    for (const at of this.#regexes.find(sender)) likely.push(this.#withRegex[at] as number);
    this.#byKind.any.collect(destination, likely);
    const kind = senderKind(sender) === "alphanumeric" ? "alphanumeric" : "numeric";
    this.#byKind[kind].collect(destination, likely);
    return likely;
  }

  #fits(rule: RewriteRule, message: SenderBearing): boolean {
    if (!concerns(rule, message)) return false;
    if (rule.ignoreCase) return true;
    if (rule.match === "exact") return rule.search === message.sender;
    return rule.match !== "pattern" || fitsWildcard(message.sender, rule.search);
  }

  #rule(index: number): RewriteRule {
    return this.#rules[index] as RewriteRule;
  }
}
