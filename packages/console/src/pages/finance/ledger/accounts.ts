/** What stands on the ledger's accounts, in people's words; in the order of a trial balance. */
import { spoken } from "../../../parts/tones.ts";

const accounts: readonly (readonly [kind: string, name: string, says: string])[] = [
  ["cash", "Money received", "Payments of clients that are paid, less payments to suppliers."],
  ["receivable", "Payments to come", "Entered and counted, but not yet paid."],
  ["client_balance", "Clients' balances", "What clients can still spend of what they paid."],
  ["client_reserved", "Reserved for messages", "For messages charged when delivered, until their end is known."],
  ["client_tax", "Clients' tax", "Tax that came with payments, less that of invoices."],
  ["tax_payable", "Tax to pay", "Tax of invoices, less that of credit notes."],
  ["revenue", "Revenue", "What messages were charged."],
  ["adjustments", "Refunds and corrections", "What was given back."],
  ["supplier_cost", "Cost of messages", "What suppliers ask for them."],
  ["supplier_payable", "Owed to suppliers", "For messages they took, less what they were paid."],
];

const places = new Map(accounts.map(([kind], place) => [kind, place]));

export function accountWords(kind: string): { name: string; says: string } {
  const [, name, says] = accounts[places.get(kind) ?? -1] ?? ["", spoken(kind), ""];
  return { name, says };
}

/** Compares two kinds by their place in the list. */
export function byPlace(a: { kind: string }, b: { kind: string }): number {
  return (places.get(a.kind) ?? accounts.length) - (places.get(b.kind) ?? accounts.length);
}
