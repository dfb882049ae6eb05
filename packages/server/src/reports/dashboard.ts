/** The operator's first page. Totals come from traffic_hours alone; what is live is handed in. */
import type { Alert, Dashboard, LiveConnection, Throughput } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { availableSql, deliveryRate } from "../clients/figures.ts";
import type { Queryable } from "../history/history.ts";
import { selectSupplierAlerts } from "./supplier-alerts.ts";
import { selectTrafficAlerts } from "./traffic-alerts.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TOP_CLIENTS = 10;
const ALERTS_MAX = 50;
/** A queue is growing when it holds more than this and gained a tenth within the time watched. */
const QUEUE_ALERT_MIN = 1000;

/** What the running switch knows. */
export interface LiveFacts {
  readonly throughput: Throughput;
  readonly sessions: number;
  readonly connections: readonly LiveConnection[];
  /** What waited some seconds ago; undefined before it was first seen. */
  readonly earlier: { readonly queued: number; readonly seconds: number } | undefined;
}

export async function readDashboard(db: Queryable, live: LiveFacts, nowMs: number): Promise<Dashboard> {
  const since = new Date(nowMs - (nowMs % DAY_MS));
  const [names, today, money, hours, topClients, ledgerAlerts, moneyAlerts, supplierAlerts, trafficAlerts] =
    await Promise.all([
      selectConnectionNames(db),
      readToday(db, since),
      readMoney(db, since),
      selectLastHours(db, nowMs),
      selectTopClients(db, since),
      selectLedgerAlerts(db),
      selectMoneyAlerts(db, nowMs),
      selectSupplierAlerts(db, ALERTS_MAX),
      selectTrafficAlerts(db, ALERTS_MAX),
    ]);
  return {
    at: new Date(nowMs).toISOString(),
    today: { since: since.toISOString(), ...today, money },
    throughput: live.throughput,
    hours,
    topClients,
    sessions: live.sessions,
    connections: live.connections.map(({ id, state, queued, tps }) => ({
      id,
      name: names.get(id) ?? `#${id}`,
      state,
      queued,
      tps,
    })),
    alerts: [
      ...ledgerAlerts,
      ...trafficAlerts,
      ...connectionAlerts(live, names),
      ...queueAlerts(live),
      ...supplierAlerts,
      ...moneyAlerts,
    ].slice(0, ALERTS_MAX),
  };
}

type Counter = "accepted" | "blocked" | "parts" | "delivered" | "failed";
type Counted<Key extends Counter> = Readonly<Record<Key, string>>;

async function readToday(db: Queryable, since: Date) {
  const { rows } = await db.query<Counted<Counter>>(
    `select coalesce(sum(accepted), 0) as accepted, coalesce(sum(blocked), 0) as blocked,
            coalesce(sum(parts), 0) as parts, coalesce(sum(delivered), 0) as delivered,
            coalesce(sum(failed), 0) as failed
     from traffic_hours where hour >= $1`,
    [since],
  );
  const [row] = rows;
  const delivered = Number(row?.delivered);
  const failed = Number(row?.failed);
  return {
    accepted: Number(row?.accepted),
    blocked: Number(row?.blocked),
    parts: Number(row?.parts),
    delivered,
    failed,
    deliveryRate: deliveryRate({ delivered, failed }),
  };
}

/** Revenue is in the clients' currencies, cost in the suppliers'; each currency has its own line. */
async function readMoney(db: Queryable, since: Date): Promise<Dashboard["today"]["money"]> {
  const { rows } = await db.query<{ currency: string; revenue: string; cost: string }>(
    `select currency, sum(revenue) as revenue, sum(cost) as cost
     from (
       select c.currency, sum(t.revenue_micros) as revenue, 0 as cost
       from traffic_hours t join clients c on c.id = t.client_id where t.hour >= $1 group by c.currency
       union all
       select s.currency, 0, sum(t.cost_micros)
       from traffic_hours t join connections k on k.id = t.connection_id join suppliers s on s.id = k.supplier_id
       where t.hour >= $1 group by s.currency
     ) m
     group by currency having sum(revenue) <> 0 or sum(cost) <> 0 order by currency`,
    [since],
  );
  return rows.map(({ currency, revenue, cost }) => ({
    currency,
    revenue: formatMicros(BigInt(revenue)),
    cost: formatMicros(BigInt(cost)),
    profit: formatMicros(BigInt(revenue) - BigInt(cost)),
  }));
}

