/**
 * A map by ids that the database gave, one after another: what is asked for is found at its id in an array, in one step
 * where a map's table takes two or three. Ids far beyond all others, which would leave the array mostly empty, are found
 * in the map itself.
 */
export class IdMap<Value> extends Map<number, Value> {
  #dense: (Value | undefined)[] = [];

  constructor(entries: Iterable<readonly [number, Value]> = []) {
    super();
    for (const [id, value] of entries) this.set(id, value);
  }

  override get(id: number): Value | undefined {
    const dense = this.#dense;
    return id < dense.length ? dense[id] : super.get(id);
  }

  override set(id: number, value: Value): this {
    super.set(id, value);
    if (id >= this.#dense.length && id <= SPARSE_MAX + this.size * EMPTY_MAX) this.#grow(id + 1);
    if (id < this.#dense.length) this.#dense[id] = value;
    return this;
  }

  override delete(id: number): boolean {
    if (id < this.#dense.length) this.#dense[id] = undefined;
    return super.delete(id);
  }

  override clear(): void {
    this.#dense = [];
    super.clear();
  }

  #grow(length: number): void {
    const from = this.#dense.length;
    for (let id = from; id < length; id++) this.#dense.push(super.get(id));
  }
}

/** So many empty places do not matter. */
const SPARSE_MAX = 1_000;
/** Places for each value, at most. */
const EMPTY_MAX = 8;
