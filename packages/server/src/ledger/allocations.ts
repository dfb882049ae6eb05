/** Which invoices a payment pays. Every function here needs the client's books locked (funds.ts). */
import { contractLimits as limits } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { numbers } from "../database/arrays.ts";
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { invalidField, Refusal } from "../refusal.ts";
import type { Books } from "./funds.ts";
import { roomOfInvoice } from "./open-invoices.ts";
import { unallocatedOfPayment } from "./payment-rows.ts";

export interface Allocation {
  readonly invoiceId: number;
  /** More than zero; tax included. */
  readonly amountMicros: bigint;
}

/** Checks what a payment of this total is said to pay, and locks the invoices, in the order of their ids. */
export async function checkAllocations(
  tx: Queryable,
  { clientId, currency }: Books,
  totalMicros: bigint,
  wanted: readonly Allocation[],
): Promise<readonly Allocation[]> {
  const sumMicros = wanted.reduce((sum, { amountMicros }) => sum + amountMicros, 0n);
  if (sumMicros > totalMicros) {
    const says = `come to ${formatMicros(sumMicros)}, more than the ${formatMicros(totalMicros)} there are`;
    throw new Refusal("not_allocatable", `The allocations ${says}.`, [{ path: "body.allocations", message: says }]);
  }
  const ids = wanted.map(({ invoiceId }) => invoiceId);
  if (new Set(ids).size < ids.length) throw invalidField("body.allocations", "names an invoice twice");
  const invoices = await lockInvoices(tx, ids);
  for (const [i, { invoiceId, amountMicros }] of wanted.entries()) {
    const invoice = invoices.get(invoiceId);
    const path = `body.allocations.${i}`;
    if (invoice?.clientId !== clientId) throw invalidField(`${path}.invoiceId`, "names no invoice of this client");
    const wrong = wrongWith(invoice, currency, amountMicros);
    if (wrong) throw new Refusal("not_allocatable", `${invoice.name} ${wrong}.`, [{ path, message: wrong }]);
  }
  return wanted;
}

/** What a payment of this total pays when nothing is said: the invoices due first. The invoices are locked. */
export async function allocateOldestFirst(
  tx: Queryable,
  { clientId, currency }: Books,
  totalMicros: bigint,
): Promise<readonly Allocation[]> {
  // By invoices_client.
  const { rows } = await tx.query<{ id: number }>(
    `select id from (select i.id, i.due_date, ${roomOfInvoice} as room from invoices i
       where i.client_id = $1 and i.currency = $2 and i.status in ('issued', 'sent')) i
     where room > 0 order by due_date, id limit $3`,
    [clientId, currency, limits.allocationsMax],
  );
  const ids = rows.map(({ id }) => id);
  const invoices = await lockInvoices(tx, ids);
  const allocations: Allocation[] = [];
  let left = totalMicros;
  for (const invoiceId of ids) {
    const room = invoices.get(invoiceId)?.roomMicros ?? 0n;
    const amountMicros = room < left ? room : left;
    if (amountMicros <= 0n) continue;
    allocations.push({ invoiceId, amountMicros });
    left -= amountMicros;
  }
  return allocations;
}

/** Writes what a payment pays. */
export async function insertAllocations(
  tx: Queryable,
  author: Author,
  given: { paymentId: number; allocations: readonly Allocation[]; nowMs: number },
): Promise<void> {
  const { paymentId, allocations, nowMs } = given;
  if (allocations.length === 0) return;
  await tx.query(
    `insert into payment_allocations (payment_id, invoice_id, amount_micros, allocated_by, allocated_at)
     select $1, u.invoice_id, u.amount, $2, to_timestamp($3) from unnest($4::int[], $5::bigint[]) u(invoice_id, amount)`,
    [
      paymentId,
      author.actor,
      nowMs / 1000,
      numbers(allocations, ({ invoiceId }) => invoiceId),
      numbers(allocations, ({ amountMicros }) => amountMicros),
    ],
  );
}

