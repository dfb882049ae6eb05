import type { BlockReason } from "../vocabulary/block-reasons.ts";

/** Why a check stops a message: the stable reason, and what exactly was wrong in codes and numbers. */
export interface Fault {
  readonly reason: BlockReason;
  readonly detail: string;
}
