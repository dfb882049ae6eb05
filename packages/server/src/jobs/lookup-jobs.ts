import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import type { Job } from "./run-jobs.ts";

/** What look-ups need done as time goes by. */
export function lookupJobs({ pool, clock }: { readonly pool: Pool; readonly clock: Clock }): readonly Job[] {
  return [{ name: "forget old look-ups", everyMs: 3_600_000, run: () => forgetOld(pool, clock.now()) }];
}

/** Answers that count in no country any more. */
async function forgetOld(pool: Pool, nowMs: number): Promise<boolean> {
  await pool.query(
    "delete from portability where looked_up_at < $1::timestamptz - make_interval(days => (select max(lookup_days)::int from countries))",
    [new Date(nowMs)],
  );
  return false;
}
