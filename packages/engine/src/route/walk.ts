import { type Conditions, mismatchOf } from "./conditions.ts";
import type { Route, RouteFacts, RouteWalk } from "./routes.ts";

/** A route as it stands in a list of an index. */
export interface Entry {
  readonly route: Route;
  /** Its place in the order of all. */
  readonly rank: number;
  /** What is left to be asked of a message for which it was found; null for nothing. */
  readonly conditions: Conditions | null;
}

/** One list in order; its first entry, mostly the one that fits, is told apart, so that the list need not be fetched. */
export class ListWalk implements RouteWalk {
  readonly #facts: RouteFacts;
  readonly #first: Entry | undefined;
  readonly #list: readonly Entry[];
  #at = 0;

  constructor(facts: RouteFacts, first: Entry | undefined, list: readonly Entry[]) {
    this.#facts = facts;
    this.#first = first;
    this.#list = list;
  }

  next(): Route | undefined {
    for (;;) {
      const entry = this.#at === 0 ? this.#first : this.#list[this.#at];
      if (entry === undefined) return undefined;
      this.#at++;
      if (mismatchOf(entry.conditions, this.#facts) === undefined) return entry.route;
    }
  }
}

/** Several lists, each in order, walked as one. */
export class MergedWalk implements RouteWalk {
  readonly #facts: RouteFacts;
  readonly #lists: readonly (readonly Entry[])[];
  /** The place in each. */
  readonly #at: number[];
  /** A route with several beginnings or senders may stand in several lists. */
  #last = -1;

  constructor(facts: RouteFacts, lists: readonly (readonly Entry[])[]) {
    this.#facts = facts;
    this.#lists = lists;
    this.#at = lists.map(() => 0);
  }

  next(): Route | undefined {
    for (let first = this.#first(); first; first = this.#first()) {
      if (first.rank === this.#last) continue;
      this.#last = first.rank;
      if (mismatchOf(first.conditions, this.#facts) === undefined) return first.route;
    }
    return undefined;
  }

  /** Takes the route with the lowest rank off its list. */
  #first(): Entry | undefined {
    let from = -1;
    let best: Entry | undefined;
    for (let list = 0; list < this.#lists.length; list++) {
      const entry = this.#lists[list]?.[this.#at[list] as number];
      if (entry && (!best || entry.rank < best.rank)) {
        best = entry;
        from = list;
      }
    }
    if (from >= 0) this.#at[from] = (this.#at[from] as number) + 1;
    return best;
  }
}

export const noRoutes: RouteWalk = { next: () => undefined };
