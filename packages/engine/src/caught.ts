/** What made a message wait for a person, as its trace tells; and under which reason a person's no stops it. */
import { decodeTrace } from "./trace.ts";
import type { BlockReason } from "./vocabulary/block-reasons.ts";

export interface Caught {
  readonly kind: "text_filter" | "spam_limit" | "client";
  /** Of the filter or the limit; null where the client's own setting has every message wait. */
  readonly id: number | null;
  /** A limit has its own; whom no limit caught a person stopped for what it says. */
  readonly reason: BlockReason;
}

const nothing: Caught = { kind: "client", id: null, reason: "text_blocked" };

/** The first of text filter and spam limit that asked for approval, else the client's own setting. */
export function caughtBy(trace: string): Caught {
  for (const { step, outcome, detail } of decodeTrace(trace)) {
    const [id = "", , , reason] = detail.split(".");
    if (outcome !== "pass" || !/^\d+$/.test(id)) continue;
    if (step === "content") return { kind: "text_filter", id: Number(id), reason: "text_blocked" };
    if (step !== "likeness") continue;
    return { kind: "spam_limit", id: Number(id), reason: reason === "duplicate" ? reason : "spam_limit" };
  }
  return nothing;
}