async function selectLastHours(db: Queryable, nowMs: number): Promise<Dashboard["hours"]> {
  const firstMs = nowMs - (nowMs % HOUR_MS) - 23 * HOUR_MS;
  const { rows } = await db.query<Counted<Exclude<Counter, "parts">> & { hour: Date }>(
    `select hour, sum(accepted) as accepted, sum(blocked) as blocked, sum(delivered) as delivered,
            sum(failed) as failed
     from traffic_hours where hour >= $1 group by hour`,
    [new Date(firstMs)],
  );
  const byHour = new Map(rows.map((row) => [row.hour.getTime(), row]));
  return Array.from({ length: 24 }, (_, index) => {
    const atMs = firstMs + index * HOUR_MS;
    const row = byHour.get(atMs);
    return {
      at: new Date(atMs).toISOString(),
      accepted: Number(row?.accepted ?? 0),
      blocked: Number(row?.blocked ?? 0),
      delivered: Number(row?.delivered ?? 0),
      failed: Number(row?.failed ?? 0),
    };
  });
}

interface TopRow extends Counted<"delivered" | "failed"> {
  readonly id: number;
  readonly login: string;
  readonly company: string;
  readonly currency: string;
  readonly messages: string;
  readonly revenue: string;
}

async function selectTopClients(db: Queryable, since: Date): Promise<Dashboard["topClients"]> {
  const { rows } = await db.query<TopRow>(
    `select c.id, c.login, c.company, c.currency, t.messages, t.delivered, t.failed, t.revenue
     from (select client_id, sum(accepted) as messages, sum(delivered) as delivered, sum(failed) as failed,
                  sum(revenue_micros) as revenue
           from traffic_hours where hour >= $1 group by client_id
           order by sum(accepted) desc, client_id limit $2) t
     join clients c on c.id = t.client_id order by t.messages desc, c.id`,
    [since, TOP_CLIENTS],
  );
  return rows.map((row) => ({
    clientId: row.id,
    login: row.login,
    company: row.company,
    messages: Number(row.messages),
    delivered: Number(row.delivered),
    deliveryRate: deliveryRate({ delivered: Number(row.delivered), failed: Number(row.failed) }),
    revenue: formatMicros(BigInt(row.revenue)),
    currency: row.currency,
  }));
}

async function selectConnectionNames(db: Queryable): Promise<Map<number, string>> {
  const { rows } = await db.query<{ id: number; name: string }>("select id, name from connections");
  return new Map(rows.map((row) => [row.id, row.name]));
}

function connectionAlerts({ connections }: LiveFacts, names: ReadonlyMap<number, string>): Alert[] {
  return connections
    .filter(({ state }) => state === "down")
    .map(({ id, state, lastError }) => ({
      kind: "connection_down",
      connectionId: id,
      name: names.get(id) ?? `#${id}`,
      state,
      lastError,
    }));
}

function queueAlerts({ throughput: { queued }, earlier }: LiveFacts): Alert[] {
  if (!earlier || queued < QUEUE_ALERT_MIN || queued < earlier.queued * 1.1) return [];
  return [{ kind: "queue_growing", queued, grownBy: queued - earlier.queued, seconds: earlier.seconds }];
}

/** Whether the last proof of the books found differences; by the primary key. */
async function selectLedgerAlerts(db: Queryable): Promise<Alert[]> {
  const { rows } = await db.query<{ at: Date; differences: number }>(
    "select at, differences from ledger_checks order by id desc limit 1",
  );
  return rows
    .filter(({ differences }) => differences > 0)
    .map(({ at, differences }) => ({ kind: "ledger_differences", count: differences, at: at.toISOString() }));
}

/** Clients who sent something in the last day and can send nothing more. */
async function selectMoneyAlerts(db: Queryable, nowMs: number): Promise<Alert[]> {
  const { rows } = await db.query<{ id: number; login: string; currency: string; available: bigint }>(
    `select c.id, c.login, c.currency, ${availableSql} as available
     from clients c join client_funds f on f.client_id = c.id
     where ${availableSql} <= 0 and c.id in (select client_id from traffic_hours where hour >= $2)
     order by c.login limit $3`,
    [new Date(nowMs), new Date(nowMs - DAY_MS), ALERTS_MAX],
  );
  return rows.map(({ id, login, currency, available }) => ({
    kind: "client_out_of_money",
    clientId: id,
    login,
    available: formatMicros(available),
    currency,
  }));
}
