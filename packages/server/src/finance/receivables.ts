/** What clients owe: open invoices by how long they are due, and payments entered but not yet paid. */
import type { Receivable } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { csvLine } from "../csv.ts";
import type { Queryable } from "../history/history.ts";
import { openOfInvoice } from "../ledger/open-invoices.ts";
import { unallocatedOfPayment } from "../ledger/payment-rows.ts";

interface Row {
  readonly client_id: number;
  readonly login: string;
  readonly company: string;
  readonly currency: string;
  readonly not_due: bigint;
  readonly days30: bigint;
  readonly days60: bigint;
  readonly days90: bigint;
  readonly older: bigint;
  readonly unpaid: bigint;
  readonly oldest: string | null;
}

/** Clients that owe something, the most first; by invoices_due and payments_unpaid. */
export async function listReceivables(
  db: Queryable,
  { currency }: { readonly currency?: string | undefined },
  nowMs: number,
): Promise<Receivable[]> {
  const { rows } = await db.query<Row>(
    `with owed as (
       select i.client_id, i.currency, i.due_date, ${openOfInvoice} as open,
              (to_timestamp($1) at time zone c.time_zone)::date - i.due_date as days
       from invoices i join clients c on c.id = i.client_id
       where i.status in ('issued', 'sent') and ($2::text is null or i.currency = $2)),
     invoiced as (
       select client_id, currency, min(due_date) as oldest,
              coalesce(sum(open) filter (where days <= 0), 0)::bigint as not_due,
              coalesce(sum(open) filter (where days between 1 and 30), 0)::bigint as days30,
              coalesce(sum(open) filter (where days between 31 and 60), 0)::bigint as days60,
              coalesce(sum(open) filter (where days between 61 and 90), 0)::bigint as days90,
              coalesce(sum(open) filter (where days > 90), 0)::bigint as older
       from owed where open > 0 group by client_id, currency),
     unpaid as (
       select client_id, currency, sum(${unallocatedOfPayment})::bigint as unpaid
       from payments p where not p.paid and p.amount_micros > 0 and ($2::text is null or p.currency = $2)
       group by client_id, currency)
     select client_id, c.login, c.company, currency, coalesce(i.not_due, 0) as not_due, coalesce(i.days30, 0) as days30,
            coalesce(i.days60, 0) as days60, coalesce(i.days90, 0) as days90, coalesce(i.older, 0) as older,
            coalesce(u.unpaid, 0) as unpaid, i.oldest
     from invoiced i full join unpaid u using (client_id, currency)
       join (select id as client_id, login, company from clients) c using (client_id)
     where i.client_id is not null or u.unpaid <> 0
     order by currency, i.not_due + i.days30 + i.days60 + i.days90 + i.older + coalesce(u.unpaid, 0) desc nulls last, c.login`,
    [nowMs / 1000, currency ?? null],
  );
  return rows.map(receivableOf);
}

function receivableOf(row: Row): Receivable {
  const { not_due, days30, days60, days90, older, unpaid } = row;
  return {
    clientId: row.client_id,
    clientLogin: row.login,
    clientCompany: row.company,
    currency: row.currency,
    notDue: formatMicros(not_due),
    days30: formatMicros(days30),
    days60: formatMicros(days60),
    days90: formatMicros(days90),
    older: formatMicros(older),
    total: formatMicros(not_due + days30 + days60 + days90 + older + unpaid),
    unpaidPayments: formatMicros(unpaid),
    oldestDue: row.oldest,
  };
}

export async function* receivablesCsv(rows: readonly Receivable[]): AsyncGenerator<string> {
  yield csvLine(Object.keys(csvColumns));
  const pick = Object.values(csvColumns);
  for (const row of rows) yield csvLine(pick.map((value) => value(row)));
}

const csvColumns: Readonly<Record<string, (row: Receivable) => string | null>> = {
  client: (row) => row.clientLogin,
  company: (row) => row.clientCompany,
  currency: (row) => row.currency,
  not_due: (row) => row.notDue,
  up_to_30_days: (row) => row.days30,
  up_to_60_days: (row) => row.days60,
  up_to_90_days: (row) => row.days90,
  older: (row) => row.older,
  unpaid_payments: (row) => row.unpaidPayments,
  total: (row) => row.total,
  oldest_due: (row) => row.oldestDue,
};
