import type { Route } from "@switchyard/contract";
import { formatCount } from "../figures.ts";
import { countryName } from "../place.tsx";

/** `countedRoutes(1)` → `"1 route"`. */
export function countedRoutes(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "route" : "routes"}`;
}

/** A route in a few words, for a screen reader and for questions. */
export function routeWords({ country, network, poolName }: Route): string {
  const place = country ? `${countryName(country)}${network ? ` ${network}` : ""}` : "any destination";
  return `${place} to ${poolName}`;
}
