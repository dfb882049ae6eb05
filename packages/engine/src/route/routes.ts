import type { Destination } from "../snapshot/destinations.ts";

/** A rule that leads messages for some destinations to a pool. */
export interface Route {
  readonly id: number;
  /** null: a platform route. */
  readonly clientId: number | null;
  readonly country: string | null;
  readonly network: string | null;
  readonly poolId: number;
  /** Lower is tried first. */
  readonly priority: number;
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** The enabled routes of one scope in the order they are tried. */
export interface RouteTable {
  /** Every route whose destination fits; the caller still asks whether it is valid now. */
  matching(destination: Destination): readonly Route[];
  readonly size: number;
}

/** Compiles routes: lower priority first, then the narrower destination, then the older rule. */
export function buildRouteTable(routes: Iterable<Route>): RouteTable {
  const ordered = [...routes].sort((a, b) => a.priority - b.priority || breadth(a) - breadth(b) || a.id - b.id);
  const anywhere = ordered.filter((route) => route.country === null);
  const byPlace = new Map<string, readonly Route[]>();
  for (const { country, network } of ordered) {
    if (country === null) continue;
    const wholeCountry = ordered.filter((r) => r.country === null || (r.country === country && r.network === null));
    byPlace.set(country, wholeCountry);
    if (network !== null) {
      byPlace.set(
        network,
        ordered.filter((r) => r.country === null || (r.country === country && (r.network ?? network) === network)),
      );
    }
  }
  return {
    size: ordered.length,
    matching: ({ country, network }) =>
      (network === null ? undefined : byPlace.get(network)) ?? byPlace.get(country) ?? anywhere,
  };
}

const breadth = (route: Route): number => (route.network !== null ? 0 : route.country !== null ? 1 : 2);

export function isRouteValid(route: Route, nowMs: number): boolean {
  return (route.fromMs === null || route.fromMs <= nowMs) && (route.toMs === null || nowMs < route.toMs);
}

export const emptyRouteTable: RouteTable = buildRouteTable([]);
