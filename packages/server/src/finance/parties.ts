/**
 * Who invoices whom, and the words both sides see: read from the books for a draft, kept with the document when it is
 * issued, so that a document reads the same for ever.
 */
import type { Queryable } from "../history/history.ts";
import type { BankAccount, Party } from "../paperwork/documents/data.ts";
import { notFound } from "../refusal.ts";

/** What a document shows of its parties. The brand's logo is shown as it is when the file is made. */
export interface Parties {
  readonly seller: Party;
  readonly buyer: Party;
  readonly brand: { readonly name: string; readonly contact: string };
  readonly banks: readonly BankAccount[];
  readonly buyerReference: string | null;
  readonly footer: readonly string[];
  readonly notes: readonly string[];
}

/** The tax that a client's invoices have. */
export interface TaxTerms {
  readonly name: string;
  /** Millionths: 190000 is 19 %. */
  readonly ratePpm: number;
  readonly note: string;
}

/** How a client is invoiced at the moment. */
export interface Terms {
  readonly clientId: number;
  readonly login: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly enterpriseId: number;
  readonly brandId: number;
  readonly dueDays: number;
  /** undefined where neither the client nor the enterprise has one. */
  readonly tax: TaxTerms | undefined;
  readonly parties: Parties;
}

/** A client's own enterprise, brand and tax, or the default ones. */
export async function readTerms(db: Queryable, clientId: number): Promise<Terms> {
  const { rows } = await db.query<TermsRow>(selectTerms, [clientId]);
  const [row] = rows;
  if (!row) throw notFound("client", clientId);
  const tax = row.tax_name === null ? undefined : taxOf(row.tax_name, row.rate_ppm ?? 0, row.tax_note ?? "");
  return {
    clientId,
    login: row.login,
    currency: row.currency,
    timeZone: row.time_zone,
    enterpriseId: row.enterprise_id,
    brandId: row.brand_id,
    dueDays: row.due_days,
    tax,
    parties: partiesOf(row, tax),
  };
}

interface TermsRow {
  readonly login: string;
  readonly company: string;
  readonly contact_name: string;
  readonly client_address: string;
  readonly client_country: string | null;
  readonly client_registration: string;
  readonly contract_number: string;
  readonly currency: string;
  readonly time_zone: string;
  readonly due_days: number;
  readonly enterprise_id: number;
  readonly enterprise_name: string;
  readonly address: string;
  readonly country: string | null;
  readonly tax_id: string;
  readonly registration: string;
  readonly contact: string;
  readonly footer: string;
  readonly brand_id: number;
  readonly brand_name: string;
  readonly brand_contact: string;
  readonly tax_name: string | null;
  readonly rate_ppm: number | null;
  readonly tax_note: string | null;
  readonly banks: BankAccount[];
}

const selectTerms = `
  select c.login, c.company, c.contact_name, c.address as client_address, coalesce(cc.name, c.country) as client_country,
         c.registration as client_registration, c.contract_number, c.currency, c.time_zone,
         coalesce(c.due_days, e.due_days) as due_days, e.id as enterprise_id, e.name as enterprise_name, e.address,
         coalesce(ec.name, e.country) as country, e.tax_id, e.registration, e.contact, e.footer, b.id as brand_id, b.name as brand_name,
         b.contact as brand_contact, t.name as tax_name, t.rate_ppm, t.note as tax_note,
         (select coalesce(json_agg(json_build_object('bank', k.bank, 'holder', k.holder, 'account', k.account,
                                                     'bic', nullif(k.bic, ''), 'currency', k.currency)
                                   order by k.position), '[]')
          from enterprise_banks k
          where k.enterprise_id = e.id and (k.currency is null or k.currency = c.currency)) as banks
  from clients c
    join enterprises e on e.id = coalesce(c.enterprise_id, (select id from enterprises where is_default))
    join brands b on b.id = coalesce(c.brand_id, (select id from brands where is_default))
    left join countries cc on cc.code = c.country
    left join countries ec on ec.code = e.country
    left join taxes t on t.id = coalesce((select own.id from taxes own where own.id = c.tax_id and own.enterprise_id = e.id),
                                         (select d.id from taxes d where d.enterprise_id = e.id and d.is_default))
  where c.id = $1`;

function taxOf(name: string, ratePpm: number, note: string): TaxTerms {
  return { name, ratePpm, note };
}

function partiesOf(row: TermsRow, tax: TaxTerms | undefined): Parties {
  return {
    seller: {
      name: row.enterprise_name,
      address: linesOf(row.address),
      country: row.country ?? "",
      taxId: row.tax_id || null,
      registration: row.registration || null,
      contact: linesOf(row.contact),
    },
    buyer: {
      name: row.company || row.contact_name || row.login,
      address: [...(row.company && row.contact_name ? [row.contact_name] : []), ...linesOf(row.client_address)],
      country: row.client_country ?? "",
      taxId: null,
      registration: row.client_registration || null,
      contact: [],
    },
    brand: { name: row.brand_name, contact: linesOf(row.brand_contact).join(", ") },
    banks: row.banks,
    buyerReference: row.contract_number || null,
    footer: linesOf(row.footer),
    notes: tax?.note ? [tax.note] : [],
  };
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
