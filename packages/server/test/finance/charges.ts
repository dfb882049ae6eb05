/** What traffic leaves behind for invoices: charges by day, and the balance they took. */
import type { Pool } from "pg";
import { spend } from "../ledger/agreement.ts";

export interface Charge {
  readonly day: string;
  readonly country?: string;
  readonly network?: string;
  readonly billing?: 1 | 2;
  readonly lane?: number;
  readonly priceMicros?: bigint;
  readonly parts?: bigint;
}

/** Adds them up as the lanes do. The price is 0.0125 a part unless said; every message has one part. */
export async function addCharges(pool: Pool, clientId: number, charges: readonly Charge[]): Promise<bigint> {
  let sum = 0n;
  for (const {
    day,
    country = "DE",
    network = "",
    billing = 1,
    lane = 1,
    priceMicros = 12_500n,
    parts = 1n,
  } of charges) {
    await pool.query(
      `insert into charge_days as d (client_id, day, lane, type, country, network, billing, price_micros, messages, parts,
                                     charged_micros)
       values ($1, $2, $3, 'sms', $4, $5, $6, $7, $8, $8, $9)
       on conflict (client_id, day, lane, type, country, network, billing, price_micros) do update
         set messages = d.messages + excluded.messages, parts = d.parts + excluded.parts,
             charged_micros = d.charged_micros + excluded.charged_micros`,
      [clientId, day, lane, country, network, billing, priceMicros, parts, priceMicros * parts],
    );
    sum += priceMicros * parts;
  }
  if (sum > 0n) await spend(pool, clientId, sum);
  return sum;
}
