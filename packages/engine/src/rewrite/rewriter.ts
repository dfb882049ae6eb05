import type { Destination } from "../snapshot/destinations.ts";
import { ContentRules } from "./content-rules.ts";
import type { RewriteRule } from "./rules.ts";
import { SenderRewriting } from "./sender-rules.ts";

/** A message as it would leave without these rules. */
export interface Rewritable {
  readonly sender: string;
  /** null: binary, which only sender rules concern. */
  readonly text: string | null;
  /** Digits in E.164. */
  readonly recipient: string;
  readonly destination: Destination;
  /** The supplier it leaves by. */
  readonly supplierId: number;
}

/** What the rules made of a message. */
export interface Rewritten {
  readonly sender: string;
  /** null where it was null. */
  readonly text: string | null;
  /** Ids of the rules that changed something or saved it for others, in their order. */
  readonly applied: readonly number[];
}

/** The rules of one client or of one supplier. */
export interface Rewriter {
  /** undefined when the message leaves as it came. `chance` answers at least 0 and less than 1. */
  rewrite(message: Rewritable, chance: () => number): Rewritten | undefined;
  readonly size: number;
}

/**
 * Compiles rules. Content rules run one after another, by priority and then by age, each on what the one before left;
 * they ask for the sender as it came. Of the sender rules one acts at most, the first that fits.
 */
export function buildRewriter(rules: Iterable<RewriteRule>): Rewriter {
  const ordered = [...rules].sort((a, b) => a.priority - b.priority || a.id - b.id);
  if (ordered.length === 0) return emptyRewriter;
  const ranks = new Map(ordered.map(({ id }, rank) => [id, rank]));
  const content = new ContentRules(ordered.filter(({ kind }) => kind === "content"));
  const senders = new SenderRewriting(ordered.filter(({ kind }) => kind === "sender"));
  const byRank = (a: number, b: number): number => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0);
  return {
    size: ordered.length,
    rewrite: (message, chance) => {
      const text = message.text === null ? undefined : content.rewrite(message.text, message, chance);
      const sender = senders.rewrite(message, chance);
      if (text === undefined && sender === undefined) return undefined;
      const applied = [...(text?.applied ?? []), ...(sender === undefined ? [] : [sender.ruleId])];
      return {
        sender: sender?.sender ?? message.sender,
        text: text?.text ?? message.text,
        applied: applied.sort(byRank),
      };
    },
  };
}

export const emptyRewriter: Rewriter = { rewrite: () => undefined, size: 0 };
