import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import { makePartitions } from "../database/partitions.ts";
import type { Outbox } from "../receipts/outbox.ts";
import type { Sweeps } from "../traffic/sweeps.ts";

export interface JobsOptions {
  readonly pool: Pool;
  readonly sweeps: Sweeps;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly onTrouble: (name: string, error: unknown) => void;
}

interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** Answers true when it left work behind and wants to go on at once. */
  readonly run: () => Promise<boolean>;
}

/** Receipts nobody could match are kept this long, for people to look at. */
const UNMATCHED_KEPT_DAYS = 7;

/** What must be done now and then. A job never runs twice at once; one that fails is tried again at its next turn. */
export function startJobs({ pool, sweeps, outbox, clock, onTrouble }: JobsOptions): { stop(): Promise<void> } {
  const jobs: readonly Job[] = [
    { name: "release scheduled messages", everyMs: 1_000, run: () => sweeps.releaseDue() },
    { name: "release forgotten messages", everyMs: 30_000, run: () => sweeps.releaseForgotten() },
    { name: "expire overdue messages", everyMs: 15_000, run: () => sweeps.expireOverdue() },
    { name: "end silent messages", everyMs: 60_000, run: () => sweeps.endSilent() },
    { name: "give up old receipts", everyMs: 600_000, run: () => outbox.giveUpOld() },
    { name: "make partitions", everyMs: 3_600_000, run: () => makePartitions(pool, clock.now()).then(() => false) },
    { name: "forget unmatched receipts", everyMs: 3_600_000, run: () => forgetUnmatched(pool) },
  ];
  let isStopped = false;
  const running = new Set<Promise<void>>();

  async function turn(job: Job): Promise<void> {
    try {
      while (!isStopped && (await job.run()));
    } catch (error) {
      onTrouble(job.name, error);
    }
  }

  const timers = jobs.map((job) => {
    let current: Promise<void> | undefined;
    const timer = setInterval(() => {
      if (current) return;
      const run = turn(job).finally(() => {
        current = undefined;
        running.delete(run);
      });
      current = run;
      running.add(run);
    }, job.everyMs);
    return timer;
  });

  return {
    async stop() {
      isStopped = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running);
    },
  };
}

async function forgetUnmatched(pool: Pool): Promise<boolean> {
  await pool.query("delete from unmatched_receipts where at < now() - make_interval(days => $1)", [
    UNMATCHED_KEPT_DAYS,
  ]);
  return false;
}
