import { moments, numbers, texts } from "../database/arrays.ts";
import type { Step } from "../database/statement.ts";
import type { Message } from "./message.ts";

const HOUR_MS = 3_600_000;

interface Total {
  readonly hourMs: number;
  readonly clientId: number;
  readonly connectionId: number;
  readonly country: string;
  accepted: number;
  blocked: number;
  parts: number;
  sent: number;
  delivered: number;
  failed: number;
  revenueMicros: bigint;
  costMicros: bigint;
}

/** Where a message counts, and a look-up its money. */
type Counted = Pick<Message, "receivedAtMs" | "clientId" | "connectionId" | "country">;

type Counter = "accepted" | "blocked" | "parts" | "sent" | "delivered" | "failed";

/**
 * What one batch adds to the totals by hour, so that no report or dashboard ever scans messages. Messages count in the
 * hour they were received, which keeps a delivery rate within 100 %.
 */
export class Totals {
  /** Which writer this is; two lanes never touch the same row of traffic_hours. */
  readonly lane: number;
  readonly #totals = new Map<string, Total>();
  #last: Total | undefined;

  constructor(lane: number) {
    this.lane = lane;
  }

  count(message: Counted, counter: Counter, by = 1): void {
    this.#of(message)[counter] += by;
  }

  revenue(message: Counted, micros: bigint): void {
    this.#of(message).revenueMicros += micros;
  }

  cost(message: Counted, micros: bigint): void {
    this.#of(message).costMicros += micros;
  }

  get rows(): readonly Total[] {
    return [...this.#totals.values()];
  }

  /** Neighbours in a batch mostly count in the same row, which is then found without a key. */
  #of({ receivedAtMs, clientId, connectionId, country }: Counted): Total {
    const hourMs = receivedAtMs - (receivedAtMs % HOUR_MS);
    const connection = connectionId ?? 0;
    const place = country ?? "";
    const last = this.#last;
    if (
      last !== undefined &&
      last.hourMs === hourMs &&
      last.clientId === clientId &&
      last.connectionId === connection &&
      last.country === place
    ) {
      return last;
    }
    const key = `${hourMs} ${clientId} ${connection} ${place}`;
    const total = this.#totals.get(key) ?? newTotal(hourMs, clientId, connection, place);
    this.#totals.set(key, total);
    this.#last = total;
    return total;
  }
}

function newTotal(hourMs: number, clientId: number, connectionId: number, country: string): Total {
  return {
    hourMs,
    clientId,
    connectionId,
    country,
    accepted: 0,
    blocked: 0,
    parts: 0,
    sent: 0,
    delivered: 0,
    failed: 0,
    revenueMicros: 0n,
    costMicros: 0n,
  };
}

export const totalsStep: Step<Totals> = {
  name: "totalled",
  sql: `insert into traffic_hours as t (hour, lane, client_id, connection_id, country, accepted, blocked, parts, sent,
                                        delivered, failed, revenue_micros, cost_micros)
     select to_timestamp(u.hour), $1::smallint, u.client_id, u.connection_id, u.country, u.accepted, u.blocked, u.parts,
            u.sent, u.delivered, u.failed, u.revenue, u.cost
     from unnest($2::float8[], $3::int[], $4::int[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[],
                 $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[])
       u(hour, client_id, connection_id, country, accepted, blocked, parts, sent, delivered, failed, revenue, cost)
     on conflict (hour, client_id, connection_id, country, lane) do update
       set accepted = t.accepted + excluded.accepted, blocked = t.blocked + excluded.blocked,
           parts = t.parts + excluded.parts, sent = t.sent + excluded.sent,
           delivered = t.delivered + excluded.delivered, failed = t.failed + excluded.failed,
           revenue_micros = t.revenue_micros + excluded.revenue_micros,
           cost_micros = t.cost_micros + excluded.cost_micros`,
  values: (totals) => {
    const { rows } = totals;
    return [
      totals.lane,
      moments(rows, (total) => total.hourMs),
      numbers(rows, (total) => total.clientId),
      numbers(rows, (total) => total.connectionId),
      texts(rows, (total) => total.country),
      numbers(rows, (total) => total.accepted),
      numbers(rows, (total) => total.blocked),
      numbers(rows, (total) => total.parts),
      numbers(rows, (total) => total.sent),
      numbers(rows, (total) => total.delivered),
      numbers(rows, (total) => total.failed),
      numbers(rows, (total) => total.revenueMicros),
      numbers(rows, (total) => total.costMicros),
    ];
  },
};
