import { type Pattern, type PatternSource, patternOrNothing } from "../expression/pattern.ts";
import { buildPatternSet, type PatternSet } from "../expression/pattern-set.ts";
import { buildWildcardSet, type WildcardSet } from "../expression/wildcard.ts";
import { chosen } from "./choice.ts";
import { type Bearing, concerns, RulesByPlace } from "./conditions.ts";
import { operate } from "./operations.ts";
import { type ContentOperation, isContentOperation, type RewriteRule } from "./rules.ts";
import { SavedFinds } from "./saved.ts";
import { readTemplate, type Template } from "./template.ts";

/** What content rules ask of a message beside its text. */
export interface ContentBearing extends Bearing {
  readonly sender: string;
  readonly recipient: string;
}

/** A text that a rule made longer than this stays as it was before the rule, unless the rule only shortened it. */
const textLengthMax = 2_000;

/** No sender is asked for. */
const ANY_SENDER = -1;

interface Step {
  readonly rule: RewriteRule;
  readonly operation: ContentOperation;
  /** Number of the wildcard its sender must be like. */
  readonly sender: number;
  /** undefined: the rule acts on the whole text. */
  pattern(): Pattern | undefined;
  templates(): readonly Template[];
}

/** The content rules of one owner, in the order they run. */
export class ContentRules {
  readonly #steps: readonly Step[];
  readonly #senders: WildcardSet;
  /** What rules look for, and which step each of them is. */
  readonly #searches: PatternSet;
  readonly #searching: readonly number[];
  /** Steps that look for nothing, by the sender they ask for. */
  readonly #unsearching = new Map<number, RulesByPlace>();

  constructor(rules: readonly RewriteRule[]) {
    const wildcards = [...new Set(rules.map(({ sender }) => sender).filter((sender) => sender !== ""))];
    const numbers = new Map(wildcards.map((wildcard, number) => [wildcard, number]));
    this.#senders = buildWildcardSet(wildcards);
    this.#steps = rules.flatMap((rule) => stepsOf(rule, numbers.get(rule.sender) ?? ANY_SENDER));
    const searching = [...this.#steps.keys()].filter((index) => this.#step(index).rule.search !== "");
    this.#searching = searching;
    this.#searches = buildPatternSet(searching.map((index) => searchOf(this.#step(index).rule)));
    this.#steps.forEach(({ rule, sender }, index) => {
      if (rule.search !== "") return;
      const places = this.#unsearching.get(sender) ?? new RulesByPlace();
      places.add(rule, index);
      this.#unsearching.set(sender, places);
    });
  }

  /** undefined when the text leaves as it came. */
  rewrite(
    original: string,
    message: ContentBearing,
    chance: () => number,
  ): { readonly text: string; readonly applied: number[] } | undefined {
    if (this.#steps.length === 0) return undefined;
    const senders = this.#senders.size === 0 ? noSenders : this.#senders.find(message.sender);
    const unsearching = this.#unsearchingSteps(senders, message);
    let searching = this.#searchingSteps(original, senders, message);
    if (unsearching.length === 0 && searching.length === 0) return undefined;
    const saved = new SavedFinds();
    const applied: number[] = [];
    let text = original;
    let met = 0;
    for (let from = 0; ; ) {
      const other = unsearching[met] ?? NO_STEP;
      const index = Math.min(other, searching.find((each) => each >= from) ?? NO_STEP);
      if (index === NO_STEP) break;
      from = index + 1;
      if (index === other) met++;
      const step = this.#step(index);
      const result = run(step, text, saved, message, chance);
      if (result === undefined) continue;
      applied.push(step.rule.id);
      if (result === text) continue;
      text = result;
      // What later rules look for may have come or gone.
      searching = this.#searchingSteps(text, senders, message);
    }
    return text === original ? undefined : { text, applied };
  }

  #step(index: number): Step {
    return this.#steps[index] as Step;
  }

  #unsearchingSteps(senders: readonly number[], message: ContentBearing): readonly number[] {
    if (this.#unsearching.size === 0) return [];
    const steps: number[] = [];
    this.#unsearching.get(ANY_SENDER)?.collect(message.destination, steps);
    for (const sender of senders) this.#unsearching.get(sender)?.collect(message.destination, steps);
    return steps.filter((index) => concerns(this.#step(index).rule, message)).sort((a, b) => a - b);
  }

  #searchingSteps(text: string, senders: readonly number[], message: ContentBearing): readonly number[] {
    const found = this.#searches.find(text);
    if (found.length === 0) return found;
    return found
      .map((search) => this.#searching[search] as number)
      .filter((index) => {
        const { rule, sender } = this.#step(index);
        return concerns(rule, message) && (sender === ANY_SENDER || senders.includes(sender));
      });
  }
}

const noSenders: readonly number[] = [];

/** Comes after every step. */
const NO_STEP = Number.POSITIVE_INFINITY;

function searchOf({ match, search, ignoreCase }: RewriteRule): PatternSource {
  return { match: match === "word" || match === "regex" ? match : "plain", source: search, ignoreCase };
}

/** One step, its expression compiled when the text first has it; none of a rule that does not say what to do. */
function stepsOf(rule: RewriteRule, sender: number): Step[] {
  const { operation, search, replacements } = rule;
  if (!isContentOperation(operation)) return [];
  let pattern: Pattern | undefined;
  let templates: readonly Template[] | undefined;
  const compiled = (): Pattern | undefined => {
    if (search !== "") pattern ??= patternOrNothing(searchOf(rule));
    return pattern;
  };
  return [
    {
      rule,
      operation,
      sender,
      pattern: compiled,
      templates: () => {
        templates ??= replacements.map((text) => readTemplate(text, groupCountOf(operation, compiled())));
        return templates;
      },
    },
  ];
}

/** A text that is put at an end takes the place of nothing. */
function groupCountOf(operation: ContentOperation, pattern: Pattern | undefined): number | undefined {
  if (operation === "replace") return pattern?.groupCount ?? 0;
  return operation === "replace_links" ? 0 : undefined;
}

function run(
  step: Step,
  text: string,
  saved: SavedFinds,
  { recipient }: ContentBearing,
  chance: () => number,
): string | undefined {
  const template = chosen(step.templates(), step.rule.choice, recipient, chance) ?? emptyTemplate;
  const lengthMax = Math.max(textLengthMax, text.length);
  return operate(step.operation, text, { pattern: step.pattern(), template, saved, lengthMax });
}

const emptyTemplate: Template = { expand: () => "" };
