/** What the sender of a file is told when the threads that read files could not. */
import { ThreadPoolError } from "../paperwork/thread-pool.ts";
import { Refusal } from "../refusal.ts";

/** A refusal for the failure of a reading task; anything else as it is. */
export function fileRefusal(error: unknown): unknown {
  if (!(error instanceof ThreadPoolError)) return error;
  if (error.thrown === "SheetError") return new Refusal("unreadable_file", error.message);
  if (error.fault === "busy") return new Refusal("busy", "Too much paperwork is waiting. Try again in a minute.");
  const isTooMuch = error.fault === "timed_out" || error.fault === "died";
  if (isTooMuch) return new Refusal("unreadable_file", "Reading the file takes too long. Split it and send the parts.");
  return error;
}
