/** The books themselves: their accounts, and the proof that they agree with the messages. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { count, currency, id, listOf, moment, money } from "./values.ts";

const tag = "Ledger";

export const ledgerDifference = z
  .object({
    rule: z.string().describe("What should be equal, in words."),
    subject: z.string().describe("Whose books: a client, a supplier, a currency."),
    expected: money,
    actual: money,
  })
  .meta({ id: "LedgerDifference" });

export const ledgerCheck = z
  .object({
    id,
    at: moment,
    durationMs: count,
    messages: count,
    entries: count,
    clients: count,
    differences: z.array(ledgerDifference),
    differenceCount: count,
  })
  .meta({ id: "LedgerCheck" });
export type LedgerCheck = z.output<typeof ledgerCheck>;

export const ledgerTotal = z
  .object({ kind: z.string(), currency, accounts: count, debit: money, credit: money, balance: money })
  .meta({ id: "LedgerTotal", description: "All accounts of a kind and currency; balance is credit less debit." });
export type LedgerTotal = z.output<typeof ledgerTotal>;

export const ledgerRule = z.object({ name: z.string(), says: z.string() }).meta({ id: "LedgerRule" });

export const ledgerEndpoints = {
  listLedgerChecks: endpoint({
    method: "GET",
    path: "/ledger/checks",
    tag,
    summary: "The latest proofs that messages, ledger and balances agree, newest first",
    response: z.object({ rules: z.array(ledgerRule), items: z.array(ledgerCheck) }),
    permission: "ledger.read",
  }),
  runLedgerCheck: endpoint({
    method: "POST",
    path: "/ledger/checks",
    tag,
    summary: "Prove the books now",
    response: ledgerCheck,
    created: true,
    permission: "ledger.read",
  }),
  listLedgerTotals: endpoint({
    method: "GET",
    path: "/ledger/totals",
    tag,
    summary: "The trial balance: what stands on the accounts, by kind and currency; its sum is zero",
    response: listOf(ledgerTotal),
    permission: "ledger.read",
  }),
};
