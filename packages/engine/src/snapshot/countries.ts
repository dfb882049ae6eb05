import type { TariffEntry } from "../rate/tariff.ts";
import type { Destination } from "./destinations.ts";

/**
 * How the network of a number in a country is known: by its prefix, by looking the number up (it may have been ported),
 * or not at all, so that the highest price among the country's networks counts.
 */
export const portabilities = ["prefix", "lookup", "highest_price"] as const;
export type Portability = (typeof portabilities)[number];

/** What a decision needs to know of a country beside its prefixes. */
export interface CountryConfig {
  /** ISO code. */
  readonly code: string;
  readonly closed: boolean;
  readonly closedNetworks: ReadonlySet<string>;
  /** Every network of the country, MCC and MNC. */
  readonly networks: readonly string[];
  readonly portability: Portability;
  /** What counts while a look-up has no answer. */
  readonly lookupFallback: "prefix" | "highest_price";
}

/** Whether messages to the country, or to this network of it, are stopped. */
export function isClosed({ network }: Destination, country: CountryConfig): boolean {
  return country.closed || (network !== null && country.closedNetworks.has(network));
}

/** The dearest of the prices found for the country's networks and for the country itself. */
export function dearest(
  country: CountryConfig,
  priceOf: (destination: Destination) => TariffEntry | undefined,
): TariffEntry | undefined {
  let found = priceOf({ country: country.code, network: null });
  for (const network of country.networks) {
    const price = priceOf({ country: country.code, network });
    if (price && (!found || price.micros > found.micros)) found = price;
  }
  return found;
}
