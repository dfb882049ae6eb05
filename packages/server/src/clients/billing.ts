/** What a client's settings of prices and invoices must agree with, and from when its monthly credit and invoices count. */
import type { Client } from "@switchyard/contract";
import type { Queryable } from "../history/history.ts";
import { invalidField } from "../refusal.ts";

interface Terms {
  readonly currency: string;
  readonly product_currency: string | null;
  readonly enterprise_id: number;
  readonly tax_enterprise_id: number | null;
}

/** A product has the client's currency; a tax is one of the enterprise that invoices the client. */
export async function checkTerms(tx: Queryable, clientId: number): Promise<void> {
  const { rows } = await tx.query<Terms>(
    `select c.currency, p.currency as product_currency, t.enterprise_id as tax_enterprise_id,
            coalesce(c.enterprise_id, (select id from enterprises where is_default)) as enterprise_id
     from clients c left join products p on p.id = c.product_id left join taxes t on t.id = c.tax_id
     where c.id = $1`,
    [clientId],
  );
  const [terms] = rows;
  if (!terms) return;
  if (terms.product_currency !== null && terms.product_currency !== terms.currency) {
    const currencies = `the product is in ${terms.product_currency}, the client in ${terms.currency}`;
    throw invalidField("body.productId", `names a product of another currency: ${currencies}`);
  }
  if (terms.tax_enterprise_id !== null && terms.tax_enterprise_id !== terms.enterprise_id) {
    throw invalidField("body.taxId", "names a tax of another enterprise than the one that invoices this client");
  }
}

/**
 * A day that is invoiced can't begin again: what is charged on it would stand on no invoice. So a client that moves west
 * is refused as long as it is still such a day there.
 */
export async function checkTimeZone(tx: Queryable, clientId: number, nowMs: number): Promise<void> {
  const { rows } = await tx.query<{ today: string; invoiced: string | null; zone: string }>(
    `select (to_timestamp($2) at time zone c.time_zone)::date as today, c.time_zone as zone,
            greatest(c.invoiced_to, (select max(period_to) from invoices
                                     where client_id = c.id and status in ('issued', 'sent'))) as invoiced
     from clients c where c.id = $1`,
    [clientId, nowMs / 1000],
  );
  const [row] = rows;
  if (!row || row.invoiced === null || row.invoiced < row.today) return;
  const { zone, today, invoiced } = row;
  const says = `in ${zone} it is still ${today}, and this client is invoiced up to ${invoiced}; change it after that day`;
  throw invalidField("body.timeZone", `can't be this yet: ${says}`);
}

type Cycles = Pick<Client, "monthlyTopUp" | "invoiceCycle" | "lowBalance">;

/**
 * From when what was just switched on counts: monthly credit from the first of the next month, automatic invoices from
 * the first day of the present period, days already invoiced apart; both in the client's time zone. A limit of the balance
 * taken away is forgotten with its mark. `before` is undefined for a new client.
 */
export async function startCycles(
  tx: Queryable,
  clientId: number,
  { before, after, nowMs }: { before: Cycles | undefined; after: Cycles; nowMs: number },
): Promise<void> {
  if (after.lowBalance === null && before && before.lowBalance !== null) {
    await tx.query("update clients set low_balance_since = null where id = $1", [clientId]);
  }
  const isNone = (amount: string | undefined) => amount === undefined || /^[0.]+$/.test(amount);
  const startsTopUp = isNone(before?.monthlyTopUp) && !isNone(after.monthlyTopUp);
  const startsInvoices = (before?.invoiceCycle ?? "none") === "none" && after.invoiceCycle !== "none";
  if (!startsTopUp && !startsInvoices) return;
  await tx.query(
    `update clients c
     set topped_up_month = case when $3 then greatest(topped_up_month, date_trunc('month', d.local)::date) else topped_up_month end,
         invoiced_to = case when $4 then greatest(invoiced_to, d.period_from - 1) else invoiced_to end
     from (select local, (case invoice_cycle
                            when 'weekly' then date_trunc('week', local)
                            when 'half_monthly' then date_trunc('month', local)
                              + case when extract(day from local) > 15 then interval '15 days' else interval '0' end
                            else date_trunc('month', local)
                          end)::date as period_from
           from (select invoice_cycle, to_timestamp($2) at time zone time_zone as local from clients where id = $1) l) d
     where c.id = $1`,
    [clientId, nowMs / 1000, startsTopUp, startsInvoices],
  );
}
