import { compileConditions, explainRoute } from "./conditions.ts";
import type { Route, RouteFacts, RouteMismatch, RouteTable, RouteWalk } from "./routes.ts";
import { type Entry, noRoutes, Walk } from "./walk.ts";

/** So few routes, one client's mostly, that each is asked: an index would only be more memory to fetch. */
export class FewRoutes implements RouteTable {
  readonly size: number;
  readonly #entries: readonly Entry[];

  /** Routes in the order they are tried. */
  constructor(routes: readonly Route[]) {
    this.size = routes.length;
    this.#entries = routes.map((route, rank) => ({ route, rank, conditions: compileConditions(route) }));
  }

  matching(facts: RouteFacts): RouteWalk {
    const { country } = facts.destination;
    for (const { route } of this.#entries) {
      if (route.country === null || route.country === country) return new Walk(facts, [this.#entries]);
    }
    return noRoutes;
  }

  explain(facts: RouteFacts, nowMs: number): { route: Route; mismatch: RouteMismatch | undefined }[] {
    return this.#entries.map(({ route }) => explainRoute(route, facts, nowMs));
  }
}
