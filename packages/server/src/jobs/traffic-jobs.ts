import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import { makePartitions } from "../database/partitions.ts";
import type { Outbox } from "../receipts/outbox.ts";
import type { DeliveryRates } from "../traffic/delivery-rates.ts";
import type { Message } from "../traffic/message.ts";
import type { Movers } from "../traffic/movers.ts";
import type { Sweeps } from "../traffic/sweeps.ts";
import type { Job } from "./run-jobs.ts";

export interface TrafficJobsParts {
  readonly pool: Pool;
  readonly sweeps: Sweeps;
  readonly movers: Movers;
  readonly rates: DeliveryRates;
  /** Exchange rates are dated: tomorrow's may stand in the books already. */
  readonly followExchangeRates: () => Promise<unknown>;
  readonly outbox: Outbox<Message>;
  readonly clock: Clock;
}

/** Receipts nobody could match are kept this long, for people to look at. */
const UNMATCHED_KEPT_DAYS = 7;

/** What the message path needs done as time goes by. */
export function trafficJobs(parts: TrafficJobsParts): readonly Job[] {
  const { pool, sweeps, movers, rates, outbox, clock } = parts;
  return [
    { name: "move stranded messages", everyMs: 500, run: () => movers.moveStranded() },
    { name: "age delivery rates", everyMs: 900_000, run: () => aged(rates) },
    { name: "release scheduled messages", everyMs: 1_000, run: () => sweeps.releaseDue() },
    { name: "release forgotten messages", everyMs: 30_000, run: () => sweeps.releaseForgotten() },
    { name: "expire overdue messages", everyMs: 15_000, run: () => sweeps.expireOverdue() },
    { name: "end silent messages", everyMs: 60_000, run: () => sweeps.endSilent() },
    { name: "give up old receipts", everyMs: 600_000, run: () => outbox.giveUpOld() },
    { name: "make partitions", everyMs: 3_600_000, run: () => makePartitions(pool, clock.now()).then(() => false) },
    { name: "follow exchange rates", everyMs: 3_600_000, run: () => parts.followExchangeRates().then(() => false) },
    { name: "forget unmatched receipts", everyMs: 3_600_000, run: () => forgetUnmatched(pool) },
  ];
}

async function aged(rates: DeliveryRates): Promise<boolean> {
  rates.age();
  return false;
}

async function forgetUnmatched(pool: Pool): Promise<boolean> {
  await pool.query("delete from unmatched_receipts where at < now() - make_interval(days => $1)", [
    UNMATCHED_KEPT_DAYS,
  ]);
  return false;
}
