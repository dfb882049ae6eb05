import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import { makePartitions } from "../database/partitions.ts";
import type { Outbox } from "../receipts/outbox.ts";
import type { Sweeps } from "../traffic/sweeps.ts";
import type { Job } from "./run-jobs.ts";

export interface TrafficJobsParts {
  readonly pool: Pool;
  readonly sweeps: Sweeps;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/** Receipts nobody could match are kept this long, for people to look at. */
const UNMATCHED_KEPT_DAYS = 7;

/** What the message path needs done as time goes by. */
export function trafficJobs({ pool, sweeps, outbox, clock }: TrafficJobsParts): readonly Job[] {
  return [
    { name: "release scheduled messages", everyMs: 1_000, run: () => sweeps.releaseDue() },
    { name: "release forgotten messages", everyMs: 30_000, run: () => sweeps.releaseForgotten() },
    { name: "expire overdue messages", everyMs: 15_000, run: () => sweeps.expireOverdue() },
    { name: "end silent messages", everyMs: 60_000, run: () => sweeps.endSilent() },
    { name: "give up old receipts", everyMs: 600_000, run: () => outbox.giveUpOld() },
    { name: "make partitions", everyMs: 3_600_000, run: () => makePartitions(pool, clock.now()).then(() => false) },
    { name: "forget unmatched receipts", everyMs: 3_600_000, run: () => forgetUnmatched(pool) },
  ];
}

async function forgetUnmatched(pool: Pool): Promise<boolean> {
  await pool.query("delete from unmatched_receipts where at < now() - make_interval(days => $1)", [
    UNMATCHED_KEPT_DAYS,
  ]);
  return false;
}
