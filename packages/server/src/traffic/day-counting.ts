import { setTimeout as sleep } from "node:timers/promises";
import { messageStatuses, type Snapshot } from "@switchyard/engine";
import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import { idAtTime, type MessageId } from "../ids.ts";
import type { Accept } from "./accept.ts";
import { type DayCounts, lastMidnightMs } from "./day-counts.ts";

export interface DayCountingOptions {
  readonly pool: Pool;
  readonly snapshot: Snapshot;
  readonly days: DayCounts;
  readonly clock: Clock;
  readonly nextId: (nowMs: number) => MessageId;
  readonly accept: Accept;
}

/** How soon to look again whether a commit is through. */
const COMMIT_WAIT_MS = 5;

/** Counts what clients with a daily limit sent today before anybody counted. */
export class DayCounting {
  readonly #options: DayCountingOptions;

  constructor(options: DayCountingOptions) {
    this.#options = options;
  }

  /** Counts a client's day if it has a limit and is not counted yet: the limit, the zone or the process is new. */
  async count(clientId: number): Promise<void> {
    const { pool, snapshot, days, clock, nextId, accept } = this.#options;
    const client = snapshot.clients.get(clientId);
    if (!client || client.dailyLimit === null) return days.forget(clientId);
    if (days.isCounted(clientId, client.timeZone)) return;
    const nowMs = clock.now();
    // What is accepted from this id on is counted as it comes; what came before must be in the database to be counted.
    const before = nextId(nowMs);
    const addBefore = days.begin(clientId, client.timeZone, nowMs);
    while ((accept.oldestUntold ?? before) < before) await sleep(COMMIT_WAIT_MS);
    addBefore(await acceptedBetween(pool, clientId, idAtTime(lastMidnightMs(client.timeZone, nowMs)), before));
  }
}

/** Messages of a client accepted with ids from one to before another, by messages_client. */
async function acceptedBetween(pool: Pool, clientId: number, from: MessageId, before: MessageId): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from messages
     where client_id = $1 and id >= $2 and id < $3 and status <> ${messageStatuses.blocked.code}`,
    [clientId, from, before],
  );
  return rows[0]?.count ?? 0;
}
