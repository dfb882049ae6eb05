import type { LiveFacts } from "../decision.ts";
import type { CountryConfig } from "./countries.ts";
import type { Destination, Destinations } from "./destinations.ts";
import type { Snapshot } from "./snapshot.ts";

/** Where a number belongs, and how its network is known: `highest_price` where nobody knows it and the dearest counts. */
export interface Place {
  readonly destination: Destination;
  /** undefined for a country of which nothing but its prefixes is known. */
  readonly country: CountryConfig | undefined;
  readonly how: "prefix" | "looked_up" | "highest_price";
}

/**
 * The country by the number's prefix; the network by prefix too, or by what a look-up found. Undefined for digits that no
 * known prefix begins.
 */
export function findPlace(
  digits: string,
  { destinations, countries }: Pick<Snapshot, "destinations" | "countries">,
  live: Pick<LiveFacts, "portedTo">,
): Place | undefined {
  const destination = destinations.find(digits);
  if (!destination) return undefined;
  const country = countries.get(destination.country);
  if (!country || country.portability === "prefix") return { destination, country, how: "prefix" };
  const network = country.portability === "lookup" ? live.portedTo(digits) : undefined;
  if (network) return { destination: portedPlace(network, country.code, destinations), country, how: "looked_up" };
  const isDearest = country.portability === "highest_price" || country.lookupFallback === "highest_price";
  return { destination, country, how: isDearest ? "highest_price" : "prefix" };
}

/** Where a ported number belongs; a network of another country is a mistake of whoever was asked. */
function portedPlace(network: string, country: string, destinations: Destinations): Destination {
  const place = destinations.ofNetwork(network);
  return place?.country === country ? place : destinations.ofCountry(country);
}
