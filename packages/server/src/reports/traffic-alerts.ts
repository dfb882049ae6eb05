import type { Alert } from "@switchyard/contract";
import type { Queryable } from "../history/history.ts";

interface Row {
  readonly id: bigint;
  readonly client_id: number;
  readonly login: string | null;
  readonly country: string;
  readonly number_range: string;
  readonly messages: number;
  readonly share_percent: number;
  readonly at: Date;
}

/** Alerts on traffic that nobody has acknowledged, newest first, by traffic_alerts_open. */
export async function selectTrafficAlerts(db: Queryable, limit: number): Promise<Alert[]> {
  const { rows } = await db.query<Row>(
    `select a.id, a.client_id, c.login, a.country, a.number_range, a.messages, a.share_percent, a.at
     from traffic_alerts a left join clients c on c.id = a.client_id
     where a.acknowledged_at is null order by a.at desc, a.id desc limit $1`,
    [limit],
  );
  return rows.map((row) => ({
    kind: "numbers_pumped",
    alertId: Number(row.id),
    clientId: row.client_id,
    login: row.login ?? `#${row.client_id}`,
    country: row.country,
    numberRange: row.number_range,
    messages: row.messages,
    sharePercent: row.share_percent,
    at: row.at.toISOString(),
  }));
}
