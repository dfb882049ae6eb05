import type { Incoming } from "../incoming/incoming.ts";
import type { Job } from "./run-jobs.ts";

/** What incoming messages need done as time goes by. */
export function incomingJobs(incoming: Incoming): readonly Job[] {
  return [
    { name: "pay waiting incoming messages", everyMs: 1_000, run: () => incoming.payWaiting() },
    { name: "give up old incoming messages", everyMs: 600_000, run: () => incoming.outbox.giveUpOld() },
  ];
}
