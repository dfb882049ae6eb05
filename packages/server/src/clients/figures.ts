/** The figures of the moment in a client's header and in the clients list. */
import type { Client } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import type { Queryable } from "../history/history.ts";
import { idAtTime, idTime } from "../ids.ts";
import { notFound } from "../refusal.ts";

type Figures = Omit<Client["figures"], "liveSessions">;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The last message is looked for this far back; with no end in sight every partition would be opened. */
const LAST_TRAFFIC_MS = 30 * DAY_MS;
/** Of a queue longer than this only so much is looked at. */
const QUEUE_SCAN_MAX = 1_000_000;

/**
 * balance + credit + unexpired overdraft - reserved, of `clients c` and `client_funds f`; $1 is the moment. Several limits
 * that stand for "as much as they like" may be more than can be told, which must not hide all other clients.
 */
export const availableSql = `greatest(-9223372036854775807, least(9223372036854775807,
  f.balance_micros::numeric - f.reserved_micros + c.credit_limit_micros
  + case when c.overdraft_until > $1 then c.overdraft_micros else 0 end))::bigint`;

/** Midnight in the time zone of `clients c`, down to the hour, because totals are kept by hour; $1 is the moment. */
export const localDaySql = `date_trunc('hour', date_trunc('day', $1::timestamptz at time zone c.time_zone)
  at time zone c.time_zone)`;

/** The hours in which a local day can have begun until now, for look-ups in traffic_hours by its primary key. */
export function hoursOfDay(nowMs: number): Date[] {
  const first = nowMs - (nowMs % HOUR_MS);
  return Array.from({ length: 26 }, (_, back) => new Date(first - back * HOUR_MS));
}

export interface DayTotals {
  readonly since: Date;
  readonly messages: number;
  readonly blocked: number;
  readonly delivered: number;
  readonly failed: number;
  readonly revenueMicros: bigint;
}

/** Sums are numeric, and so come as text. */
interface DayRow {
  readonly client_id: number;
  readonly since: Date;
  readonly messages: string;
  readonly blocked: string;
  readonly delivered: string;
  readonly failed: string;
  readonly revenue: string;
}

/** What clients did since midnight in their own time zones. */
export async function selectDayTotals(
  db: Queryable,
  clientIds: readonly number[],
  nowMs: number,
): Promise<Map<number, DayTotals>> {
  const { rows } = await db.query<DayRow>(
    `select c.id as client_id, ${localDaySql} as since, coalesce(sum(t.accepted), 0) as messages,
            coalesce(sum(t.blocked), 0) as blocked, coalesce(sum(t.delivered), 0) as delivered,
            coalesce(sum(t.failed), 0) as failed, coalesce(sum(t.revenue_micros), 0) as revenue
     from clients c
     left join (select * from traffic_hours where hour = any($2) and client_id = any($3)) t
       on t.client_id = c.id and t.hour >= ${localDaySql}
     where c.id = any($3) group by c.id`,
    [new Date(nowMs), hoursOfDay(nowMs), clientIds],
  );
  return new Map(
    rows.map((row) => [
      row.client_id,
      {
        since: row.since,
        messages: Number(row.messages),
        blocked: Number(row.blocked),
        delivered: Number(row.delivered),
        failed: Number(row.failed),
        revenueMicros: BigInt(row.revenue),
      },
    ]),
  );
}

/** When clients last sent something, as far as it was in the last 30 days; by messages_client, newest partition first. */
export async function selectLastTraffic(
  db: Queryable,
  clientIds: readonly number[],
  nowMs: number,
): Promise<Map<number, Date>> {
  const { rows } = await db.query<{ client_id: number; id: bigint }>(
    `select c.client_id, m.id
     from unnest($1::int[]) c(client_id)
     cross join lateral (select id from messages where client_id = c.client_id and id >= $2
                         order by id desc limit 1) m`,
    [clientIds, idAtTime(nowMs - LAST_TRAFFIC_MS)],
  );
  return new Map(rows.map((row) => [row.client_id, new Date(idTime(Number(row.id)))]));
}

/** Messages of a client that are not finished. The queue is narrow and short, and is read to a bound. */
export async function selectQueueDepth(db: Queryable, clientId: number): Promise<number> {
  const { rows } = await db.query<{ depth: bigint }>(
    "select count(*) as depth from (select client_id from queue limit $2) q where client_id = $1",
    [clientId, QUEUE_SCAN_MAX],
  );
  return Number(rows[0]?.depth);
}

interface FundsRow {
  readonly balance: bigint;
  readonly reserved: bigint;
  readonly available: bigint;
  readonly overdraft_active: boolean;
  readonly time_zone: string;
}

/** The header of a client's profile, but for what only the gateway knows. */
export async function readFigures(db: Queryable, clientId: number, nowMs: number): Promise<Figures> {
  const { rows } = await db.query<FundsRow>(
    `select f.balance_micros as balance, f.reserved_micros as reserved, ${availableSql} as available,
            coalesce(c.overdraft_until > $1 and c.overdraft_micros > 0, false) as overdraft_active, c.time_zone
     from clients c join client_funds f on f.client_id = c.id where c.id = $2`,
    [new Date(nowMs), clientId],
  );
  const [funds] = rows;
  const today = (await selectDayTotals(db, [clientId], nowMs)).get(clientId);
  if (!funds || !today) throw notFound("client", clientId);
  const lastTraffic = (await selectLastTraffic(db, [clientId], nowMs)).get(clientId);
  return {
    balance: formatMicros(funds.balance),
    reserved: formatMicros(funds.reserved),
    available: formatMicros(funds.available),
    overdraftActive: funds.overdraft_active,
    today: {
      since: today.since.toISOString(),
      messages: today.messages,
      blocked: today.blocked,
      delivered: today.delivered,
      deliveryRate: deliveryRate(today),
      spend: formatMicros(today.revenueMicros),
    },
    queueDepth: await selectQueueDepth(db, clientId),
    lastTraffic: lastTraffic?.toISOString() ?? null,
    localTime: localTime(funds.time_zone, nowMs),
  };
}

/** The share of finished messages that were delivered; null before any was. */
export function deliveryRate({ delivered, failed }: { delivered: number; failed: number }): number | null {
  return delivered + failed > 0 ? delivered / (delivered + failed) : null;
}

/** The wall clock somewhere: `2026-03-01T09:30:00+01:00`. */
export function localTime(timeZone: string, nowMs: number): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return `${format.format(nowMs).replace(" ", "T")}${offsetOf(timeZone, nowMs)}`;
}

function offsetOf(timeZone: string, nowMs: number): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(nowMs);
  const name = parts.find((part) => part.type === "timeZoneName")?.value.replace("GMT", "") ?? "";
  return name === "" ? "Z" : name;
}
