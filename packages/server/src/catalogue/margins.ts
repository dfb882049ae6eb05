/**
 * What a price leaves over the cheapest cost of its destination: of all suppliers that are not blocked, the lowest of the
 * costs in force now, a supplier's cost of a network going before its cost of the country, in the tariff's currency.
 */
import type { TariffRow } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import type { Queryable } from "../history/history.ts";
import { converted, rateDay, rateOn } from "./exchange-rates.ts";

export type Margin = NonNullable<TariffRow["margin"]>;

/** A destination with a price, whose margin is asked for. */
export interface PricedPlace {
  readonly type: TariffRow["type"];
  readonly country: string;
  readonly network: string | null;
  readonly amountMicros: bigint;
}

/** The margin of each place, in their order; null where no cost is known, or none whose currency has a rate. */
export async function selectMargins(
  db: Queryable,
  currency: string,
  places: readonly PricedPlace[],
  nowMs: number,
): Promise<(Margin | null)[]> {
  if (places.length === 0) return [];
  const { rows } = await db.query<{ cost: bigint | null }>(
    `with ${costSources("$2::bpchar", "$1")}
     select cost from unnest($3::text[], $4::bpchar[], $5::text[]) with ordinality p(type, country, network, place)
     cross join lateral ${cheapestCost("p", "$1")} c order by p.place`,
    [
      new Date(nowMs),
      currency,
      places.map((place) => place.type),
      places.map((place) => place.country),
      places.map((place) => place.network),
    ],
  );
  return places.map(({ amountMicros }, index) => marginOver(rows[index]?.cost ?? null, amountMicros));
}

export function marginOver(costMicros: bigint | null, amountMicros: bigint): Margin | null {
  if (costMicros === null) return null;
  const marginMicros = amountMicros - costMicros;
  return {
    cost: formatMicros(costMicros),
    margin: formatMicros(marginMicros),
    percent: costMicros === 0n ? null : Number((marginMicros * 10_000n) / costMicros) / 100,
    belowCost: marginMicros < 0n,
  };
}

/** SQL: the suppliers that count, as the CTE cost_sources with the worth of their currency and of the tariff's. */
export const costSources = (currency: string, moment: string): string =>
  `cost_sources as materialized (
     select s.id as supplier_id,
            case when s.currency = ${currency} then 1 else ${rateOn("s.currency", rateDay(moment))} end as cost_worth,
            case when s.currency = ${currency} then 1 else ${rateOn(currency, rateDay(moment))} end as price_worth
     from suppliers s where not s.blocked)`;

/**
 * SQL: a lateral subquery with `cost`, in micros, for the type, country and network of `place`; needs costSources. The cost
 * of each supplier is the first that tariff_rows_supplier leads to, however many it replaced. `offset 0` has it looked up
 * once, where it is named twice.
 */
export const cheapestCost = (place: string, moment: string): string => {
  const inForce = (network: string) =>
    `(select t.amount_micros from tariff_rows t
      where t.supplier_id = s.supplier_id and t.country = ${place}.country and coalesce(t.network, '') = ${network}
        and t.type = ${place}.type and t.valid_from <= ${moment} and (t.valid_to is null or t.valid_to > ${moment})
      order by t.valid_from desc, t.id desc limit 1)`;
  const own = `coalesce(${inForce(`${place}.network`)}, ${inForce("''")})`;
  return `(select (min(k.cost) filter (where k.cost <= 9223372036854775807))::bigint as cost
           from (select ${converted("o.micros", "s.cost_worth", "s.price_worth")} as cost
                 from cost_sources s cross join lateral (select ${own} as micros offset 0) o) k)`;
};
