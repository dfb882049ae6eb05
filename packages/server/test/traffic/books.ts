/** The books of one client, summed independently of how the switch keeps them. */
import type { Pool } from "pg";
import { expect } from "vitest";
import type { TestClient } from "./rig.ts";

export interface Books {
  readonly balanceMicros: bigint;
  readonly reservedMicros: bigint;
  /** Sums over the client's messages. */
  readonly chargedMicros: bigint;
  readonly messagesReservedMicros: bigint;
  /** Booked as owed to the client's supplier. */
  readonly costMicros: bigint;
}

export async function readBooks(pool: Pool, { clientId, supplierId }: TestClient): Promise<Books> {
  const { rows } = await pool.query<Record<string, bigint>>(
    `select f.balance_micros as balance, f.reserved_micros as reserved,
            (select coalesce(sum(charged_micros), 0)::bigint from messages where client_id = $1) as charged,
            (select coalesce(sum(reserved_micros), 0)::bigint from messages where client_id = $1) as kept,
            (select coalesce(sum(e.amount_micros), 0)::bigint from ledger_entries e
             join ledger_accounts a on a.id = e.credit_account
             where e.kind = 'cost' and a.supplier_id = $2) as cost
     from client_funds f where f.client_id = $1`,
    [clientId, supplierId],
  );
  const row = rows[0] ?? {};
  return {
    balanceMicros: row.balance ?? 0n,
    reservedMicros: row.reserved ?? 0n,
    chargedMicros: row.charged ?? 0n,
    messagesReservedMicros: row.kept ?? 0n,
    costMicros: row.cost ?? 0n,
  };
}

/** What must always hold: entries cancel out, the running totals equal the entries, and the messages equal both. */
export async function expectBalanced(pool: Pool, client: TestClient): Promise<Books> {
  const books = await readBooks(pool, client);
  const { rows } = await pool.query<{ kind: string; sum: bigint }>(
    `select a.kind, sum(case when e.credit_account = a.id then e.amount_micros else -e.amount_micros end)::bigint as sum
     from ledger_accounts a join ledger_entries e on a.id in (e.debit_account, e.credit_account)
     where a.client_id = $1 group by a.kind`,
    [client.clientId],
  );
  const account = (kind: string) => rows.find((row) => row.kind === kind)?.sum ?? 0n;
  expect({
    balance: account("client_balance") + client.openingMicros,
    reserved: account("client_reserved"),
    charged: -(account("client_balance") + account("client_reserved")),
  }).toEqual({
    balance: books.balanceMicros - books.reservedMicros,
    reserved: books.reservedMicros,
    charged: books.chargedMicros,
  });
  expect(books.messagesReservedMicros).toBe(books.reservedMicros);
  const { rows: sums } = await pool.query<{ sum: bigint }>(
    `select coalesce(sum(case when e.credit_account = a.id then e.amount_micros else -e.amount_micros end), 0)::bigint as sum
     from ledger_accounts a join ledger_entries e on a.id in (e.debit_account, e.credit_account)`,
  );
  expect(sums[0]?.sum).toBe(0n);
  return books;
}
