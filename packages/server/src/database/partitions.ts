import type { Pool } from "pg";
import { idAtTime } from "../ids.ts";

/** Tables partitioned by message id, or by ids of the same series, one partition a day (UTC), with the room their rows need for updates in place. */
const partitioned: readonly PartitionedTable[] = [
  { table: "messages", fillfactor: 45 },
  { table: "attempts", fillfactor: 100 },
  { table: "receipts", fillfactor: 100 },
  { table: "client_receipts", fillfactor: 100 },
  { table: "moves", fillfactor: 100 },
  { table: "moderations", fillfactor: 100 },
  { table: "lookups", fillfactor: 100 },
  { table: "incoming_messages", fillfactor: 80 },
];

interface PartitionedTable {
  readonly table: string;
  readonly fillfactor: number;
}

const DAY_MS = 86_400_000;

/**
 * Makes the partitions from yesterday to `daysAhead` days from now; those that exist stay. Called at start and by an
 * hourly job, so that a midnight never finds the switch without a table to write to.
 */
export async function makePartitions(pool: Pool, nowMs: number, daysAhead = 7): Promise<void> {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  for (let day = today - DAY_MS; day <= today + daysAhead * DAY_MS; day += DAY_MS) {
    const suffix = new Date(day).toISOString().slice(0, 10).replaceAll("-", "");
    for (const { table, fillfactor } of partitioned) {
      await pool.query(
        `create table if not exists ${table}_${suffix} partition of ${table}
           for values from (${idAtTime(day)}) to (${idAtTime(day + DAY_MS)}) with (fillfactor = ${fillfactor})`,
      );
    }
  }
}
