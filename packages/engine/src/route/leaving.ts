import { type Content, type Sizing, sizeChanged } from "../check/encoding.ts";
import type { LiveFacts } from "../decision.ts";
import type { Destination } from "../snapshot/destinations.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

/** What replacement rules look at. */
export interface Submitted {
  readonly clientId: number;
  readonly destination: Destination;
  /** As the client sent it. */
  readonly sender: string;
  readonly recipient: string;
  /** null for binary content. */
  readonly text: string | null;
}

/** A message as it leaves for a supplier, and the rules that made it so. */
export interface Leaving {
  readonly sender: string;
  readonly text: string | null;
  readonly applied: readonly number[];
}

/** The client's rules, then the supplier's on their result; undefined where none applies. */
export function leavingFor(
  message: Submitted,
  supplierId: number,
  { clientRules, supplierRules }: Pick<Snapshot, "clientRules" | "supplierRules">,
  live: Pick<LiveFacts, "chance">,
): Leaving | undefined {
  const { sender, text, recipient, destination } = message;
  const byClient = clientRules
    .get(message.clientId)
    ?.rewrite({ sender, text, recipient, destination, supplierId }, live.chance);
  const ofSupplier = supplierRules.get(supplierId);
  if (ofSupplier === undefined) return byClient;
  const before = byClient ?? message;
  const bySupplier = ofSupplier.rewrite(
    { sender: before.sender, text: before.text, recipient, destination, supplierId },
    live.chance,
  );
  if (bySupplier === undefined || byClient === undefined) return bySupplier ?? byClient;
  return { sender: bySupplier.sender, text: bySupplier.text, applied: [...byClient.applied, ...bySupplier.applied] };
}

/** A message as it will leave, and its size then; null where it leaves as it came. */
export interface Outgoing {
  readonly sizing: Sizing;
  readonly sentSender: string | null;
  readonly sentText: string | null;
}

/**
 * Sizes what rules made. A part that the client cut itself must go on as one: a text that no longer fits it stays as it
 * was.
 */
export function outgoingOf(
  message: Content & Pick<Submitted, "sender">,
  before: Sizing,
  { sender, text }: Pick<Leaving, "sender" | "text">,
): Outgoing {
  const sentSender = sender === message.sender ? null : sender;
  if (text === null || text === message.text) return { sizing: before, sentSender, sentText: null };
  const sizing = sizeChanged(message, text);
  if (message.udh !== null && sizing.parts > 1) return { sizing: before, sentSender, sentText: null };
  return { sizing, sentSender, sentText: text };
}
