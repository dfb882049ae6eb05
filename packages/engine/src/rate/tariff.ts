import type { Destination } from "../snapshot/destinations.ts";
import type { BillingMode } from "../vocabulary/codes.ts";

/** An amount per part for a destination and a stretch of time; `to` null means open-ended. */
export interface TariffRow {
  readonly id: number;
  readonly country: string;
  readonly network: string | null;
  readonly micros: bigint;
  readonly billing: BillingMode;
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** The prices of one client, or the costs of one supplier. */
export interface Tariff {
  find(destination: Destination, nowMs: number): TariffRow | undefined;
  readonly size: number;
}

/**
 * Compiles rows into a map by destination. A network's row beats its country's; of several rows valid at the moment
 * the one that began last counts, so a new price needs no edit of the old one.
 */
export function buildTariff(rows: Iterable<TariffRow>): Tariff {
  const byPlace = new Map<string, TariffRow[]>();
  let size = 0;
  for (const row of rows) {
    const place = row.network ?? row.country;
    const there = byPlace.get(place);
    if (there) there.push(row);
    else byPlace.set(place, [row]);
    size++;
  }
  for (const there of byPlace.values()) there.sort((a, b) => b.fromMs - a.fromMs || b.id - a.id);

  const validAt = (place: string, nowMs: number): TariffRow | undefined => {
    const there = byPlace.get(place);
    if (!there) return undefined;
    for (const row of there) if (row.fromMs <= nowMs && (row.toMs === null || nowMs < row.toMs)) return row;
    return undefined;
  };
  return {
    size,
    find: ({ country, network }, nowMs) =>
      (network === null ? undefined : validAt(network, nowMs)) ?? validAt(country, nowMs),
  };
}

export const emptyTariff: Tariff = buildTariff([]);
