/**
 * Tariffs mostly name the same places: those that do share one list of them, which a search then finds in the processor's
 * cache whosever tariff was asked before.
 */
const known = new Map<number, WeakRef<Uint32Array>>();

/** Above this many lists those that no tariff has any more are forgotten. */
let sweepAbove = 1_000;

/** The list itself, or an equal one that another tariff has; neither is written to from here on. */
export function sharedPlaces(places: Uint32Array): Uint32Array {
  const hash = hashOf(places);
  const shared = known.get(hash)?.deref();
  if (shared !== undefined && isEqual(shared, places)) return shared;
  known.set(hash, new WeakRef(places));
  if (known.size > sweepAbove) sweep();
  return places;
}

function sweep(): void {
  for (const [hash, list] of known) if (list.deref() === undefined) known.delete(hash);
  sweepAbove = Math.max(1_000, known.size * 2);
}

function hashOf(places: Uint32Array): number {
  let hash = places.length;
  for (let at = 0; at < places.length; at++) hash = Math.imul(hash ^ (places[at] as number), 0x9e3779b1);
  return hash;
}

function isEqual(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
