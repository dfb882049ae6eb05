/** The clients that a draft concerns: how they are addressed, and under which brand. */
import type { TariffRef } from "@switchyard/contract";
import type { Queryable } from "../../../history/history.ts";
import { parseAddresses } from "../../../mail-address.ts";
import { covers, takesEffect } from "./changes.ts";

export interface ReaderBrand {
  readonly name: string;
  readonly mailFrom: string;
  readonly replyTo: string;
  /** With placeholders; empty for the platform's own words. */
  readonly subject: string;
  readonly text: string;
}

export interface Reader {
  readonly clientId: number;
  /** How a letter addresses it. */
  readonly name: string;
  readonly company: string;
  readonly timeZone: string;
  /** Good ones alone; none when it can't be told. */
  readonly addresses: readonly string[];
  readonly brand: ReaderBrand;
  /** Tells apart which rows of a product its own prices cover; empty for none. */
  readonly leavesOut: string;
}

const ADDRESSES_MAX = 20;

/** The client of a client's tariff, or the clients that have the product. */
export async function readReaders(
  db: Queryable,
  { scope, ownerId }: TariffRef,
  { draftId, nowMs }: { readonly draftId: number; readonly nowMs: number },
): Promise<Reader[]> {
  const { rows } = await db.query<ReaderDbRow>(
    `select c.id, c.login, c.company, c.contact_name, c.email_prices, c.email, c.time_zone, b.name as brand, b.mail_from,
            b.mail_reply_to, b.price_subject, b.price_text
     from clients c join brands b on b.id = coalesce(c.brand_id, (select id from brands where is_default))
     where c.${scope === "client" ? "id" : "product_id"} = $1 order by c.id`,
    [ownerId],
  );
  const leftOut = scope === "client" ? new Map<number, string>() : await readLeftOut(db, { ownerId, draftId, nowMs });
  return rows.map((row) => readerOf(row, leftOut.get(row.id) ?? ""));
}

/** For each client of a product whose own prices cover rows of the draft, a fingerprint of which; by tariff_rows_client. */
async function readLeftOut(
  db: Queryable,
  { ownerId, draftId, nowMs }: { ownerId: number; draftId: number; nowMs: number },
): Promise<Map<number, string>> {
  const { rows } = await db.query<{ id: number; key: string }>(
    `select c.id, md5(string_agg(distinct d.position::text, ',')) as key
     from clients c
     join tariff_rows r on r.client_id = c.id
     join tariff_draft_rows d on d.draft_id = $1 and d.${takesEffect} and ${covers("r", "d")}
     where c.product_id = $3 group by c.id`,
    [draftId, new Date(nowMs), ownerId],
  );
  return new Map(rows.map(({ id, key }) => [id, key]));
}

interface ReaderDbRow {
  readonly id: number;
  readonly login: string;
  readonly company: string;
  readonly contact_name: string;
  readonly email_prices: string;
  readonly email: string;
  readonly time_zone: string;
  readonly brand: string;
  readonly mail_from: string;
  readonly mail_reply_to: string;
  readonly price_subject: string;
  readonly price_text: string;
}

function readerOf(row: ReaderDbRow, leavesOut: string): Reader {
  const company = row.company || row.login;
  return {
    clientId: row.id,
    name: row.contact_name || company,
    company,
    timeZone: row.time_zone,
    addresses: addressesOf(row),
    brand: {
      name: row.brand,
      mailFrom: row.mail_from,
      replyTo: row.mail_reply_to,
      subject: row.price_subject,
      text: row.price_text,
    },
    leavesOut,
  };
}

/** Those for prices, else the client's own. */
function addressesOf({ email_prices, email }: ReaderDbRow): readonly string[] {
  const { addresses } = parseAddresses(email_prices);
  return (addresses.length > 0 ? addresses : parseAddresses(email).addresses).slice(0, ADDRESSES_MAX);
}
