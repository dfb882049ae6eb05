import type { Route } from "@switchyard/contract";
import { countryName } from "../place.tsx";

/** A route in a few words, for a screen reader and for questions. */
export function routeWords({ country, network, poolName }: Route): string {
  const place = country ? `${countryName(country)}${network ? ` ${network}` : ""}` : "any destination";
  return `${place} to ${poolName}`;
}
