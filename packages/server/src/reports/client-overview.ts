/** What a client sends: totals from traffic_hours, details from a bounded number of its newest messages. */
import type { ClientOverview, OverviewRange } from "@switchyard/contract";
import {
  blockReasonOf,
  FINAL_STATUS_CODE_MIN,
  formatMicros,
  messageStatuses,
  messageStatusOf,
} from "@switchyard/engine";
import { deliveryRate, selectQueueDepth } from "../clients/figures.ts";
import { requireClient } from "../clients/profile.ts";
import type { Queryable } from "../history/history.ts";
import { idAtTime, idTime } from "../ids.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const ranges: Readonly<Record<OverviewRange, { hours: number; bucketHours: number }>> = {
  "24h": { hours: 24, bucketHours: 1 },
  "7d": { hours: 7 * 24, bucketHours: 6 },
  "30d": { hours: 30 * 24, bucketHours: 24 },
};

/** How many of the newest messages are looked at for senders, reasons and errors, and for the present rate. */
const RECENT_MAX = 20_000;
const RATE_SAMPLE_MAX = 5_000;
const TOP = 10;
const ERRORS = 20;

export async function readClientOverview(
  db: Queryable,
  clientId: number,
  range: OverviewRange,
  nowMs: number,
): Promise<ClientOverview> {
  const { currency } = await requireClient(db, clientId);
  const { hours, bucketHours } = ranges[range];
  const lastHourMs = nowMs - (nowMs % HOUR_MS);
  // Whole buckets, the last one ending with the present hour.
  const fromMs = lastHourMs - (hours - 1) * HOUR_MS;
  const rows = await selectHours(db, clientId, { fromMs, hours });
  const recent = await selectRecent(db, clientId, fromMs);
  const totals = sum(rows);
  return {
    range,
    from: new Date(fromMs).toISOString(),
    to: new Date(nowMs).toISOString(),
    bucketMinutes: bucketHours * 60,
    currency,
    messagesPerMinute: await readRate(db, clientId, nowMs),
    queueDepth: await selectQueueDepth(db, clientId),
    totals: { ...shown(totals), parts: totals.parts, deliveryRate: deliveryRate(totals) },
    series: seriesOf(rows, { fromMs, hours, bucketHours }),
    topDestinations: topDestinations(rows),
    recent,
    latestErrors: await selectErrors(db, clientId, fromMs),
  };
}

interface Totals {
  accepted: number;
  blocked: number;
  parts: number;
  delivered: number;
  failed: number;
  revenueMicros: bigint;
}

interface HourTotals extends Totals {
  readonly hourMs: number;
  readonly country: string;
}

/** Totals by hour and country; the hours are named one by one, so that the primary key leads straight to the client. */
async function selectHours(
  db: Queryable,
  clientId: number,
  { fromMs, hours }: { fromMs: number; hours: number },
): Promise<HourTotals[]> {
  const { rows } = await db.query<
    Record<Exclude<keyof Totals, "revenueMicros"> | "revenue" | "country", string> & { hour: Date }
  >(
    `select hour, trim(country) as country, sum(accepted) as accepted, sum(blocked) as blocked, sum(parts) as parts,
            sum(delivered) as delivered, sum(failed) as failed, sum(revenue_micros) as revenue
     from traffic_hours where hour = any($1) and client_id = $2 group by hour, country`,
    [Array.from({ length: hours }, (_, i) => new Date(fromMs + i * HOUR_MS)), clientId],
  );
  return rows.map((row) => ({
    hourMs: row.hour.getTime(),
    country: row.country,
    accepted: Number(row.accepted),
    blocked: Number(row.blocked),
    parts: Number(row.parts),
    delivered: Number(row.delivered),
    failed: Number(row.failed),
    revenueMicros: BigInt(row.revenue),
  }));
}

function sum(rows: readonly Totals[]): Totals {
  const total: Totals = { accepted: 0, blocked: 0, parts: 0, delivered: 0, failed: 0, revenueMicros: 0n };
  for (const row of rows) {
    total.accepted += row.accepted;
    total.blocked += row.blocked;
    total.parts += row.parts;
    total.delivered += row.delivered;
    total.failed += row.failed;
    total.revenueMicros += row.revenueMicros;
  }
  return total;
}

