import type { Pool } from "pg";
import { ledgerAccountId } from "./accounts.ts";
import { type AccountKey, accountKeyText } from "./movements.ts";

/** The ids of ledger accounts, found or made on first use and kept: a batch looks them up without a query. */
export class AccountIds {
  readonly #pool: Pool;
  readonly #ids = new Map<string, number>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Makes sure that `idOf` knows these accounts. */
  async ensure(accounts: readonly AccountKey[]): Promise<void> {
    for (const account of accounts) {
      const key = accountKeyText(account);
      if (!this.#ids.has(key)) this.#ids.set(key, await ledgerAccountId(this.#pool, account));
    }
  }

  readonly idOf = (account: AccountKey): number => {
    const id = this.#ids.get(accountKeyText(account));
    if (id === undefined) throw new Error(`ledger account ${accountKeyText(account)} was not made first`);
    return id;
  };
}
