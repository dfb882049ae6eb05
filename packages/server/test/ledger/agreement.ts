/** What must hold in the books whatever was entered by hand, each side summed on its own. */
import type { Pool } from "pg";
import { expect } from "vitest";
import { ledgerAccountId } from "../../src/ledger/accounts.ts";

const rules: Readonly<Record<string, string>> = {
  "a balance is the sum of the client's entries": `
    select f.client_id from client_funds f
    left join (select a.client_id,
                      sum(case when e.credit_account = a.id then e.amount_micros else -e.amount_micros end) as sum
               from ledger_accounts a join ledger_entries e on a.id in (e.debit_account, e.credit_account)
               where a.kind in ('client_balance', 'client_reserved') group by a.client_id) l using (client_id)
    where f.balance_micros <> coalesce(l.sum, 0)`,
  "payments are what was booked as payments": `
    select p.id from payments p
    where p.amount_micros <> (select coalesce(sum(case when a.id = e.credit_account then e.amount_micros
                                                        else -e.amount_micros end), 0)
                              from ledger_entries e
                              join ledger_accounts a on a.kind = 'client_balance'
                                and a.id in (e.debit_account, e.credit_account)
                              where e.payment_id = p.id)`,
  "what is paid is in cash, and what is owed is receivable": `
    select p.id from payments p
    where p.amount_micros + p.tax_micros <>
      (select -sum(case when a.id = e.credit_account then e.amount_micros else -e.amount_micros end)
       from ledger_entries e
       join ledger_accounts a on a.kind = case when p.paid then 'cash' else 'receivable' end
         and a.id in (e.debit_account, e.credit_account)
       where e.payment_id = p.id)`,
  "a refund is its one entry": `
    select r.id from refunds r left join ledger_entries e on e.refund_id = r.id
    group by r.id having count(e.id) <> 1 or r.amount_micros <> sum(e.amount_micros) or min(e.kind) <> 'refund'`,
  "a refund for messages is what they got back": `
    select r.id from refunds r left join refund_messages m on m.refund_id = r.id
    group by r.id having r.messages <> count(m.message_id) or r.messages > 0 and r.amount_micros <> sum(m.amount_micros)`,
  "every message given back belongs to a refund": `
    select message_id from refund_messages m where not exists (select 1 from refunds r where r.id = m.refund_id)`,
  "refunds of messages lower the revenue by as much": `
    select client_id from
      (select r.client_id, sum(m.amount_micros) as micros from refund_messages m join refunds r on r.id = m.refund_id
       group by 1) r
      full join (select client_id, -sum(revenue_micros) as micros from traffic_hours where lane = 3 group by 1) t
        using (client_id)
    where r.micros is distinct from t.micros`,
  "no payment pays more than there is of it": `
    select p.id from payments p join payment_allocations a on a.payment_id = p.id
    group by p.id having sum(a.amount_micros) > p.amount_micros + p.tax_micros
      + (select coalesce(sum(k.amount_micros + k.tax_micros), 0) from payments k where k.corrects_payment_id = p.id)`,
  "no invoice is paid more than it is for": `
    select i.id from invoices i
    where (select coalesce(sum(a.amount_micros), 0) from payment_allocations a where a.invoice_id = i.id)
        + (select coalesce(sum(n.total_micros), 0) from credit_notes n where n.invoice_id = i.id) > i.total_micros`,
  "no payment is taken back more than once": `
    select p.id from payments p join payments k on k.corrects_payment_id = p.id
    group by p.id having p.amount_micros + sum(k.amount_micros) < 0 or p.tax_micros + sum(k.tax_micros) < 0`,
  "each negative payment has its document": `
    select p.id from payments p left join credit_notes n on n.payment_id = p.id
    where p.amount_micros < 0 and n.total_micros is distinct from -(p.amount_micros + p.tax_micros)`,
};

/** Fails with the rule that is broken and the rows that break it. */
export async function expectAgreement(pool: Pool): Promise<void> {
  for (const [rule, sql] of Object.entries(rules)) {
    const { rows } = await pool.query(sql);
    expect(rows, rule).toEqual([]);
  }
}

/** What traffic does to a balance: charges so much, with its entry. */
export async function spend(pool: Pool, clientId: number, micros: bigint): Promise<void> {
  const { rows } = await pool.query<{ currency: string }>("select currency from clients where id = $1", [clientId]);
  const currency = rows[0]?.currency ?? "";
  await pool.query(
    `insert into ledger_entries (at, kind, debit_account, credit_account, currency, amount_micros)
     values (now(), 'charge', $1, $2, $3, $4)`,
    [
      await ledgerAccountId(pool, { kind: "client_balance", currency, clientId }),
      await ledgerAccountId(pool, { kind: "revenue", currency }),
      currency,
      micros,
    ],
  );
  await pool.query("update client_funds set balance_micros = balance_micros - $2 where client_id = $1", [
    clientId,
    micros,
  ]);
}

export interface InvoiceToAdd {
  readonly clientId: number;
  readonly number: string;
  readonly net: bigint;
  readonly tax?: bigint;
  readonly due?: string;
  readonly status?: "issued" | "sent" | "void";
  readonly month?: string;
}

/** An invoice as issuing it leaves it, with the tax it owes. */
export async function addInvoice(pool: Pool, given: InvoiceToAdd): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `insert into invoices (client_id, enterprise_id, brand_id, number, status, period_from, period_to, currency, issue_date,
                           due_date, exact_micros, net_micros, tax_micros, total_micros, parties, created_by, created_at)
     select c.id, (select min(id) from enterprises), (select min(id) from brands), $2, $3, $4::date,
            ($4::date + interval '1 month')::date - 1, c.currency, '2026-06-01', $5, $6, $6, $7, $8, '{}', 'test', now()
     from clients c where c.id = $1 returning id`,
    [
      given.clientId,
      given.number,
      given.status ?? "issued",
      given.month ?? "2026-05-01",
      given.due ?? "2026-06-15",
      given.net,
      given.tax ?? 0n,
      given.net + (given.tax ?? 0n),
    ],
  );
  return rows[0]?.id ?? 0;
}
