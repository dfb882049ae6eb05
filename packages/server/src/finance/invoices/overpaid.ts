import type { Queryable } from "../../history/history.ts";
import { roomOfInvoice } from "../../ledger/open-invoices.ts";

/**
 * An invoice that is owed for less than was paid lets go of the rest, newest payment first, so that it can pay another.
 * The caller has the client's books locked.
 */
export async function freeOverpaid(tx: Queryable, invoiceId: number): Promise<void> {
  const { rows } = await tx.query<{ room: bigint }>(`select ${roomOfInvoice} as room from invoices i where i.id = $1`, [
    invoiceId,
  ]);
  const excess = -(rows[0]?.room ?? 0n);
  if (excess <= 0n) return;
  // What is to be freed beyond each allocation's own turn: those wholly within the excess go, one may shrink.
  await tx.query(
    `with turns as (
       select payment_id, amount_micros,
              $2 - (sum(amount_micros) over (order by allocated_at desc, payment_id desc) - amount_micros) as excess
       from payment_allocations where invoice_id = $1),
     shrunk as (
       update payment_allocations a set amount_micros = a.amount_micros - t.excess
       from turns t where a.invoice_id = $1 and a.payment_id = t.payment_id and t.excess > 0 and t.excess < t.amount_micros)
     delete from payment_allocations a using turns t
     where a.invoice_id = $1 and a.payment_id = t.payment_id and t.excess >= t.amount_micros`,
    [invoiceId, excess],
  );
}
