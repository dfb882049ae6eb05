import { RATE_SCALE, type Rates } from "@switchyard/engine";
import type { Pool } from "pg";

/** The latest exchange rate of each currency as of today in UTC, and 1 for the reference. */
export async function loadRates(pool: Pool): Promise<Rates> {
  const { rows } = await pool.query<{ currency: string; scaled: string }>(
    `select distinct on (currency) currency, round(rate * ${RATE_SCALE})::text as scaled from exchange_rates
     where day <= (now() at time zone 'UTC')::date order by currency, day desc`,
  );
  const reference = await pool.query<{ currency: string }>(
    "select reference_currency as currency from finance_settings",
  );
  const rates = new Map(rows.map(({ currency, scaled }) => [currency, BigInt(scaled)]));
  for (const { currency } of reference.rows) rates.set(currency, RATE_SCALE);
  return rates;
}
