/** Puts loaded entries in place of the old ones: of one owner, or of all. */
export function replace<Value>(
  map: Map<number, Value>,
  loaded: ReadonlyMap<number, Value>,
  owner: number | undefined,
): void {
  if (owner === undefined) map.clear();
  else if (!loaded.has(owner)) map.delete(owner);
  for (const [id, value] of loaded) map.set(id, value);
}
