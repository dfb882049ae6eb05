/**
 * Refunds for many messages at once: first they are counted, then what was counted is given back, all or nothing. The
 * messages are found by messages_client (client_id, id), since ids are ordered by time.
 */
import type { AdminParsed, Refund } from "@switchyard/contract";
import { formatMicros, messageStatuses } from "@switchyard/engine";
import pg from "pg";
import type { Author, Queryable } from "../history/history.ts";
import { idAtTime } from "../ids.ts";
import { Refusal } from "../refusal.ts";
import { lockBooks } from "./funds.ts";
import { addRevenue, enterRefund, nextRefundId, REFUND_LANE, readRefund } from "./refunds.ts";

export type RefundSelection = AdminParsed<"countRefundable">["body"];

export interface Refundable {
  readonly messages: number;
  readonly amountMicros: bigint;
}

export const refundLimits = {
  /** Messages given back at once. */
  messagesMax: 200_000,
  /** How long the messages of a selection may be looked for. */
  searchMs: 30_000,
} as const;

/** How many messages a selection has that were charged and not refunded, and what they were charged. In a transaction. */
export async function countRefundable(
  tx: Queryable,
  clientId: number,
  selection: RefundSelection,
): Promise<Refundable> {
  const rows = await withinTime(tx, () =>
    tx.query<{ messages: bigint; amount: string }>(
      `select count(*) as messages, coalesce(sum(m.charged_micros), 0) as amount from messages m where ${conditions}`,
      valuesOf(clientId, selection),
    ),
  );
  return { messages: Number(rows[0]?.messages ?? 0n), amountMicros: BigInt(rows[0]?.amount ?? 0) };
}

/** Gives back what was counted; refuses when it is no longer that. */
export async function refundMessages(
  tx: Queryable,
  author: Author,
  clientId: number,
  given: { selection: RefundSelection; reason: string; expected: Refundable; nowMs: number },
): Promise<Refund> {
  const { selection, reason, expected, nowMs } = given;
  const { messagesMax } = refundLimits;
  const books = await lockBooks(tx, clientId);
  if (expected.messages === 0) throw new Refusal("not_refundable", "The selection has no message to refund.");
  if (expected.messages > messagesMax) {
    const says = `${expected.messages} messages are more than the ${messagesMax} that can be refunded at once.`;
    throw new Refusal("too_many_messages", `${says} Choose a shorter time.`);
  }
  const id = await nextRefundId(tx);
  const found = await insertMessages(tx, clientId, { selection, refundId: id, countMax: expected.messages + 1 });
  if (found.messages !== expected.messages || found.amountMicros !== expected.amountMicros) {
    const counted = `${expected.messages} messages of ${formatMicros(expected.amountMicros)} were counted`;
    throw new Refusal("not_refundable", `The selection has changed: ${counted}. Count again.`);
  }
  await enterRefund(tx, author, books, { id, clientId, ...found, reason, selection, nowMs });
  return readRefund(tx, id);
}

/** Marks the messages as refunded and takes their revenue out of the totals, in one statement. */
async function insertMessages(
  tx: Queryable,
  clientId: number,
  { selection, refundId, countMax }: { selection: RefundSelection; refundId: number; countMax: number },
): Promise<Refundable> {
  const rows = await withinTime(tx, () =>
    tx.query<{ messages: bigint; amount: string }>(
      `with chosen as materialized (
         select m.id, m.received_at, coalesce(m.connection_id, 0) as connection_id, coalesce(m.country, '') as country,
                m.charged_micros
         from messages m where ${conditions} limit $9),
       marked as (
         insert into refund_messages (message_id, refund_id, amount_micros) select id, $8, charged_micros from chosen),
       totalled as (
         insert into traffic_hours as t (hour, lane, client_id, connection_id, country, revenue_micros)
         select date_trunc('hour', received_at), ${REFUND_LANE}, $1, connection_id, country, -sum(charged_micros)
         from chosen group by 1, connection_id, country
         ${addRevenue})
       select count(*) as messages, coalesce(sum(charged_micros), 0) as amount from chosen`,
      [...valuesOf(clientId, selection), refundId, countMax],
    ),
  );
  return { messages: Number(rows[0]?.messages ?? 0n), amountMicros: BigInt(rows[0]?.amount ?? 0) };
}

/** Messages of a selection that were charged and not refunded. */
const conditions = `m.client_id = $1 and m.id >= $2 and m.id < $3 and m.charged_micros > 0
  and ($4::smallint[] is null or m.status = any($4))
  and ($5::text is null or m.country = $5)
  and ($6::text is null or m.network = $6)
  and ($7::text is null or m.sender = $7)
  and not exists (select 1 from refund_messages r where r.message_id = m.id)`;

function valuesOf(clientId: number, { from, to, status, country, network, sender }: RefundSelection): unknown[] {
  return [
    clientId,
    idAtTime(Date.parse(from)),
    idAtTime(Date.parse(to)),
    status?.map((name) => messageStatuses[name].code) ?? null,
    country ?? null,
    network ?? null,
    sender ?? null,
  ];
}

const QUERY_CANCELED = "57014";

/** Runs a search that may find no end; the transaction is lost when it takes too long. */
async function withinTime<Row extends pg.QueryResultRow>(
  tx: Queryable,
  search: () => Promise<pg.QueryResult<Row>>,
): Promise<Row[]> {
  await tx.query(`set local statement_timeout = ${refundLimits.searchMs}`);
  try {
    const { rows } = await search();
    await tx.query("set local statement_timeout = default");
    return rows;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== QUERY_CANCELED) throw error;
    throw new Refusal("too_many_messages", "To look through these messages takes too long. Choose a shorter time.");
  }
}
