/** Where a number belongs, and what a destination costs. */
import type { ClientConfig, Destination, TariffRow } from "@switchyard/engine";
import type { Configuration, Moment } from "../configuration.ts";

export interface Place {
  readonly destination: Destination;
  /** Nobody knows the number's network, so that the country's highest price counts. */
  readonly isDearest: boolean;
}

/** By prefix, and where the country's numbers may be ported as its setting says. */
export function placeOf(digits: string, rows: Configuration, moment: Moment): Place | undefined {
  const byPrefix = destinationOf(digits, rows);
  if (!byPrefix) return undefined;
  const country = rows.countries.find(({ code }) => code === byPrefix.country);
  if (!country || country.portability === "prefix") return { destination: byPrefix, isDearest: false };
  if (country.portability === "highest_price") return { destination: byPrefix, isDearest: true };
  const network = moment.ported[digits];
  if (typeof network !== "string") {
    return { destination: byPrefix, isDearest: country.lookupFallback === "highest_price" };
  }
  const isOfCountry =
    country.networks.includes(network) ||
    rows.prefixes.some((row) => row.country === byPrefix.country && row.network === network);
  return { destination: { country: byPrefix.country, network: isOfCountry ? network : null }, isDearest: false };
}

function destinationOf(digits: string, { prefixes }: Configuration): Destination | undefined {
  let best: Configuration["prefixes"][number] | undefined;
  for (const row of prefixes) {
    // Of a prefix given twice the last row counts.
    if (digits.startsWith(row.prefix) && (!best || row.prefix.length >= best.prefix.length)) best = row;
  }
  return best && { country: best.country, network: best.network };
}

export function isClosed({ country, network }: Destination, { countries }: Configuration): boolean {
  return countries.some(
    ({ code, closed, closedNetworks }) =>
      code === country && (closed || [...closedNetworks].some((closedNetwork) => closedNetwork === network)),
  );
}

export const isValid = (row: { fromMs: number | null; toMs: number | null }, nowMs: number): boolean =>
  (row.fromMs === null || nowMs >= row.fromMs) && (row.toMs === null || nowMs < row.toMs);

/** The network's rows beat the country's; the later start beats the earlier one, then the later entry. */
export function rowFor(
  { country, network }: Destination,
  rows: readonly TariffRow[],
  nowMs: number,
): TariffRow | undefined {
  const valid = rows.filter((row) => row.country === country && isValid(row, nowMs));
  const latest = (some: readonly TariffRow[]): TariffRow | undefined =>
    some.find((row) =>
      some.every((other) => other.fromMs < row.fromMs || (other.fromMs === row.fromMs && other.id <= row.id)),
    );
  const forNetwork = valid.filter((row) => row.network !== null && row.network === network);
  return latest(forNetwork) ?? latest(valid.filter((row) => row.network === null));
}

/** The client's own price, or else the product's; of a network nobody knows the highest that the country has. */
export function priceFor(
  { destination, isDearest }: Place,
  client: ClientConfig,
  rows: Configuration,
  nowMs: number,
): TariffRow | undefined {
  const own = rows.prices.filter(({ clientId }) => clientId === client.id);
  const shared = rows.productPrices.filter(({ productId }) => productId === client.productId);
  const priceOf = (place: Destination) => rowFor(place, own, nowMs) ?? rowFor(place, shared, nowMs);
  if (!isDearest) return priceOf(destination);
  const { country } = destination;
  const networks = rows.countries.find(({ code }) => code === country)?.networks ?? [];
  const found = [null, ...networks].flatMap((network) => priceOf({ country, network }) ?? []);
  const highest = found.map(({ micros }) => micros).sort((a, b) => (a < b ? 1 : -1))[0];
  return found.find(({ micros }) => micros === highest);
}
