import { FINAL_STATUS_CODE_MIN, receiptStates } from "@switchyard/engine";
import type { Pool } from "pg";
import { idAtTime, type MessageId } from "../../ids.ts";
import type { Message } from "../message.ts";
import { type MessageRow, readMessage } from "./message-columns.ts";

/** The shortest waiting time a client can have: nothing younger is silent yet. */
const RECEIPT_WAIT_MIN_MS = 86_400_000;

/** What the receipts owed hold is parked, whatever is read of it. */
const parked = (message: Message): Message => Object.assign(message, { isParked: true });

async function select(pool: Pool, name: string, text: string, values: unknown[]): Promise<Message[]> {
  const { rows } = await pool.query<MessageRow>({ name, text, values });
  return rows.map(readMessage);
}

/** By the primary key. */
export function selectMessages(pool: Pool, ids: readonly MessageId[]): Promise<Message[]> {
  return select(pool, "messages-by-id", "select * from messages where id = any($1::bigint[])", [`{${ids.join(",")}}`]);
}

/** Messages that wait for a connection, in order, after the given id; by queue_connection. */
export function selectQueued(pool: Pool, connectionId: number, after: MessageId, limit: number): Promise<Message[]> {
  return select(
    pool,
    "messages-queued",
    `select m.* from queue q join messages m on m.id = q.message_id
     where q.connection_id = $1 and q.message_id > $2 and q.due_at is null and m.status = 1
     order by q.message_id limit $3`,
    [connectionId, after, limit],
  );
}

/** Scheduled messages whose time has come; by queue_due. */
export function selectDue(pool: Pool, nowMs: number, limit: number): Promise<Message[]> {
  return select(
    pool,
    "messages-due",
    `select m.* from queue q join messages m on m.id = q.message_id
     where q.due_at <= to_timestamp($1) order by q.due_at limit $2`,
    [nowMs / 1000, limit],
  );
}

/** Messages held for a client; by queue_due, whose tail is what waits for people. */
export function selectHeld(pool: Pool, clientId: number, limit: number): Promise<Message[]> {
  return select(
    pool,
    "messages-held",
    `select m.* from queue q join messages m on m.id = q.message_id
     where q.due_at = 'infinity' and q.client_id = $1 and m.status = 2 order by q.message_id limit $2`,
    [clientId, limit],
  );
}

/** Clients for whom messages are held; by queue_due. */
export async function selectClientsHeld(pool: Pool): Promise<number[]> {
  const { rows } = await pool.query<{ client_id: number }>({
    name: "clients-held",
    text: "select distinct client_id from queue where due_at = 'infinity'",
  });
  return rows.map(({ client_id }) => client_id);
}

/** Messages that never left in time; the queue holds only what is not final. */
export function selectOverdue(pool: Pool, nowMs: number, limit: number): Promise<Message[]> {
  return select(
    pool,
    "messages-overdue",
    `select m.* from queue q join messages m on m.id = q.message_id
     where m.valid_until <= to_timestamp($1) and m.status < 5 limit $2`,
    [nowMs / 1000, limit],
  );
}

/** Sent messages whose receipt did not come in their client's waiting time; the oldest part of the queue alone. */
export function selectSilent(pool: Pool, nowMs: number, limit: number): Promise<Message[]> {
  return select(
    pool,
    "messages-silent",
    `select m.* from queue q join messages m on m.id = q.message_id join clients c on c.id = q.client_id
     where q.message_id < $2 and m.status = 5
       and m.received_at <= to_timestamp($1) - c.dlr_waiting_days * interval '1 day'
     order by q.message_id limit $3`,
    [nowMs / 1000, idAtTime(nowMs - RECEIPT_WAIT_MIN_MS), limit],
  );
}

/** Receipts owed to a client, oldest message first; by the primary key of owed_receipts. */
export async function selectOwed(pool: Pool, clientId: number, limit: number): Promise<Message[]> {
  const messages = await select(
    pool,
    "messages-owed",
    `select m.* from owed_receipts o join messages m on m.id = o.message_id
     where o.client_id = $1 order by o.message_id limit $2`,
    [clientId, limit],
  );
  return messages.map(parked);
}

/** Receipts owed since before a moment. */
export async function selectOwedBefore(pool: Pool, beforeMs: number, limit: number): Promise<Message[]> {
  const messages = await select(
    pool,
    "messages-owed-before",
    // A message is older than the word of its end, by weeks when it was scheduled.
    `select m.* from owed_receipts o join messages m on m.id = o.message_id
     where o.message_id < $1 and m.done_at < to_timestamp($2) limit $3`,
    [idAtTime(beforeMs), beforeMs / 1000, limit],
  );
  return messages.map(parked);
}

/** After a start: final messages still in the queue owe a receipt that nobody is about to take any more. */
export async function parkOwed(pool: Pool): Promise<void> {
  await pool.query(
    `with parked as (
       delete from queue q using messages m where m.id = q.message_id and m.status >= ${FINAL_STATUS_CODE_MIN}
       returning q.client_id, q.message_id, m.receipt_state
     )
     insert into owed_receipts (client_id, message_id)
     select client_id, message_id from parked where receipt_state = ${receiptStates.owed} on conflict do nothing`,
  );
}
