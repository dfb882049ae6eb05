/**
 * Sums over what is old enough to change no more, kept so that a proof reads only what came since. They are derived, and
 * made anew whenever the books do not agree.
 */
import type { PoolClient } from "pg";
import { idAtTime } from "../ids.ts";
import { entrySums, incomingSums, lookupSums, messageSums } from "./proof-sums.ts";

/** Messages older than this whose last money is booked are sealed; a supplier's late word is in long before. */
const MESSAGES_SEALED_MS = 3 * 86_400_000;
/** No transaction is open for as long, so every smaller id is in as well. */
const ENTRIES_SEALED_MS = 3_600_000;

interface Bounds {
  readonly entries_from: bigint;
  readonly messages_from: bigint;
  readonly incoming_from: bigint;
  /** The first message that is not finished. */
  readonly oldest: bigint | null;
  readonly oldest_incoming: bigint | null;
}

/** Moves the bounds up to what changes no more; the sums over it join those sealed before. */
export async function seal(client: PoolClient, nowMs: number): Promise<void> {
  await client.query("begin isolation level repeatable read");
  try {
    const { rows } = await client.query<Bounds>(
      `select entries_to as entries_from, messages_to as messages_from, incoming_to as incoming_from,
              (select min(message_id) from queue) as oldest,
              (select min(message_id) from (select message_id from owed_incoming
                                            union all select message_id from unpaid_incoming) i) as oldest_incoming
       from ledger_seals for update`,
    );
    const bounds = rows[0];
    if (!bounds) throw new Error("the bounds of what is sealed are missing");
    const settledTo = (oldest: bigint | null) =>
      Math.min(idAtTime(nowMs - MESSAGES_SEALED_MS), Number(oldest ?? Number.MAX_SAFE_INTEGER));
    const [messagesFrom, messagesTo] = [Number(bounds.messages_from), settledTo(bounds.oldest)];
    if (messagesTo > messagesFrom) await sealMessages(client, messagesFrom, messagesTo);
    const [incomingFrom, incomingTo] = [Number(bounds.incoming_from), settledTo(bounds.oldest_incoming)];
    if (incomingTo > incomingFrom) await sealIncoming(client, incomingFrom, incomingTo);
    await sealEntries(client, Number(bounds.entries_from), new Date(nowMs - ENTRIES_SEALED_MS));
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

async function sealMessages(client: PoolClient, from: number, to: number): Promise<void> {
  await client.query(
    `insert into sealed_messages as s (client_id, connection_id, charged_micros, booked_cost_micros, messages)
     select client_id, connection_id, charged, booked_cost, messages from (${messageSums(`${from} and id < ${to}`)}) fresh
     on conflict (client_id, connection_id) do update
       set charged_micros = s.charged_micros + excluded.charged_micros,
           booked_cost_micros = s.booked_cost_micros + excluded.booked_cost_micros,
           messages = s.messages + excluded.messages`,
  );
  // Look-ups have ids of the same series, and never change.
  await client.query(
    `insert into sealed_lookups as s (client_id, connection_id, charged_micros, booked_cost_micros)
     select client_id, connection_id, charged, booked_cost from (${lookupSums(`${from} and id < ${to}`)}) fresh
     on conflict (client_id, connection_id) do update
       set charged_micros = s.charged_micros + excluded.charged_micros,
           booked_cost_micros = s.booked_cost_micros + excluded.booked_cost_micros`,
  );
  await client.query("update ledger_seals set messages_to = $1", [to]);
}

async function sealIncoming(client: PoolClient, from: number, to: number): Promise<void> {
  await client.query(
    `insert into sealed_incoming as s (client_id, connection_id, charged_micros, booked_cost_micros)
     select client_id, connection_id, charged, booked_cost from (${incomingSums(`${from} and id < ${to}`)}) fresh
     on conflict (client_id, connection_id) do update
       set charged_micros = s.charged_micros + excluded.charged_micros,
           booked_cost_micros = s.booked_cost_micros + excluded.booked_cost_micros`,
  );
  await client.query("update ledger_seals set incoming_to = $1", [to]);
}

async function sealEntries(client: PoolClient, from: number, before: Date): Promise<void> {
  const { rows } = await client.query<{ id: bigint }>(
    "select id from ledger_entries where at < $1 and id > $2 order by id desc limit 1",
    [before, from],
  );
  const to = Number(rows[0]?.id ?? 0);
  if (to <= from) return;
  await client.query(
    `insert into sealed_entries as s (account_id, kind, debit_micros, credit_micros, entries)
     select account_id, kind, debit, credit, entries from (${entrySums(`${from} and id <= ${to}`)}) fresh
     on conflict (account_id, kind) do update
       set debit_micros = s.debit_micros + excluded.debit_micros,
           credit_micros = s.credit_micros + excluded.credit_micros, entries = s.entries + excluded.entries`,
  );
  await client.query("update ledger_seals set entries_to = $1", [to]);
}

/** Forgets every seal. */
export async function unseal(client: PoolClient): Promise<void> {
  await client.query(
    `with emptied as (delete from sealed_entries), emptied_too as (delete from sealed_messages),
          emptied_as_well as (delete from sealed_lookups), and_this as (delete from sealed_incoming)
     update ledger_seals set entries_to = 0, messages_to = 0, incoming_to = 0`,
  );
}

/**
 * Forgets the seals of incoming messages where one before the bound becomes a client's: `$1` is the first that does, null
 * for none.
 */
export const unsealIncoming = {
  name: "unsealed",
  sql: "update ledger_seals set incoming_to = 0 where incoming_to > $1::bigint returning 1",
};
export const emptySealedIncoming = {
  name: "unsealed_sums",
  sql: "delete from sealed_incoming where exists (select from unsealed)",
};