/** Takes allocations of a payment back, the newest first, until they come to no more than is left of it. */
export async function shrinkAllocations(tx: Queryable, paymentId: number, leftMicros: bigint): Promise<void> {
  const { rows } = await tx.query<{ invoice_id: number; amount: bigint }>(
    `select invoice_id, amount_micros as amount from payment_allocations
     where payment_id = $1 order by allocated_at desc, invoice_id desc`,
    [paymentId],
  );
  let excess = rows.reduce((sum, { amount }) => sum + amount, 0n) - leftMicros;
  for (const { invoice_id, amount } of rows) {
    if (excess <= 0n) return;
    const of = [paymentId, invoice_id];
    if (amount <= excess) {
      await tx.query("delete from payment_allocations where payment_id = $1 and invoice_id = $2", of);
    } else {
      await tx.query(
        "update payment_allocations set amount_micros = amount_micros - $3 where payment_id = $1 and invoice_id = $2",
        [...of, excess],
      );
    }
    excess -= amount;
  }
}

/** Lets an invoice just issued be paid by what the client's payments have left, the oldest payment first. */
export async function allocateToInvoice(
  tx: Queryable,
  author: Author,
  { clientId, invoiceId, nowMs }: { clientId: number; invoiceId: number; nowMs: number },
): Promise<void> {
  const { rows } = await tx.query<{ id: number; amount: bigint }>(
    `with open as (select ${roomOfInvoice} as room, i.currency from invoices i where i.id = $2),
       left_over as (
         select p.id, p.currency, ${unallocatedOfPayment} as amount from payments p
         where p.client_id = $1 and p.amount_micros > 0),
       running as (
         select l.id, l.amount, o.room - coalesce(sum(l.amount) over (order by l.id rows between unbounded preceding
                                                                                        and 1 preceding), 0) as room
         from left_over l join open o using (currency) where l.amount > 0)
     insert into payment_allocations (payment_id, invoice_id, amount_micros, allocated_by, allocated_at)
     select id, $2, least(amount, room), $3, to_timestamp($4) from running where room > 0
     returning payment_id as id, amount_micros as amount`,
    [clientId, invoiceId, author.actor, nowMs / 1000],
  );
  if (rows.length === 0) return;
  await recordChange(tx, author, {
    clientId,
    category: "payments",
    entity: "invoice",
    entityId: invoiceId,
    action: "allocate",
    before: null,
    after: { payments: rows.map(({ id, amount }) => ({ paymentId: id, amount: formatMicros(amount) })) },
    announce: [],
  });
}

interface LockedInvoice {
  readonly clientId: number;
  readonly name: string;
  readonly status: string;
  readonly currency: string;
  readonly roomMicros: bigint;
}

async function lockInvoices(tx: Queryable, ids: readonly number[]): Promise<Map<number, LockedInvoice>> {
  await tx.query("select 1 from invoices where id = any($1::int[]) order by id for update", [ids]);
  // A statement of its own: it sees what others wrote before they let go of the lock.
  const { rows } = await tx.query<LockedInvoice & { id: number }>(
    `select i.id, i.client_id as "clientId", coalesce('Invoice ' || i.number, 'The draft ' || i.id) as name, i.status,
            i.currency, ${roomOfInvoice} as "roomMicros"
     from invoices i where i.id = any($1::int[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function wrongWith(invoice: LockedInvoice, currency: string, amountMicros: bigint): string | undefined {
  const { status, roomMicros } = invoice;
  if (status !== "issued" && status !== "sent") return status === "void" ? "is void" : "is not issued yet";
  if (invoice.currency !== currency) return `is in ${invoice.currency}, the payment in ${currency}`;
  if (amountMicros <= roomMicros) return undefined;
  const room = formatMicros(roomMicros > 0n ? roomMicros : 0n);
  return `has ${room} left to be paid, less than ${formatMicros(amountMicros)}`;
}
