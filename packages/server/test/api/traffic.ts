/** Rows that live traffic would have written. */
import { type BlockReason, blockReasons, encodeTrace, type MessageStatus, messageStatuses } from "@switchyard/engine";
import type { Pool } from "pg";
import { idAtTime } from "../../src/ids.ts";

interface Hour {
  hour: string;
  clientId: number;
  connectionId?: number;
  country?: string;
  lane?: number;
  accepted?: number;
  blocked?: number;
  delivered?: number;
  failed?: number;
  revenue?: bigint;
  cost?: bigint;
}

export async function addHour(pool: Pool, given: Hour): Promise<void> {
  await pool.query(
    `insert into traffic_hours (hour, lane, client_id, connection_id, country, accepted, blocked, parts, sent, delivered,
                                failed, revenue_micros, cost_micros)
     values ($1, $2, $3, $4, $5, $6, $7, $6, $6, $8, $9, $10, $11)`,
    [
      given.hour,
      given.lane ?? 1,
      given.clientId,
      given.connectionId ?? 0,
      given.country ?? "",
      given.accepted ?? 0,
      given.blocked ?? 0,
      given.delivered ?? 0,
      given.failed ?? 0,
      given.revenue ?? 0n,
      given.cost ?? 0n,
    ],
  );
}

interface MessageToAdd {
  atMs: number;
  clientId: number;
  status?: MessageStatus;
  reason?: BlockReason;
  sender?: string;
  recipient?: string;
  country?: string;
  connectionId?: number;
  poolId?: number;
  errorCode?: string;
  priceMicros?: bigint;
}

let counter = 0;

export async function addMessage(pool: Pool, given: MessageToAdd): Promise<{ id: number }> {
  const id = idAtTime(given.atMs) + (counter++ % 8192);
  const status = given.status ?? "queued";
  const isDone = messageStatuses[status].final;
  const price = given.priceMicros ?? null;
  await pool.query(
    `insert into messages (id, client_id, channel, status, reason, sender, source_ton, source_npi, recipient, country,
                           alphabet, data_coding, esm_class, protocol_id, text, parts, registered_delivery, received_at,
                           valid_until, done_at, error_code, billing, currency, price_micros, charged_micros,
                           cost_micros, pool_id, connection_id, receipt_state, trace)
     values ($1, $2, 1, $3, $4, $5, 5, 0, $6, $7, 1, 0, 0, 0, 'hello', 1, 1, $8, $9, $10, $11, $12, $13, $14::bigint,
             coalesce($14::bigint, 0), $14::bigint, $15, $16, $17, $18)`,
    [
      id,
      given.clientId,
      messageStatuses[status].code,
      given.reason === undefined ? null : blockReasons[given.reason].number,
      given.sender ?? "Acme",
      given.recipient ?? "4915112345678",
      given.country ?? "DE",
      new Date(given.atMs),
      new Date(given.atMs + 86_400_000),
      isDone ? new Date(given.atMs + 5000) : null,
      given.errorCode ?? null,
      price === null ? null : 1,
      price === null ? null : "EUR",
      price,
      given.poolId ?? null,
      given.connectionId ?? null,
      isDone ? 1 : 0,
      encodeTrace([
        { step: "client", outcome: "pass", detail: "" },
        { step: "destination", outcome: given.reason ? "stop" : "pass", detail: "DE.26201" },
      ]),
    ],
  );
  return { id };
}
