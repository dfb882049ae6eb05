import type { Pool } from "pg";
import { idAtTime, type MessageId } from "../../ids.ts";
import { type IncomingMessage, isOwed, type OwedIncoming } from "../incoming-message.ts";
import { type IncomingRow, readIncoming } from "./incoming-columns.ts";

async function select(pool: Pool, name: string, text: string, values: unknown[]): Promise<IncomingMessage[]> {
  const { rows } = await pool.query<IncomingRow>({ name, text, values });
  return rows.map(readIncoming);
}

/** By the primary key; undefined when there is none. */
export async function selectIncoming(pool: Pool, id: MessageId): Promise<IncomingMessage | undefined> {
  const [message] = await select(pool, "incoming-by-id", "select * from incoming_messages where id = $1", [id]);
  return message;
}

/** What a client's receivers are owed, oldest first; by the primary key of owed_incoming. */
export async function selectOwedIncoming(pool: Pool, clientId: number, limit: number): Promise<OwedIncoming[]> {
  const messages = await select(
    pool,
    "incoming-owed",
    `select m.* from owed_incoming o join incoming_messages m on m.id = o.message_id
     where o.client_id = $1 order by o.message_id limit $2`,
    [clientId, limit],
  );
  return messages.filter(isOwed);
}

/** What has been owed since before a moment. */
export async function selectOwedIncomingBefore(pool: Pool, beforeMs: number, limit: number): Promise<OwedIncoming[]> {
  const messages = await select(
    pool,
    "incoming-owed-before",
    `select m.* from owed_incoming o join incoming_messages m on m.id = o.message_id
     where o.since < to_timestamp($1) limit $2`,
    [beforeMs / 1000, limit],
  );
  return messages.filter(isOwed);
}

/** A client's messages that its funds did not cover, oldest first; by the primary key of unpaid_incoming. */
export function selectUnpaid(pool: Pool, clientId: number, limit: number): Promise<IncomingMessage[]> {
  return select(
    pool,
    "incoming-unpaid",
    `select m.* from unpaid_incoming u join incoming_messages m on m.id = u.message_id
     where u.client_id = $1 order by u.message_id limit $2`,
    [clientId, limit],
  );
}

/** How many messages of each client wait to be paid. */
export async function countUnpaid(pool: Pool): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ client_id: number; count: number }>(
    "select client_id, count(*)::int as count from unpaid_incoming group by client_id",
  );
  return new Map(rows.map((row) => [row.client_id, row.count]));
}

/** Parts of long messages received since a moment, oldest first. */
export function selectParts(pool: Pool, sinceMs: number, limit: number): Promise<IncomingMessage[]> {
  return select(
    pool,
    "incoming-parts",
    `select * from (select * from incoming_messages where id >= $1 and udh is not null order by id desc limit $2) latest
     order by id`,
    [idAtTime(sinceMs), limit],
  );
}
