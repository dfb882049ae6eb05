import type { Pool } from "pg";
import { deleteOldDraft } from "../catalogue/drafts/draft.ts";
import type { Clock } from "../clock.ts";
import { notifyLowBalances } from "../finance/low-balance.ts";
import { creditMonthlyTopUps } from "../finance/monthly-top-ups.ts";
import { createInvoiceRuns } from "../finance/runs.ts";
import type { Transact } from "../history/history.ts";
import type { Proof } from "../ledger/proof.ts";
import type { Postman } from "../mail/postman.ts";
import type { Paperwork } from "../paperwork/paperwork.ts";
import { notifyLowSupplierBalances } from "../suppliers/low-balances.ts";
import type { Job } from "./run-jobs.ts";

export interface OfficeJobsParts {
  readonly pool: Pool;
  readonly transact: Transact;
  readonly clock: Clock;
  readonly postman: Postman;
  readonly paperwork: Paperwork;
  readonly proof: Proof;
  readonly onTrouble: (name: string, error: unknown) => void;
}

/** What the books need done as time goes by: mails, credits, and the proof that they agree. */
export function officeJobs(parts: OfficeJobsParts): readonly Job[] {
  const { pool, transact, clock, postman, paperwork, proof, onTrouble } = parts;
  const invoices = createInvoiceRuns({ db: pool, transact, paperwork, onTrouble }, () => clock.now());
  const topUpFailed = (clientId: number, error: unknown) => onTrouble(`monthly credit of client ${clientId}`, error);
  return [
    { name: "send mails", everyMs: 2_000, run: () => postman.sendDue() },
    { name: "tell of low balances", everyMs: 5_000, run: () => notifyLowBalances(transact, clock.now()) },
    {
      name: "tell of suppliers' low balances",
      everyMs: 30_000,
      run: () => notifyLowSupplierBalances(transact, clock.now()),
    },
    {
      name: "credit monthly top-ups",
      everyMs: 60_000,
      run: () => creditMonthlyTopUps(pool, transact, clock.now(), topUpFailed),
    },
    { name: "make and send invoices", everyMs: 60_000, run: () => invoices.turn() },
    { name: "delete old drafts", everyMs: 600_000, run: () => deleteOldDraft(pool, clock.now()) },
    { name: "prove the books", everyMs: 300_000, run: () => proof.prove().then(() => false) },
  ];
}
