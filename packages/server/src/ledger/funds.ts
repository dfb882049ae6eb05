/**
 * Whose money it is, and the locks under which it moves. Whatever moves money by hand locks in one order, so that no two
 * wait for each other: the client's row; payments and invoices; the numbers of documents; client_funds last, because live
 * traffic waits for them and must not wait for whoever has the numbers.
 */
import type { Queryable } from "../history/history.ts";
import { notFound, Refusal } from "../refusal.ts";

/** What the database can hold (bigint). */
const MICROS_MAX = 9_223_372_036_854_775_807n;

export function isHeld(micros: bigint): boolean {
  return micros <= MICROS_MAX && micros >= -MICROS_MAX;
}

export interface Books {
  readonly clientId: number;
  readonly currency: string;
  readonly timeZone: string;
}

/**
 * Locks a client's books until the transaction ends: payments, allocations, refunds and invoices of one client come one
 * after the other. Live traffic, and rows that only refer to the client, are not held up.
 */
export async function lockBooks(tx: Queryable, clientId: number): Promise<Books> {
  const { rows } = await tx.query<{ currency: string; time_zone: string }>(
    "select currency, time_zone from clients where id = $1 for no key update",
    [clientId],
  );
  const [row] = rows;
  if (!row) throw notFound("client", clientId);
  return { clientId, currency: row.currency, timeZone: row.time_zone };
}

/**
 * Changes the balance and answers what it is now. From here to the end of the transaction live traffic of the client
 * waits, and others' in the same batch with it: everything that takes long comes before.
 */
export async function moveBalance(tx: Queryable, clientId: number, deltaMicros: bigint): Promise<bigint> {
  const { rows } = await tx.query<{ balance: bigint }>(
    "select balance_micros as balance from client_funds where client_id = $1 for update",
    [clientId],
  );
  const [row] = rows;
  if (!row) throw notFound("client", clientId);
  const balanceMicros = row.balance + deltaMicros;
  if (!isHeld(balanceMicros)) {
    throw new Refusal("amount_too_large", "With this amount the balance would be larger than the books can hold.");
  }
  await tx.query("update client_funds set balance_micros = $2 where client_id = $1", [clientId, balanceMicros]);
  return balanceMicros;
}
