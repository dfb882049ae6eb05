import type { Pool } from "pg";
import { ENTRIES_REMEMBERED, type FundsRead } from "../funds.ts";

/** Balances, and the entries by hand counted in them, as of one moment; these by ledger_entries_by_hand. */
export async function readFunds(pool: Pool): Promise<FundsRead> {
  const { rows } = await pool.query<{ client_id: number | null; unreserved: bigint | null; entry_id: bigint | null }>(
    `select client_id, balance_micros - reserved_micros as unreserved, null::bigint as entry_id from client_funds
     union all
     (select null, null, id from ledger_entries where payment_id is not null or refund_id is not null
      order by id desc limit $1)`,
    [ENTRIES_REMEMBERED],
  );
  const balances = rows.flatMap(({ client_id, unreserved }) =>
    client_id === null || unreserved === null ? [] : [{ clientId: client_id, unreservedMicros: BigInt(unreserved) }],
  );
  const entries = rows.flatMap(({ entry_id }) => (entry_id === null ? [] : [Number(entry_id)]));
  return { balances, entries: entries.reverse() };
}