function groupBy<Key>(rows: readonly HourTotals[], keyOf: (row: HourTotals) => Key): Map<Key, HourTotals[]> {
  const groups = new Map<Key, HourTotals[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function shown({ accepted, blocked, delivered, failed, revenueMicros }: Totals) {
  return { accepted, blocked, delivered, failed, spend: formatMicros(revenueMicros) };
}

function seriesOf(
  rows: readonly HourTotals[],
  { fromMs, hours, bucketHours }: { fromMs: number; hours: number; bucketHours: number },
): ClientOverview["series"] {
  const bucketMs = bucketHours * HOUR_MS;
  const groups = groupBy(rows, (row) => Math.floor((row.hourMs - fromMs) / bucketMs));
  return Array.from({ length: hours / bucketHours }, (_, index) => ({
    at: new Date(fromMs + index * bucketMs).toISOString(),
    ...shown(sum(groups.get(index) ?? [])),
  }));
}

function topDestinations(rows: readonly HourTotals[]): ClientOverview["topDestinations"] {
  const known = rows.filter((row) => row.country !== "" && row.accepted > 0);
  return [...groupBy(known, (row) => row.country)]
    .map(([country, group]) => ({ country, total: sum(group) }))
    .sort((a, b) => b.total.accepted - a.total.accepted)
    .slice(0, TOP)
    .map(({ country, total }) => ({
      country,
      accepted: total.accepted,
      delivered: total.delivered,
      deliveryRate: deliveryRate(total),
      spend: formatMicros(total.revenueMicros),
    }));
}

/** Messages over the last minute; a fast client's rate is measured on its newest ones. By messages_client. */
async function readRate(db: Queryable, clientId: number, nowMs: number): Promise<number> {
  const { rows } = await db.query<{ count: bigint; lowest: bigint | null }>(
    `select count(*) as count, min(id) as lowest
     from (select id from messages where client_id = $1 and id >= $2 order by id desc limit $3) m`,
    [clientId, idAtTime(nowMs - MINUTE_MS), RATE_SAMPLE_MAX],
  );
  const count = Number(rows[0]?.count ?? 0);
  const lowest = rows[0]?.lowest;
  if (count < RATE_SAMPLE_MAX || lowest == null) return count;
  const spanMs = Math.max(1, nowMs - idTime(Number(lowest)));
  return Math.round((count * MINUTE_MS) / spanMs);
}

interface RecentRow {
  readonly messages: bigint;
  readonly since: Date | null;
  readonly senders: { sender: string; messages: number; delivered: number }[] | null;
  readonly reasons: { reason: number; messages: number }[] | null;
}

/** Senders and block reasons among the newest messages; by messages_client. */
async function selectRecent(db: Queryable, clientId: number, fromMs: number): Promise<ClientOverview["recent"]> {
  const { rows } = await db.query<RecentRow>(
    `with recent as materialized (
       select sender, status, reason, received_at from messages
       where client_id = $1 and id >= $2 order by id desc limit $3
     ), senders as (
       select sender, count(*) as messages, count(*) filter (where status = $4) as delivered
       from recent group by sender order by count(*) desc, sender limit $5
     ), reasons as (
       select reason, count(*) as messages from recent where reason is not null group by reason order by count(*) desc
     )
     select (select count(*) from recent) as messages, (select min(received_at) from recent) as since,
            (select json_agg(s order by s.messages desc, s.sender) from senders s) as senders,
            (select json_agg(r order by r.messages desc) from reasons r) as reasons`,
    [clientId, idAtTime(fromMs), RECENT_MAX, messageStatuses.delivered.code, TOP],
  );
  const [row] = rows;
  return {
    messages: Number(row?.messages ?? 0),
    since: row?.since?.toISOString() ?? null,
    topSenders: row?.senders ?? [],
    blockedReasons: (row?.reasons ?? []).map(({ reason, messages }) => ({ reason: blockReasonOf(reason), messages })),
  };
}

interface ErrorRow {
  readonly id: bigint;
  readonly at: Date;
  readonly status: number;
  readonly reason: number | null;
  readonly error_code: string | null;
  readonly sender: string;
  readonly recipient: string;
}

/** The newest messages that ended otherwise than delivered or cancelled, among the newest of the range. */
async function selectErrors(db: Queryable, clientId: number, fromMs: number): Promise<ClientOverview["latestErrors"]> {
  const { rows } = await db.query<ErrorRow>(
    `select id, coalesce(done_at, received_at) as at, status, reason, error_code, sender, recipient
     from (select * from messages where client_id = $1 and id >= $2 order by id desc limit $3) m
     where status >= $4 and status <> all($5::smallint[]) order by id desc limit $6`,
    [
      clientId,
      idAtTime(fromMs),
      RECENT_MAX,
      FINAL_STATUS_CODE_MIN,
      [messageStatuses.delivered.code, messageStatuses.cancelled.code],
      ERRORS,
    ],
  );
  return rows.map((row) => ({
    messageId: Number(row.id),
    at: row.at.toISOString(),
    status: messageStatusOf(row.status),
    reason: row.reason === null ? null : blockReasonOf(row.reason),
    errorCode: row.error_code,
    sender: row.sender,
    recipient: row.recipient,
  }));
}
