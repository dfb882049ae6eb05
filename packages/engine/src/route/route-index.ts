/**
 * Routes by the thousand, found by their narrowest condition: those for other senders, numbers, texts and places are not
 * even looked at. A message's sender and text are compared with all that routes ask for in one pass each.
 */
import type { PatternSource } from "../expression/pattern.ts";
import { buildPatternSet, type PatternSet } from "../expression/pattern-set.ts";
import { buildWildcardSet, type WildcardSet } from "../expression/wildcard.ts";
import type { Destination } from "../snapshot/destinations.ts";
import { ByBeginning } from "./beginnings.ts";
import { type ConditionName, compileConditions, textOf } from "./conditions.ts";
import type { Route, RouteFacts, RouteIndex, RouteWalk } from "./routes.ts";
import { type Entry, ListWalk, MergedWalk, noRoutes, surelyFirst } from "./walk.ts";

/** Routes for one breadth of destination: by the number of what they ask for, or without either. */
class Shelf {
  readonly bySender = new Map<number, Entry[]>();
  readonly byText = new Map<number, Entry[]>();
  readonly rest: Entry[] = [];
}

export class CompiledRoutes implements RouteIndex {
  /** By country, if one is named, and network. */
  readonly #byNetwork = new Map<string, Shelf>();
  readonly #byCountry = new Map<string, Shelf>();
  readonly #anywhere = new Shelf();
  /** By the index of their destination, as messages come to know them. */
  readonly #places: (Place | undefined)[] = [];
  readonly #byNumber: ByBeginning<Entry>;
  readonly #senders: WildcardSet;
  readonly #texts: PatternSet;

  /** Routes of one type, in the order they are tried. */
  constructor(routes: readonly Route[]) {
    const senders = new Numbers<string>();
    const texts = new Numbers<PatternSource>();
    const beginnings = new Map<string, Entry[]>();
    routes.forEach((route, rank) => {
      const entryBut = (...known: ConditionName[]): Entry => ({
        route,
        rank,
        conditions: compileConditions(route, ...known),
      });
      const shelf = this.#shelfOf(route);
      const text = textOf(route);
      if (route.senders.length > 0) {
        const entry = entryBut("destination", "senders");
        for (const sender of new Set(route.senders)) append(shelf.bySender, senders.of(sender, sender), entry);
      } else if (route.recipients.length > 0) {
        const entry = entryBut("recipients");
        for (const beginning of new Set(route.recipients)) append(beginnings, beginning, entry);
      } else if (text !== undefined) {
        append(shelf.byText, texts.of(`${text.match} ${text.source}`, text), entryBut("destination", "text"));
      } else {
        shelf.rest.push(entryBut("destination"));
      }
    });
    this.#senders = buildWildcardSet(senders.values);
    this.#byNumber = new ByBeginning(beginnings);
    this.#texts = buildPatternSet(texts.values);
  }

  matching(facts: RouteFacts): RouteWalk {
    const { destination, sender, recipient, text } = facts;
    const place = this.#placeOf(destination);
    const level = this.#byNumber.find(recipient);
    const senders = place.asksSender ? this.#senders.find(sender) : none;
    const texts = place.asksText && text !== null ? this.#texts.find(text) : none;
    const isPlain = level === undefined && senders.length === 0 && texts.length === 0;
    // Mostly there is no more than what a place keeps of its own.
    if (isPlain && place.surely !== undefined) return new ListWalk(facts, place.surely, place.list);
    const lists = place.list.length > 0 ? [place.list] : [...place.rest];
    for (let each = level; each; each = each.shorter) lists.push(each.values);
    collect(place.bySender, senders, lists);
    collect(place.byText, texts, lists);
    return lists.length === 0 ? noRoutes : new MergedWalk(facts, lists);
  }

  /** A new numbering plan has destinations of its own, so that the index alone does not tell. */
  #placeOf(destination: Destination): Place {
    const { index = -1 } = destination;
    const known = this.#places[index];
    if (known?.destination === destination) return known;
    const place = this.#gather(destination);
    if (index >= 0) {
      while (this.#places.length <= index) this.#places.push(undefined);
      this.#places[index] = place;
    }
    return place;
  }

  #gather(destination: Destination): Place {
    const { country, network } = destination;
    const near =
      network === null ? [] : [`${country}.${network}`, `.${network}`].map((key) => this.#byNetwork.get(key));
    const shelves = [this.#anywhere, this.#byCountry.get(country), ...near].filter((shelf) => shelf !== undefined);
    const rest = shelves.map((shelf) => shelf.rest).filter(({ length }) => length > 0);
    const merged = rest.flat().sort((a, b) => a.rank - b.rank);
    const list = merged.length > MERGED_MAX ? [] : merged;
    const bySender = shelves.map((shelf) => shelf.bySender).filter(({ size }) => size > 0);
    const byText = shelves.map((shelf) => shelf.byText).filter(({ size }) => size > 0);
    return {
      destination,
      asksSender: bySender.length > 0,
      asksText: byText.length > 0,
      surely: surelyFirst(list),
      list,
      rest: list.length > 0 ? [] : rest,
      bySender,
      byText,
    };
  }

  #shelfOf({ country, network }: Route): Shelf {
    if (network !== null) return shelfIn(this.#byNetwork, `${country ?? ""}.${network}`);
    return country === null ? this.#anywhere : shelfIn(this.#byCountry, country);
  }
}

/** The shelves that concern a destination. */
interface Place {
  readonly destination: Destination;
  readonly asksSender: boolean;
  readonly asksText: boolean;
  /** The first of the list, if it asks for nothing more: told here, so that mostly nothing else need be fetched. */
  readonly surely: Route | undefined;
  /** What asks for neither sender nor text nor number, unless that is too much to keep for each place. */
  readonly list: readonly Entry[];
  /** Then it stays as it stands on the shelves. */
  readonly rest: readonly (readonly Entry[])[];
  readonly bySender: readonly ReadonlyMap<number, readonly Entry[]>[];
  readonly byText: readonly ReadonlyMap<number, readonly Entry[]>[];
}

const none: readonly number[] = [];

/** Entries that a place keeps of its own. */
const MERGED_MAX = 100;

/** Gives each value a number, the same to those of one key. */
class Numbers<T> {
  readonly #numbers = new Map<string, number>();
  /** In the order of their numbers. */
  readonly values: T[] = [];

  of(key: string, value: T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}

function collect(
  shelves: readonly ReadonlyMap<number, readonly Entry[]>[],
  found: readonly number[],
  lists: (readonly Entry[])[],
): void {
  for (const number of found) {
    for (const shelf of shelves) {
      const list = shelf.get(number);
      if (list) lists.push(list);
    }
  }
}

function append<Key>(lists: Map<Key, Entry[]>, key: Key, entry: Entry): void {
  const list = lists.get(key);
  if (list) list.push(entry);
  else lists.set(key, [entry]);
}

function shelfIn(shelves: Map<string, Shelf>, place: string): Shelf {
  const known = shelves.get(place);
  if (known) return known;
  const made = new Shelf();
  shelves.set(place, made);
  return made;
}
