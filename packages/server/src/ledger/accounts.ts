import type { Queryable } from "../history/history.ts";

/** What a ledger account is for. */
export type AccountKind =
  | "client_balance"
  | "client_reserved"
  | "client_tax"
  | "revenue"
  | "cash"
  | "receivable"
  | "adjustments"
  | "tax_payable"
  | "supplier_payable"
  | "supplier_cost";

/** Names one account: what it is for, in which currency, whose. */
export interface LedgerAccount {
  readonly kind: AccountKind;
  readonly currency: string;
  readonly clientId?: number;
  readonly supplierId?: number;
}

/** The id of an account, made on first use. In a transaction that rolls back the account goes with it. */
export async function ledgerAccountId(db: Queryable, account: LedgerAccount): Promise<number> {
  const values = [account.kind, account.currency, account.clientId ?? null, account.supplierId ?? null];
  const found = await selectId(db, values);
  if (found !== undefined) return found;
  await db.query(
    `insert into ledger_accounts (kind, currency, client_id, supplier_id) values ($1, $2, $3, $4)
     on conflict do nothing`,
    values,
  );
  const made = await selectId(db, values);
  if (made === undefined) throw new Error(`the ledger account ${values.join(" ")} could not be made`);
  return made;
}

async function selectId(db: Queryable, values: readonly unknown[]): Promise<number | undefined> {
  const { rows } = await db.query<{ id: number }>(
    `select id from ledger_accounts
     where kind = $1 and currency = $2 and client_id is not distinct from $3 and supplier_id is not distinct from $4`,
    [...values],
  );
  return rows[0]?.id;
}
