import { decisionLimits } from "@switchyard/engine";
import type { Pool } from "pg";
import { idAtTime } from "../ids.ts";

/** The attempts of a connection that are asked for. */
export interface DayPart {
  readonly connectionId: number;
  readonly fromMs: number;
  readonly beforeMs: number;
}

/** A message leaves no later than this after its id was made. */
const LEAVES_WITHIN_MS = decisionLimits.scheduleMaxMs + decisionLimits.validityMaxMs;

/**
 * Parts taken by suppliers (or whose answer was lost), by connection; one without any is left out. By
 * attempts_submitted, a block range index, in the partitions of messages that can still have left.
 */
export async function selectSubmitted(pool: Pool, days: readonly DayPart[]): Promise<ReadonlyMap<number, number>> {
  if (days.length === 0) return new Map();
  const earliestMs = Math.min(...days.map(({ fromMs }) => fromMs));
  const { rows } = await pool.query<{ connection_id: number; parts: number }>(
    `select a.connection_id, sum(case when a.part = 0 then coalesce(m.parts, 1) else 1 end)::int as parts
     from attempts a
     join unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) d(connection_id, from_at, before_at)
       on d.connection_id = a.connection_id and a.submitted_at >= d.from_at and a.submitted_at < d.before_at
     left join messages m on a.part = 0 and m.id = a.message_id
     where a.message_id >= $4 and a.submitted_at >= $5 and (a.command_status = 0 or a.command_status is null)
     group by a.connection_id`,
    [
      days.map(({ connectionId }) => connectionId),
      days.map(({ fromMs }) => new Date(fromMs)),
      days.map(({ beforeMs }) => new Date(beforeMs)),
      idAtTime(earliestMs - LEAVES_WITHIN_MS),
      new Date(earliestMs),
    ],
  );
  return new Map(rows.map((row) => [row.connection_id, row.parts]));
}
