import { compileConditions } from "./conditions.ts";
import type { Route, RouteFacts, RouteIndex, RouteWalk } from "./routes.ts";
import { type Entry, ListWalk, noRoutes } from "./walk.ts";

/** So few routes, one client's mostly, that each is asked: an index would only be more memory to fetch. */
export class FewRoutes implements RouteIndex {
  readonly #entries: readonly Entry[];
  /** The countries they are for, as numbers: mostly a message goes to none of them, and no route need be fetched. */
  readonly #countries: readonly number[];

  /** Routes of one type, in the order they are tried. */
  constructor(routes: readonly Route[]) {
    this.#entries = routes.map((route, rank) => ({ route, rank, conditions: compileConditions(route) }));
    this.#countries = routes.map(({ country }) => (country === null ? ANY_COUNTRY : numberOf(country)));
  }

  matching(facts: RouteFacts): RouteWalk {
    const country = numberOf(facts.destination.country);
    for (const each of this.#countries) {
      if (each === ANY_COUNTRY || each === country) return new ListWalk(facts, undefined, this.#entries);
    }
    return noRoutes;
  }
}

const ANY_COUNTRY = 0;

/** Of an ISO code's two letters. */
const numberOf = (country: string): number => (country.charCodeAt(0) << 16) | country.charCodeAt(1);
