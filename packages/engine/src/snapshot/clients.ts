import type { Channel, ClientBlock } from "../vocabulary/codes.ts";

/** Whose messages wait for a person: nobody's, all, or those that a text filter or a spam limit catches. */
export const moderationModes = ["none", "manual", "automatic"] as const;
export type ModerationMode = (typeof moderationModes)[number];

/** What becomes of a message that costs more than its price; `platform` leaves it to the platform's setting. */
export const negativeMarginModes = ["platform", "block", "allow"] as const;
export type NegativeMarginMode = (typeof negativeMarginModes)[number];

/** What traffic needs to know of a client. */
export interface ClientConfig {
  readonly id: number;
  readonly login: string;
  readonly currency: string;
  readonly timeZone: string;
  /** The product whose prices and routes it shares; null for none. */
  readonly productId: number | null;
  readonly block: ClientBlock;
  readonly channels: Readonly<Record<Channel, boolean>>;
  /** Messages a day in the client's time zone; null for no limit. */
  readonly dailyLimit: number | null;
  readonly creditLimitMicros: bigint;
  readonly overdraftMicros: bigint;
  readonly overdraftUntilMs: number | null;
  /** Order in supplier queues, 0 to 9, higher first. */
  readonly priority: number;
  readonly moderation: ModerationMode;
  /** Any sender; otherwise only approved ones. */
  readonly dynamicSender: boolean;
  /** The black list does not apply. */
  readonly skipBlacklist: boolean;
  /** Incoming messages go to bound receivers. */
  readonly incomingSmpp: boolean;
  readonly negativeMargin: NegativeMarginMode;
  /** After this a sent message without a final receipt is *unknown*. */
  readonly receiptWaitMs: number;
}

/** Credit and unexpired overdraft: how far below zero the unreserved balance may go. */
export function creditMicros(client: ClientConfig, nowMs: number): bigint {
  const overdraftRuns = client.overdraftUntilMs !== null && nowMs < client.overdraftUntilMs;
  return overdraftRuns ? client.creditLimitMicros + client.overdraftMicros : client.creditLimitMicros;
}
