/**
 * Exchange rates: what one unit of a currency is worth in the reference currency from a day on. They serve comparisons
 * (margins, prices made from costs), never balances.
 */
import type { AdminParsed, ExchangeRate } from "@switchyard/contract";
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { isDay, type Page, pageOfRows, readCursor } from "../paging.ts";
import { invalidField, notFound, Refusal } from "../refusal.ts";

/** SQL: the latest rate of a currency on or before a day, by the primary key; 1 for the reference, null if unknown. */
export const rateOn = (currency: string, day: string): string =>
  `(select case when f.reference_currency = ${currency} then 1
           else (select e.rate from exchange_rates e where e.currency = ${currency} and e.day <= ${day}
                 order by e.day desc limit 1) end
    from finance_settings f)`;

/** SQL: the day in UTC of a moment, by which rates are looked up. */
export const rateDay = (moment: string): string => `(${moment}::timestamptz at time zone 'UTC')::date`;

/**
 * SQL: micros of a currency worth `from` as micros of one worth `to`, exact, rounded half up; null where a rate is. The
 * quotient is taken whole by div(), so no decimals are cut before rounding.
 */
export const converted = (micros: string, from: string, to: string): string =>
  `div(2 * ${micros} * ${from} + ${to}, 2 * ${to})`;

interface RateRow {
  readonly currency: string;
  readonly day: string;
  readonly rate: string;
}

const columns = "currency, day::text as day, trim_scale(rate)::text as rate";

/** Newest day first, by currency within a day. */
export async function listExchangeRates(
  db: Queryable,
  { currency, cursor, limit }: AdminParsed<"listExchangeRates">["query"],
): Promise<Page<ExchangeRate>> {
  const [day, after] = readCursor(cursor, 2) ?? [];
  if (cursor !== undefined && !isDay(String(day))) readCursor("", 2); // refuses
  const { rows } = await db.query<RateRow>(
    `select ${columns} from exchange_rates
     where ($1::text is null or currency = $1::bpchar)
       and ($2::date is null or exchange_rates.day < $2 or (exchange_rates.day = $2 and currency > $3::bpchar))
     order by exchange_rates.day desc, currency limit $4`,
    [currency ?? null, day ?? null, after ?? null, limit + 1],
  );
  return pageOfRows(
    rows,
    limit,
    (row) => [row.day, row.currency],
    (row) => row,
  );
}

/** Enters rates, all or none; one for the same currency and day is replaced. */
export async function setExchangeRates(
  tx: Queryable,
  author: Author,
  given: AdminParsed<"setExchangeRates">["body"]["rates"],
): Promise<ExchangeRate[]> {
  const reference = await readReferenceCurrency(tx, "for share");
  const seen = new Set<string>();
  for (const [index, { currency, day }] of given.entries()) {
    const path = `body.rates.${index}`;
    if (currency === reference) {
      throw invalidField(`${path}.currency`, "is the reference currency, whose rate is always 1");
    }
    if (seen.has(`${currency} ${day}`)) throw invalidField(path, `says the rate of ${currency} on ${day} once more`);
    seen.add(`${currency} ${day}`);
  }
  const currencies = given.map((rate) => rate.currency);
  const days = given.map((rate) => rate.day);
  const before = await readRates(tx, currencies, days);
  await tx.query(
    `insert into exchange_rates (currency, day, rate)
     select * from unnest($1::bpchar[], $2::date[], $3::numeric[])
     on conflict (currency, day) do update set rate = excluded.rate`,
    [currencies, days, given.map((rate) => rate.rate)],
  );
  const after = await readRates(tx, currencies, days);
  for (const [key, row] of after) await record(tx, author, before.get(key) ?? null, row);
  return given.map(({ currency, day }) => {
    const row = after.get(keyOf(currency, day));
    if (!row) throw new Error(`the rate of ${currency} on ${day} was written and is not there`);
    return row;
  });
}

export async function deleteExchangeRate(
  tx: Queryable,
  author: Author,
  { currency, day }: { readonly currency: string; readonly day: string },
): Promise<void> {
  const { rows } = await tx.query<RateRow>(
    `delete from exchange_rates where currency = $1::bpchar and day = $2 returning ${columns}`,
    [currency, day],
  );
  const [row] = rows;
  if (!row) throw notFound("exchange rate of", `${currency} on ${day}`);
  await record(tx, author, row, null);
}

export async function readReferenceCurrency(db: Queryable, lock = ""): Promise<string> {
  const { rows } = await db.query<{ currency: string }>(
    `select reference_currency as currency from finance_settings ${lock}`,
  );
  const [row] = rows;
  if (!row) throw new Error("finance_settings has no row");
  return row.currency;
}

/** Chooses the reference currency; refused while there are rates, which would mean something else. */
export async function setReferenceCurrency(tx: Queryable, author: Author, currency: string): Promise<string> {
  const before = await readReferenceCurrency(tx, "for update");
  if (before === currency) return currency;
  const { rows } = await tx.query<{ one: boolean }>("select true as one from exchange_rates limit 1");
  if (rows.length > 0) {
    throw new Refusal("in_use", `There are exchange rates stated in ${before}. Delete them first.`);
  }
  await tx.query("update finance_settings set reference_currency = $1", [currency]);
  await recordChange(tx, author, {
    clientId: null,
    category: "finance",
    entity: "reference currency",
    entityId: currency,
    action: "update",
    before: { currency: before },
    after: { currency },
    announce: ["rates:0"],
  });
  return currency;
}

const keyOf = (currency: string, day: string) => `${currency} ${day}`;

async function readRates(db: Queryable, currencies: string[], days: string[]): Promise<Map<string, RateRow>> {
  const { rows } = await db.query<RateRow>(
    `select ${columns} from exchange_rates
     where (currency, exchange_rates.day) in (select * from unnest($1::bpchar[], $2::date[])) order by 2, 1`,
    [currencies, days],
  );
  return new Map(rows.map((row) => [keyOf(row.currency, row.day), row]));
}

async function record(tx: Queryable, author: Author, before: RateRow | null, after: RateRow | null): Promise<void> {
  if (before?.rate === after?.rate) return;
  const { currency, day } = after ?? before ?? { currency: "", day: "" };
  await recordChange(tx, author, {
    clientId: null,
    category: "finance",
    entity: "exchange rate",
    entityId: `${currency} ${day}`,
    action: before === null ? "create" : after === null ? "delete" : "update",
    before: before && { rate: before.rate },
    after: after && { rate: after.rate },
    announce: ["rates:0"],
  });
}
