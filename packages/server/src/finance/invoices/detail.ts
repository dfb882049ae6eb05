/** What an invoice is for, by day, destination and price, as CSV. */
import { type BillingMode, billingModes, formatMicros, type MessageType, nameOf } from "@switchyard/engine";
import { type PlaceNames, readPlaceNames } from "../../catalogue/places/names.ts";
import { csvLine } from "../../csv.ts";
import type { Queryable } from "../../history/history.ts";
import type { InvoiceDbRow } from "./rows.ts";

const header = [
  "day",
  "type",
  "country",
  "country_name",
  "network",
  "network_name",
  "billing",
  "messages",
  "parts",
  "price",
  "amount",
  "currency",
];

type Invoice = Pick<InvoiceDbRow, "id" | "client_id" | "period_from" | "period_to" | "currency">;

export async function* invoiceDetail(db: Queryable, invoice: Invoice): AsyncGenerator<string> {
  const { id, client_id: clientId, period_from: from, period_to: to, currency } = invoice;
  yield csvLine(header);
  for (const day of await selectDays(db, { clientId, from, to })) {
    const rows = await selectCharges(db, clientId, day);
    const names = await readPlaceNames(db, rows);
    yield rows.map((row) => csvLine(fieldsOf(row, currency, names))).join("");
  }
  const blanks = header.slice(2, -2).map(() => null);
  for (const { description, amount } of await selectRefunds(db, id)) {
    yield csvLine([to, description, ...blanks, formatMicros(amount), currency]);
  }
}

/** The whole detail as one file, for a mail. */
export async function detailFile(db: Queryable, invoice: Invoice): Promise<Uint8Array> {
  const pieces: string[] = [];
  for await (const piece of invoiceDetail(db, invoice)) pieces.push(piece);
  return Buffer.from(pieces.join(""), "utf8");
}

/** As they stand on the invoice. */
async function selectRefunds(db: Queryable, invoiceId: number) {
  const { rows } = await db.query<{ description: string; amount: bigint }>(
    "select description, amount_micros as amount from invoice_lines where invoice_id = $1 and kind = 'refund'",
    [invoiceId],
  );
  return rows;
}

interface ChargeRow {
  readonly day: string;
  readonly type: MessageType;
  readonly country: string;
  readonly network: string;
  readonly billing: number;
  readonly price: bigint;
  readonly messages: bigint;
  readonly parts: bigint;
  readonly charged: bigint;
}

/** The days that have charges; by the key of charge_days. */
async function selectDays(
  db: Queryable,
  { clientId, from, to }: { clientId: number; from: string; to: string },
): Promise<string[]> {
  const { rows } = await db.query<{ day: string }>(
    "select distinct day from charge_days where client_id = $1 and day between $2 and $3 order by day",
    [clientId, from, to],
  );
  return rows.map(({ day }) => day);
}

/** The charges of a day over all lanes; by the key of charge_days. */
async function selectCharges(db: Queryable, clientId: number, day: string): Promise<ChargeRow[]> {
  const { rows } = await db.query<ChargeRow>(
    `select day, type, country, network, billing, price_micros as price, sum(messages)::bigint as messages,
            sum(parts)::bigint as parts, sum(charged_micros)::bigint as charged
     from charge_days where client_id = $1 and day = $2
     group by day, type, country, network, billing, price_micros
     having sum(parts) <> 0 or sum(charged_micros) <> 0
     order by type, country, network, billing, price_micros`,
    [clientId, day],
  );
  return rows;
}

function fieldsOf(row: ChargeRow, currency: string, names: PlaceNames): (string | number | null)[] {
  const { country, network } = row;
  const billing: BillingMode = nameOf(billingModes, row.billing);
  return [
    row.day,
    row.type,
    country.trim(),
    names.country(country) ?? null,
    network,
    names.network(network) ?? null,
    billing,
    Number(row.messages),
    Number(row.parts),
    formatMicros(row.price),
    formatMicros(row.charged),
    currency,
  ];
}
