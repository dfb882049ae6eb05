/** What is left of an invoice, as SQL over `invoices i`: stated once, for lists, filters and the money that pays them. */

const allocated = "select coalesce(sum(a.amount_micros), 0) from payment_allocations a";

/** What came in for an invoice: allocations of payments that are paid. By payment_allocations_invoice. */
export const paidOfInvoice = `(${allocated} join payments p on p.id = a.payment_id
  where a.invoice_id = i.id and p.paid)::bigint`;

/** What was taken back from it, tax included. By credit_notes_invoice. */
export const creditedOfInvoice = `(select coalesce(sum(n.total_micros), 0) from credit_notes n
  where n.invoice_id = i.id)::bigint`;

/**
 * What is still owed on an invoice; not more than zero is paid. A payment that is itself still owed doesn't pay it yet:
 * total - allocations of paid payments - credit notes.
 */
export const openOfInvoice = `(i.total_micros - ${paidOfInvoice} - ${creditedOfInvoice})`;

/** What payments may yet be allocated to it, those still owed counted: total - all allocations - credit notes. */
export const roomOfInvoice = `(i.total_micros - (${allocated} where a.invoice_id = i.id)::bigint
  - ${creditedOfInvoice})`;
