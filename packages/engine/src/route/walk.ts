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

/** The first route of a list, if nothing is left to be asked of it. */
export function surelyFirst([first]: readonly Entry[]): Route | undefined {
  return first?.conditions === null ? first.route : undefined;
}

/** One list in order. The route that is surely its first is told, for mostly no other is asked for. */
export class ListWalk implements RouteWalk {
  readonly #facts: RouteFacts;
  readonly #surely: Route | undefined;
  readonly #list: readonly Entry[];
  #at = 0;

  constructor(facts: RouteFacts, surely: Route | undefined, list: readonly Entry[]) {
    this.#facts = facts;
    this.#surely = surely;
    this.#list = list;
  }

  next(): Route | undefined {
    if (this.#at === 0 && this.#surely !== undefined) {
      this.#at = 1;
      return this.#surely;
    }
    for (let entry = this.#list[this.#at]; entry !== undefined; entry = this.#list[this.#at]) {
      this.#at++;
      if (mismatchOf(entry.conditions, this.#facts) === undefined) return entry.route;
    }
    return undefined;
  }
}

/** Several lists, each in order, walked as one. */
export class MergedWalk implements RouteWalk {
  readonly #facts: RouteFacts;
  readonly #lists: readonly (readonly Entry[])[];
  /** The place in each, once the first route did not do. */
  #at: number[] | undefined;
  /** The list that the last entry was taken from. */
  #from = -1;
  /** A route with several beginnings or senders may stand in several lists. */
  #last = -1;

  constructor(facts: RouteFacts, lists: readonly (readonly Entry[])[]) {
    this.#facts = facts;
    this.#lists = lists;
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
    if (this.#from >= 0) {
      this.#at ??= this.#lists.map(() => 0);
      this.#at[this.#from] = (this.#at[this.#from] as number) + 1;
    }
    this.#from = -1;
    let best: Entry | undefined;
    for (let list = 0; list < this.#lists.length; list++) {
      const entry = this.#lists[list]?.[this.#at === undefined ? 0 : (this.#at[list] as number)];
      if (entry && (!best || entry.rank < best.rank)) {
        best = entry;
        this.#from = list;
      }
    }
    return best;
  }
}

export const noRoutes: RouteWalk = { next: () => undefined };
