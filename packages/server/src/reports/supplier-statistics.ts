/** What a supplier delivered and cost, from traffic_hours alone. */
import type { StatisticsPeriod, SupplierStatistics } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { deliveryRate } from "../clients/figures.ts";
import type { Queryable } from "../history/history.ts";
import { notFound } from "../refusal.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Row {
  readonly period: StatisticsPeriod;
  readonly since: Date;
  readonly currency: string;
  readonly sent: string;
  readonly delivered: string;
  readonly failed: string;
  readonly cost: string;
}

/**
 * Today since midnight in the supplier's time zone, down to the hour, because totals are kept by hour; then 7 and 30 days.
 * What connections did that are gone counts too.
 */
export async function readSupplierStatistics(
  db: Queryable,
  supplierId: number,
  nowMs: number,
): Promise<SupplierStatistics> {
  const lastHourMs = nowMs - (nowMs % HOUR_MS) + HOUR_MS;
  const { rows } = await db.query<Row>(
    `with links as (
       select id from connections where supplier_id = $1 union all select id from former_connections where supplier_id = $1
     ), totals as materialized (
       select hour, sum(sent) as sent, sum(delivered) as delivered, sum(failed) as failed, sum(cost_micros) as cost
       from traffic_hours where hour >= $4 and connection_id in (select id from links) group by hour
     )
     select p.period, p.since, s.currency, coalesce(sum(t.sent), 0) as sent, coalesce(sum(t.delivered), 0) as delivered,
            coalesce(sum(t.failed), 0) as failed, coalesce(sum(t.cost), 0) as cost
     from suppliers s
     cross join lateral (values
       ('today', date_trunc('hour', date_trunc('day', $2::timestamptz at time zone s.time_zone) at time zone s.time_zone)),
       ('7d', $3::timestamptz),
       ('30d', $4::timestamptz)) p(period, since)
     left join totals t on t.hour >= p.since
     where s.id = $1
     group by p.period, p.since, s.currency order by p.since desc`,
    [supplierId, new Date(nowMs), new Date(lastHourMs - 7 * DAY_MS), new Date(lastHourMs - 30 * DAY_MS)],
  );
  const [first] = rows;
  if (!first) throw notFound("supplier", supplierId);
  return {
    currency: first.currency,
    periods: rows.map((row) => {
      const [delivered, failed] = [Number(row.delivered), Number(row.failed)];
      return {
        period: row.period,
        since: row.since.toISOString(),
        sent: Number(row.sent),
        delivered,
        failed,
        deliveryRate: deliveryRate({ delivered, failed }),
        cost: formatMicros(BigInt(row.cost)),
      };
    }),
  };
}
