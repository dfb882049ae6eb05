import { limits } from "../limits.ts";
import type { Submission } from "../submission.ts";
import type { Fault } from "./fault.ts";

/** The end of validity: as asked within the platform's bounds, counted from the scheduled moment when there is one. */
export function validityEndMs({ validUntilMs, dueAtMs }: Submission, nowMs: number): number {
  const startMs = dueAtMs !== null && dueAtMs > nowMs ? dueAtMs : nowMs;
  return Math.min(validUntilMs ?? startMs + limits.validityDefaultMs, startMs + limits.validityMaxMs);
}

/** A message that has expired on arrival, or would before its scheduled moment, is not worth a charge. */
export function checkValidity({ dueAtMs }: Submission, endMs: number, nowMs: number): Fault | undefined {
  if (endMs <= nowMs) return { reason: "expired_before_send", detail: `${endMs - nowMs}` };
  if (dueAtMs !== null && endMs <= dueAtMs) return { reason: "expired_before_send", detail: `${endMs - dueAtMs}` };
  return undefined;
}
