/** Entries made by hand or by a job, one at a time; those of live traffic are written in batches by movements.ts. */
import type { Queryable } from "../history/history.ts";
import { type LedgerAccount, ledgerAccountId } from "./accounts.ts";

type EntryKind = "payment" | "refund" | "tax" | "adjustment" | "supplier_payment";

export interface Entry {
  readonly kind: EntryKind;
  readonly debit: Omit<LedgerAccount, "currency">;
  readonly credit: Omit<LedgerAccount, "currency">;
  readonly currency: string;
  /** Not zero. Entries are positive, so a negative amount is written the other way round. */
  readonly amountMicros: bigint;
  readonly nowMs: number;
  /** How many messages it is for. */
  readonly messages?: number | undefined;
  readonly paymentId?: number | undefined;
  readonly refundId?: number | undefined;
  readonly invoiceId?: number | undefined;
  readonly creditNoteId?: number | undefined;
  readonly supplierPaymentId?: number | undefined;
}

/** Writes one entry and answers its id. */
export async function insertEntry(tx: Queryable, entry: Entry): Promise<number> {
  const { currency, amountMicros } = entry;
  const debit = await ledgerAccountId(tx, { ...entry.debit, currency });
  const credit = await ledgerAccountId(tx, { ...entry.credit, currency });
  const [from, to, size] = amountMicros < 0n ? [credit, debit, -amountMicros] : [debit, credit, amountMicros];
  const { rows } = await tx.query<{ id: bigint }>(
    `insert into ledger_entries (at, kind, debit_account, credit_account, currency, amount_micros, messages, payment_id,
                                 refund_id, invoice_id, credit_note_id, supplier_payment_id)
     values (to_timestamp($1), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     returning id`,
    [
      entry.nowMs / 1000,
      entry.kind,
      from,
      to,
      currency,
      size,
      entry.messages ?? 0,
      entry.paymentId ?? null,
      entry.refundId ?? null,
      entry.invoiceId ?? null,
      entry.creditNoteId ?? null,
      entry.supplierPaymentId ?? null,
    ],
  );
  return Number(rows[0]?.id);
}
