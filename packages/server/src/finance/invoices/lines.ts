/** The lines of an invoice: what was charged on the days of its period, and what was given back on them. */
import { type BillingMode, billingModes, type MessageType, nameOf } from "@switchyard/engine";
import { type PlaceNames, readPlaceNames } from "../../catalogue/places/names.ts";
import type { Queryable } from "../../history/history.ts";
import type { TaxTerms } from "../parties.ts";
import { roundToMinor, taxOn } from "../rounding.ts";

export interface Period {
  readonly clientId: number;
  /** Days in the client's time zone, both included. */
  readonly from: string;
  readonly to: string;
}

export interface Line {
  readonly kind: "usage" | "refund";
  readonly type: MessageType | null;
  readonly country: string | null;
  readonly network: string | null;
  readonly billing: BillingMode | null;
  readonly description: string;
  readonly parts: bigint;
  readonly priceMicros: bigint | null;
  readonly amountMicros: bigint;
}

export interface Usage {
  readonly lines: readonly Line[];
  readonly messages: bigint;
}

/** What the period comes to at the moment; charge_days and refunds are read by their keys on the client. */
export async function readUsage(db: Queryable, period: Period): Promise<Usage> {
  const { rows } = await db.query<ChargeRow>(
    `select type, country, nullif(network, '') as network, billing, price_micros as price,
            sum(messages)::bigint as messages, sum(parts)::bigint as parts, sum(charged_micros)::bigint as charged
     from charge_days where client_id = $1 and day between $2 and $3
     group by type, country, network, billing, price_micros
     having sum(parts) <> 0 or sum(charged_micros) <> 0`,
    [period.clientId, period.from, period.to],
  );
  const names = await readPlaceNames(db, rows);
  const lines = rows.map((row) => lineOf(row, names)).sort(byPlace);
  const refunds = await readRefunds(db, period);
  return {
    lines: refunds ? [...lines, refunds] : lines,
    // A look-up is no message.
    messages: rows.reduce((sum, row) => (row.type === "hlr" ? sum : sum + row.messages), 0n),
  };
}

interface ChargeRow {
  readonly type: MessageType;
  readonly country: string;
  readonly network: string | null;
  readonly billing: number;
  readonly price: bigint;
  readonly messages: bigint;
  readonly parts: bigint;
  readonly charged: bigint;
}

function lineOf(row: ChargeRow, names: PlaceNames): Line {
  const { type, network } = row;
  // A message to a number of no known country has none: two blanks where a code would stand.
  const country = row.country.trim() || null;
  return {
    kind: "usage",
    type,
    country,
    network,
    billing: nameOf(billingModes, row.billing),
    description: describeUsage(type, { country, network }, names),
    parts: row.parts,
    priceMicros: row.price,
    amountMicros: row.charged,
  };
}

const typeWords: Readonly<Record<MessageType, string>> = { sms: "SMS to", mo: "SMS from", hlr: "Number look-ups in" };

/** "SMS to Germany, Telekom (26201)" */
function describeUsage(type: MessageType, { country, network }: Pick<Line, "country" | "network">, names: PlaceNames) {
  const place = country === null ? "unknown countries" : (names.country(country) ?? country);
  if (network === null) return `${typeWords[type]} ${place}`;
  const name = names.network(network);
  return `${typeWords[type]} ${place}, ${name ? `${name} (${network})` : network}`;
}

function byPlace(a: Line, b: Line): number {
  return (
    (a.description < b.description ? -1 : a.description > b.description ? 1 : 0) ||
    (a.billing ?? "").localeCompare(b.billing ?? "") ||
    Number((a.priceMicros ?? 0n) - (b.priceMicros ?? 0n))
  );
}

/** Refunds for an invoice stand on their credit notes; all others of the period are one line. By refunds_client. */
async function readRefunds(db: Queryable, period: Period): Promise<Line | undefined> {
  const { rows } = await db.query<{ messages: bigint | null; amount: bigint | null }>(
    `select sum(messages) as messages, sum(amount_micros)::bigint as amount
     from refunds where client_id = $1 and day between $2 and $3 and invoice_id is null`,
    [period.clientId, period.from, period.to],
  );
  const { messages, amount } = rows[0] ?? { messages: null, amount: null };
  if (amount === null) return undefined;
  return {
    kind: "refund",
    type: null,
    country: null,
    network: null,
    billing: null,
    description: messages ? `Refunds of ${messages} messages` : "Refunds",
    parts: 0n,
    priceMicros: null,
    amountMicros: -amount,
  };
}

export interface Totals {
  /** The sum of the lines, to the micro. */
  readonly exactMicros: bigint;
  /** The same in whole minor units of the currency. */
  readonly netMicros: bigint;
  readonly taxMicros: bigint;
  readonly totalMicros: bigint;
}

/** Every line has the client's tax, so the tax is computed once, on the net total. */
export function totalsOf(lines: readonly Line[], tax: TaxTerms | undefined, currency: string): Totals {
  const exactMicros = lines.reduce((sum, line) => sum + line.amountMicros, 0n);
  const netMicros = roundToMinor(exactMicros, currency);
  const taxMicros = tax ? taxOn(netMicros, tax.ratePpm, currency) : 0n;
  return { exactMicros, netMicros, taxMicros, totalMicros: netMicros + taxMicros };
}

/** Puts these lines, their tax and their totals in place of a draft's. */
export async function writeLines(
  tx: Queryable,
  draft: { readonly invoiceId: number; readonly currency: string },
  usage: Usage,
  tax: TaxTerms | undefined,
): Promise<Totals> {
  const { invoiceId, currency } = draft;
  const { lines } = usage;
  const totals = totalsOf(lines, tax, currency);
  await tx.query("delete from invoice_lines where invoice_id = $1", [invoiceId]);
  await tx.query("delete from invoice_taxes where invoice_id = $1", [invoiceId]);
  await tx.query(
    `insert into invoice_lines (invoice_id, position, kind, type, country, network, billing, description, parts,
                                price_micros, amount_micros, tax_name, tax_ppm)
     select $1, u.position, u.kind, u.type, u.country, u.network, u.billing, u.description, u.parts, u.price, u.amount,
            $2, $3
     from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::bigint[],
                 $12::bigint[]) with ordinality
       u(kind, type, country, network, billing, description, parts, price, amount, position)`,
    [
      invoiceId,
      tax?.name ?? "",
      tax?.ratePpm ?? 0,
      lines.map((line) => line.kind),
      lines.map((line) => line.type),
      lines.map((line) => line.country),
      lines.map((line) => line.network),
      lines.map((line) => line.billing),
      lines.map((line) => line.description),
      lines.map((line) => line.parts),
      lines.map((line) => line.priceMicros),
      lines.map((line) => line.amountMicros),
    ],
  );
  if (tax) {
    await tx.query(
      `insert into invoice_taxes (invoice_id, name, rate_ppm, note, net_micros, tax_micros)
       values ($1, $2, $3, $4, $5, $6)`,
      [invoiceId, tax.name, tax.ratePpm, tax.note, totals.netMicros, totals.taxMicros],
    );
  }
  await tx.query(
    `update invoices set exact_micros = $2, net_micros = $3, tax_micros = $4, total_micros = $5, messages = $6
     where id = $1`,
    [invoiceId, totals.exactMicros, totals.netMicros, totals.taxMicros, totals.totalMicros, usage.messages],
  );
  return totals;
}
