/** Alerts on traffic that is unlike a client's usual: written while it lasts, mailed once, acknowledged by people. */
import type { AdminParsed, TrafficAlert } from "@switchyard/contract";
import { type Author, type Queryable, recordChange, type Transact } from "../history/history.ts";
import { enqueueMail } from "../mail/enqueue.ts";
import { limits as mailLimits } from "../mail/limits.ts";
import { parseAddresses } from "../mail-address.ts";
import { type Page, pageOfRows, readIdCursor } from "../paging.ts";
import { notFound } from "../refusal.ts";
import type { PumpedRange } from "./pumping.ts";

/** Newest first. */
export async function listTrafficAlerts(
  db: Queryable,
  query: AdminParsed<"listTrafficAlerts">["query"],
): Promise<Page<TrafficAlert>> {
  const found = await select(
    db,
    `where ($1::bigint is null or a.id < $1) and ($2::int is null or a.client_id = $2)
       and ($3::boolean is null or (a.acknowledged_at is null) = $3)
     order by a.id desc limit $4`,
    [readIdCursor(query.cursor) ?? null, query.clientId ?? null, query.open ?? null, query.limit + 1],
  );
  return pageOfRows(
    found,
    query.limit,
    (alert) => [alert.id],
    (alert) => alert,
  );
}

/** Notes that somebody saw to an alert; one that is acknowledged already stays as it is. */
export async function acknowledgeTrafficAlert(
  tx: Queryable,
  author: Author,
  alertId: number,
  nowMs: number,
): Promise<TrafficAlert> {
  const before = await readAlert(tx, alertId, "for update of a");
  if (before.acknowledgedAt !== null) return before;
  await tx.query("update traffic_alerts set acknowledged_at = $2, acknowledged_by = $3 where id = $1", [
    alertId,
    new Date(nowMs),
    author.actor,
  ]);
  await recordChange(tx, author, {
    clientId: before.clientId,
    category: "firewall",
    entity: "traffic_alert",
    entityId: alertId,
    action: "acknowledge",
    before: null,
    after: { range: before.numberRange, country: before.country, messages: before.messages },
    announce: [],
  });
  return readAlert(tx, alertId);
}

/**
 * Takes over what the watch found. A range that is told of already, or was until a window ago, is only brought up to
 * date; a new one is mailed.
 */
export async function writeTrafficAlerts(
  transact: Transact,
  found: readonly PumpedRange[],
  { windowMs, nowMs }: { readonly windowMs: number; readonly nowMs: number },
): Promise<void> {
  for (const pumped of found) {
    await transact(async (tx) => {
      const { clientId, country, range, messages, sharePercent } = pumped;
      const { rowCount } = await tx.query(
        `update traffic_alerts set messages = $4, share_percent = $5, last_seen = $6
         where id = (select max(id) from traffic_alerts
                     where kind = 'pumping' and client_id = $1 and country = $2 and number_range = $3
                       and (acknowledged_at is null or last_seen > $7))`,
        [clientId, country, range, messages, sharePercent, new Date(nowMs), new Date(nowMs - windowMs)],
      );
      if (rowCount) return;
      await tx.query(
        `insert into traffic_alerts (at, kind, client_id, country, number_range, messages, share_percent, last_seen)
         values ($6, 'pumping', $1, $2, $3, $4, $5, $6)`,
        [clientId, country, range, messages, sharePercent, new Date(nowMs)],
      );
      await mailAlert(tx, pumped, { windowMs, nowMs });
    });
  }
}

async function mailAlert(
  tx: Queryable,
  { clientId, country, range, messages, sharePercent }: PumpedRange,
  { windowMs, nowMs }: { readonly windowMs: number; readonly nowMs: number },
): Promise<void> {
  const { rows } = await tx.query<{ email: string; login: string; company: string; country: string }>(
    `select s.alert_email as email, c.login, c.company, coalesce(k.name, $2) as country
     from firewall_settings s join clients c on c.id = $1 left join countries k on k.code = $2`,
    [clientId, country],
  );
  const [to] = rows;
  const recipients = parseAddresses(to?.email ?? "").addresses.slice(0, mailLimits.recipientsMax);
  if (!to || recipients.length === 0) return;
  const minutes = Math.round(windowMs / 60_000);
  const who = to.company === "" ? to.login : `${to.login} (${to.company})`;
  await enqueueMail(
    tx,
    {
      clientId: null,
      kind: "traffic_alert",
      recipients,
      subject: `Numbers ${range}… are being pumped by ${to.login}`,
      body: `Within ${minutes === 1 ? "a minute" : `${minutes} minutes`} ${who} sent ${messages} messages to numbers that begin with ${range}: ${sharePercent} % of its messages to ${to.country}.

Look at them in the console under Messages. Under Firewall the alert can be acknowledged, and the numbers put on the black list.
`.replace(/[^\P{Cc}\t\r\n]/gu, " "),
      reference: `client ${clientId}`,
    },
    nowMs,
  );
}

async function readAlert(db: Queryable, alertId: number, lock = ""): Promise<TrafficAlert> {
  const [found] = await select(db, `where a.id = $1 ${lock}`, [alertId]);
  if (!found) throw notFound("alert", alertId);
  return found;
}

interface Row {
  readonly id: bigint;
  readonly at: Date;
  readonly kind: TrafficAlert["kind"];
  readonly client_id: number;
  readonly login: string | null;
  readonly country: string;
  readonly number_range: string;
  readonly messages: number;
  readonly share_percent: number;
  readonly last_seen: Date;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_by: string | null;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<TrafficAlert[]> {
  const { rows } = await db.query<Row>(
    `select a.*, c.login from traffic_alerts a left join clients c on c.id = a.client_id ${tail}`,
    values,
  );
  return rows.map((row) => ({
    id: Number(row.id),
    at: row.at.toISOString(),
    kind: row.kind,
    clientId: row.client_id,
    clientLogin: row.login ?? `#${row.client_id}`,
    country: row.country,
    numberRange: row.number_range,
    messages: row.messages,
    sharePercent: row.share_percent,
    lastSeen: row.last_seen.toISOString(),
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    acknowledgedBy: row.acknowledged_by,
  }));
}
