/** What suppliers were paid less what their messages and look-ups cost, by the ledger. */
import type { Queryable } from "../history/history.ts";

/**
 * The balance of each supplier that has entries, in micros of its currency; below zero is owed to it. What is sealed is
 * read as one row, and what came since by ledger_entries_debit and ledger_entries_credit.
 */
export async function selectSupplierBalances(
  db: Queryable,
  supplierIds: readonly number[],
): Promise<Map<number, bigint>> {
  const { rows } = await db.query<{ supplier_id: number; balance: string }>(
    `select a.supplier_id, sum(x.debit - x.credit)::text as balance
     from ledger_accounts a
     cross join ledger_seals l
     cross join lateral (
       select debit_micros as debit, credit_micros as credit from sealed_entries where account_id = a.id
       union all
       select sum(amount_micros), 0 from ledger_entries where debit_account = a.id and id > l.entries_to
       union all
       select 0, sum(amount_micros) from ledger_entries where credit_account = a.id and id > l.entries_to
     ) x
     where a.kind = 'supplier_payable' and a.supplier_id = any($1::int[])
     group by a.supplier_id`,
    [supplierIds],
  );
  return new Map(rows.map(({ supplier_id, balance }) => [supplier_id, BigInt(balance ?? 0)]));
}
