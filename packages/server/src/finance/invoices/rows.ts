/** Invoices as the API shows them, with what is paid of them and where they stand. */
import type { AdminParsed, InvoiceRow, InvoiceStatus } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import type { Queryable } from "../../history/history.ts";
import { creditedOfInvoice, openOfInvoice, paidOfInvoice } from "../../ledger/open-invoices.ts";
import { type Page, pageOfRows, readIdCursor } from "../../paging.ts";
import type { Parties } from "../parties.ts";

export interface InvoiceDbRow {
  readonly id: number;
  readonly number: string | null;
  readonly client_id: number;
  readonly client_login: string;
  readonly client_company: string;
  readonly enterprise_id: number;
  readonly enterprise: string;
  readonly brand_id: number;
  readonly shown: InvoiceStatus;
  readonly automatic: boolean;
  readonly period_from: string;
  readonly period_to: string;
  readonly currency: string;
  readonly issue_date: string | null;
  readonly due_date: string | null;
  readonly exact_micros: bigint;
  readonly net_micros: bigint;
  readonly tax_micros: bigint;
  readonly total_micros: bigint;
  readonly paid: bigint;
  readonly credited: bigint;
  readonly open: bigint;
  readonly messages: bigint;
  /** null for a draft. */
  readonly parties: Parties | null;
  readonly comment: string;
  readonly created_by: string;
  readonly created_at: Date;
  readonly issued_at: Date | null;
  readonly sent_at: Date | null;
  readonly void_at: Date | null;
  readonly void_reason: string;
}

/**
 * Invoices `i` with their client `c`, their enterprise `e` and their state `s`; $1 is the moment, in seconds. What a
 * draft comes to is not owed yet, and what is void is not owed any more.
 */
const source = `
  invoices i
  join clients c on c.id = i.client_id
  join enterprises e on e.id = i.enterprise_id
  cross join lateral (
    select ${paidOfInvoice} as paid, ${creditedOfInvoice} as credited,
           case when i.status in ('issued', 'sent') then ${openOfInvoice} else 0 end as open
  ) m
  cross join lateral (
    select case
      when i.status in ('void', 'draft') then i.status
      when m.open <= 0 then 'paid'
      when i.due_date < (to_timestamp($1) at time zone c.time_zone)::date then 'overdue'
      when m.paid > 0 then 'part_paid'
      else i.status
    end as shown
  ) s`;

const columns = `i.*, c.login as client_login, c.company as client_company, e.name as enterprise, m.paid, m.credited, m.open,
  s.shown`;

type Filters = AdminParsed<"exportInvoices">["query"];

/** Invoices, newest first; of one client by invoices_client, of all by the primary key. */
export async function selectInvoices(
  db: Queryable,
  filters: Filters,
  page: { readonly before: number | undefined; readonly limit: number; readonly nowMs: number },
): Promise<InvoiceDbRow[]> {
  const { rows } = await db.query<InvoiceDbRow>(
    `select ${columns} from ${source}
     where ($2::int is null or i.client_id = $2) and ($3::bigint is null or i.id < $3)
       and ($4::text[] is null or s.shown = any($4)) and ($5::text is null or i.currency = $5)
       and ($9::text[] is null or i.status = any($9))
       and ($6::date is null or i.period_to >= $6) and ($7::date is null or i.period_from <= $7)
     order by i.id desc limit $8`,
    [
      page.nowMs / 1000,
      filters.clientId ?? null,
      page.before ?? null,
      filters.status ?? null,
      filters.currency ?? null,
      filters.from ?? null,
      filters.to ?? null,
      page.limit,
      filters.status?.flatMap(keptAs) ?? null,
    ],
  );
  return rows;
}

/** What an invoice shown like this is kept as, so that what it is paid is looked up for no others. */
function keptAs(shown: InvoiceStatus): string[] {
  return shown === "draft" || shown === "void" ? [shown] : ["issued", "sent"];
}

/** One page of them. */
export async function listInvoices(
  db: Queryable,
  query: AdminParsed<"listInvoices">["query"],
  nowMs: number,
): Promise<Page<InvoiceRow>> {
  const { cursor, limit, ...filters } = query;
  const rows = await selectInvoices(db, filters, { before: readIdCursor(cursor), limit: limit + 1, nowMs });
  return pageOfRows(rows, limit, (row) => [row.id], invoiceRowOf);
}

export async function selectInvoice(
  db: Queryable,
  invoiceId: number,
  nowMs: number,
): Promise<InvoiceDbRow | undefined> {
  const { rows } = await db.query<InvoiceDbRow>(`select ${columns} from ${source} where i.id = $2`, [
    nowMs / 1000,
    invoiceId,
  ]);
  return rows[0];
}

export function invoiceRowOf(row: InvoiceDbRow): InvoiceRow {
  return {
    id: row.id,
    number: row.number,
    clientId: row.client_id,
    clientLogin: row.client_login,
    clientCompany: row.client_company,
    enterpriseId: row.enterprise_id,
    enterprise: row.enterprise,
    status: row.shown,
    automatic: row.automatic,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    currency: row.currency,
    issueDate: row.issue_date,
    dueDate: row.due_date,
    net: formatMicros(row.net_micros),
    tax: formatMicros(row.tax_micros),
    total: formatMicros(row.total_micros),
    paid: formatMicros(row.paid),
    credited: formatMicros(row.credited),
    open: formatMicros(row.open),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    issuedAt: row.issued_at?.toISOString() ?? null,
    sentAt: row.sent_at?.toISOString() ?? null,
  };
}
