/** Prepaid suppliers whose balance is at or under their notice, as the job that mails about them has marked them. */
import type { Alert } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import type { Queryable } from "../history/history.ts";
import { selectSupplierBalances } from "../ledger/supplier-balances.ts";

/** Those that are low longest first. */
export async function selectSupplierAlerts(db: Queryable, atMost: number): Promise<Alert[]> {
  const { rows } = await db.query<{ id: number; name: string; currency: string; since: Date }>(
    `select id, name, currency, balance_low_since as since from suppliers
     where balance_low_since is not null order by balance_low_since, id limit $1`,
    [atMost],
  );
  const balances = await selectSupplierBalances(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, name, currency, since }) => ({
    kind: "supplier_balance_low",
    supplierId: id,
    name,
    balance: formatMicros(balances.get(id) ?? 0n),
    currency,
    since: since.toISOString(),
  }));
}
