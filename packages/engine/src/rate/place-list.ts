/** The places of a tariff's rows, ascending: rows of one place stand together. Not written to once it is made. */
export class PlaceList {
  readonly places: Uint32Array;
  /** Open addressing: a place and the row it begins at, side by side; a free slot has no place, for none is 0. */
  readonly #slots: Uint32Array;
  readonly #shift: number;

  constructor(places: Uint32Array) {
    this.places = places;
    let distinct = 0;
    for (let row = 0; row < places.length; row++) if (places[row] !== places[row - 1]) distinct++;
    const bits = Math.ceil(Math.log2(Math.max(2, distinct * 2)));
    this.#shift = 32 - bits;
    this.#slots = new Uint32Array(2 << bits);
    for (let row = 0; row < places.length; row++) if (places[row] !== places[row - 1]) this.#add(row);
  }

  /** The first row of a place; -1 for none. */
  firstOf(place: number): number {
    const slots = this.#slots;
    for (let slot = this.#slotOf(place); ; slot = this.#after(slot)) {
      const there = slots[slot] as number;
      if (there === place) return slots[slot + 1] as number;
      if (there === 0) return -1;
    }
  }

  #add(row: number): void {
    const place = this.places[row] as number;
    let slot = this.#slotOf(place);
    while (this.#slots[slot] !== 0) slot = this.#after(slot);
    this.#slots[slot] = place;
    this.#slots[slot + 1] = row;
  }

  #slotOf(place: number): number {
    return (Math.imul(place, SPREAD) >>> this.#shift) << 1;
  }

  #after(slot: number): number {
    return (slot + 2) & (this.#slots.length - 1);
  }
}

const SPREAD = 0x9e3779b1;

/**
 * Tariffs mostly name the same places: those that do share one list of them, which a search then finds in the processor's
 * cache whosever tariff was asked before.
 */
const known = new Map<number, WeakRef<PlaceList>>();

/** Above this many lists those that no tariff has any more are forgotten. */
let sweepAbove = 1_000;

/** The list of these places, or the one that another tariff has. */
export function placeListOf(places: Uint32Array): PlaceList {
  const hash = hashOf(places);
  const shared = known.get(hash)?.deref();
  if (shared !== undefined && isEqual(shared.places, places)) return shared;
  const made = new PlaceList(places);
  known.set(hash, new WeakRef(made));
  if (known.size > sweepAbove) sweep();
  return made;
}

function sweep(): void {
  for (const [hash, list] of known) if (list.deref() === undefined) known.delete(hash);
  sweepAbove = Math.max(1_000, known.size * 2);
}

function hashOf(places: Uint32Array): number {
  let hash = places.length;
  for (let at = 0; at < places.length; at++) hash = Math.imul(hash ^ (places[at] as number), SPREAD);
  return hash;
}

function isEqual(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
