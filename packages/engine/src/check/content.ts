import type { LikeCount, LiveFacts } from "../decision.ts";
import { likenessKey } from "../firewall/likeness.ts";
import type { ClientConfig } from "../snapshot/clients.ts";
import type { Firewall } from "../snapshot/firewall.ts";
import type { Submission } from "../submission.ts";
import type { Fault } from "./fault.ts";

/** What the firewall noticed about a message that it let pass. */
export interface Watch {
  /** The text filter that asks for a person's approval. */
  readonly filterId: number | null;
  readonly isModerated: boolean;
  readonly likeness: readonly LikeCount[];
}

const nothingLike: { over: string; counted: readonly LikeCount[] } = { over: "", counted: [] };
const nothingCaught = { filterId: null };

/** Text as the client sent it. Where nobody moderates, a filter that asks for a person's approval asks in vain. */
export function checkContent(
  { text }: Submission,
  country: string,
  client: ClientConfig,
  { filters }: Firewall,
): Fault | { readonly filterId: number | null } {
  if (text === null) return nothingCaught;
  const { block, moderate } = filters.find(text, { clientId: client.id, country });
  if (block !== null) return { reason: "text_blocked", detail: `${block}` };
  return client.moderation === "none" || moderate === null ? nothingCaught : { filterId: moderate };
}

/**
 * Too many messages alike within a while are stopped, or wait for a person. `over` names the limit that asks for that;
 * `counted` is what the message counts as once it is accepted.
 */
export function checkLikeness(
  { recipient, sender, text, binary }: Pick<Submission, "recipient" | "sender" | "text" | "binary">,
  country: string,
  client: ClientConfig,
  { spamLimits }: Firewall,
  live: LiveFacts,
): Fault | { readonly over: string; readonly counted: readonly LikeCount[] } {
  const limits = spamLimits.of({ clientId: client.id, country });
  if (limits.length === 0) return nothingLike;
  // Binary content is compared octet by octet.
  const content = text ?? (binary && String.fromCharCode(...binary));
  const message = { clientId: client.id, recipient, sender, text: content };
  const counted: LikeCount[] = [];
  let over = "";
  for (const limit of limits) {
    const key = likenessKey(limit, message);
    const alike = live.likeMessages(limit.id, key);
    counted.push({ limitId: limit.id, key, windowMs: limit.windowMs });
    if (alike < limit.messagesMax) continue;
    const detail = `${limit.id}.${alike}.${limit.messagesMax}`;
    if (limit.action === "block") return { reason: limit.reason, detail };
    // A person who stops it stops it under the limit's own reason.
    if (client.moderation !== "none") over ||= `${detail}.${limit.reason}`;
  }
  return { over, counted };
}
