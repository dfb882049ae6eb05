import type { Incoming } from "../incoming/incoming.ts";
import type { Job } from "./run-jobs.ts";

/** What incoming messages need done as time goes by. */
export function incomingJobs({ outbox }: Incoming): readonly Job[] {
  return [{ name: "give up old incoming messages", everyMs: 600_000, run: () => outbox.giveUpOld() }];
}
