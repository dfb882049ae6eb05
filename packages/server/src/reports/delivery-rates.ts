import { deliveryRate } from "../clients/figures.ts";
import type { Queryable } from "../history/history.ts";

const DAY_MS = 86_400_000;

/** The delivery rate of each connection today (UTC), of those that finished something; by the hours of the day. */
export async function selectConnectionRates(db: Queryable, nowMs: number): Promise<Map<number, number | null>> {
  const { rows } = await db.query<{ connection_id: number; delivered: string; failed: string }>(
    `select connection_id, sum(delivered) as delivered, sum(failed) as failed
     from traffic_hours where hour >= $1 group by connection_id`,
    [new Date(nowMs - (nowMs % DAY_MS))],
  );
  return new Map(
    rows.map((row) => [
      row.connection_id,
      deliveryRate({ delivered: Number(row.delivered), failed: Number(row.failed) }),
    ]),
  );
}
