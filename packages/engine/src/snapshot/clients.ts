import type { Channel, ClientBlock } from "../vocabulary/codes.ts";

/** What traffic needs to know of a client. */
export interface ClientConfig {
  readonly id: number;
  readonly login: string;
  readonly currency: string;
  readonly timeZone: string;
  /** The product whose prices it shares; null for none. */
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
  /** After this a sent message without a final receipt is *unknown*. */
  readonly receiptWaitMs: number;
}

/** Credit and unexpired overdraft: how far below zero the unreserved balance may go. */
export function creditMicros(client: ClientConfig, nowMs: number): bigint {
  const overdraftRuns = client.overdraftUntilMs !== null && nowMs < client.overdraftUntilMs;
  return overdraftRuns ? client.creditLimitMicros + client.overdraftMicros : client.creditLimitMicros;
}
