import type { Destination } from "../snapshot/destinations.ts";
import type { BillingMode } from "../vocabulary/codes.ts";

/** An amount per part for a destination and a stretch of time; `to` null means open-ended. */
export interface TariffRow {
  readonly id: number;
  /** ISO code. */
  readonly country: string;
  /** MCC and MNC, five or six digits; null for the whole country. */
  readonly network: string | null;
  readonly micros: bigint;
  readonly billing: BillingMode;
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** What a tariff says for a destination. */
export type TariffEntry = Pick<TariffRow, "id" | "micros" | "billing">;

/** The prices of one client or product, or the costs of one supplier. */
export interface Tariff {
  find(destination: Destination, nowMs: number): TariffEntry | undefined;
  readonly size: number;
}

/**
 * Compiles rows, in columns: a million prices take some 40 MB, where objects would take ten times that. A network's row
 * beats its country's; of several rows valid at the moment the one that began last counts, so a new price needs no edit
 * of the old one.
 */
export function buildTariff(rows: Iterable<TariffRow>): Tariff {
  const builder = new TariffBuilder();
  for (const row of rows) builder.add(row);
  return builder.build();
}

/** Takes rows one by one, so that a long tariff can be read in slices; quickest when they come in `compareRows` order. */
export class TariffBuilder {
  #columns = newColumns(16);
  #size = 0;
  #isSorted = true;

  get size(): number {
    return this.#size;
  }

  add(row: TariffRow): void {
    if (this.#size === this.#columns.ids.length) this.#columns = resized(this.#columns, this.#size * 2);
    const { places, ids, micros, from, to, billing } = this.#columns;
    const at = this.#size++;
    places[at] = placeOf(row.network, row.country);
    ids[at] = row.id;
    micros[at] = row.micros;
    from[at] = row.fromMs;
    to[at] = row.toMs ?? Number.POSITIVE_INFINITY;
    billing[at] = row.billing === "delivered" ? DELIVERED : SUBMITTED;
    if (at > 0 && this.#isSorted) this.#isSorted = compareRows(this.#columns, at - 1, at) <= 0;
  }

  build(): Tariff {
    const columns = resized(this.#columns, this.#size);
    return new CompiledTariff(this.#isSorted ? columns : sorted(columns));
  }
}

const SUBMITTED = 0;
const DELIVERED = 1;

/** One array a field; row n is the nth element of each. */
interface Columns {
  readonly places: Uint32Array;
  readonly ids: Int32Array;
  readonly micros: BigInt64Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly billing: Uint8Array;
}

class CompiledTariff implements Tariff {
  readonly size: number;
  readonly #columns: Columns;

  constructor(columns: Columns) {
    this.#columns = columns;
    this.size = columns.ids.length;
  }

  find({ country, network }: Destination, nowMs: number): TariffEntry | undefined {
    if (this.size === 0) return undefined;
    return (
      (network === null ? undefined : this.#validAt(placeOf(network, country), nowMs)) ??
      this.#validAt(placeOf(null, country), nowMs)
    );
  }

  #validAt(place: number, nowMs: number): TariffEntry | undefined {
    const { places, ids, micros, from, to, billing } = this.#columns;
    for (let at = firstOf(places, place); places[at] === place; at++) {
      if ((from[at] as number) > nowMs || nowMs >= (to[at] as number)) continue;
      return {
        id: ids[at] as number,
        micros: micros[at] as bigint,
        billing: billing[at] === DELIVERED ? "delivered" : "submitted",
      };
    }
    return undefined;
  }
}

/** Above every MCC and MNC. */
const COUNTRIES = 1_000_000;

/** A number for a place: MCC and MNC as they read (no MCC begins with 0), or the two letters of a country beyond them. */
function placeOf(network: string | null, country: string): number {
  if (network !== null) return Number(network);
  return COUNTRIES + (country.charCodeAt(0) << 8) + country.charCodeAt(1);
}

/** The first row of a place, or where it would be. */
function firstOf(places: Uint32Array, place: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] as number) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By place; there the row that began last comes first, and of those that began at once the one entered last. */
function compareRows({ places, from, ids }: Columns, a: number, b: number): number {
  return (
    (places[a] as number) - (places[b] as number) ||
    (from[b] as number) - (from[a] as number) ||
    (ids[b] as number) - (ids[a] as number)
  );
}

function newColumns(size: number): Columns {
  return {
    places: new Uint32Array(size),
    ids: new Int32Array(size),
    micros: new BigInt64Array(size),
    from: new Float64Array(size),
    to: new Float64Array(size),
    billing: new Uint8Array(size),
  };
}

const columnNames = ["places", "ids", "micros", "from", "to", "billing"] as const;

function resized(columns: Columns, size: number): Columns {
  const made = newColumns(size);
  for (const name of columnNames) {
    const kept = columns[name].subarray(0, size);
    (made[name] as Float64Array).set(kept as Float64Array);
  }
  return made;
}

function sorted(columns: Columns): Columns {
  const order = Uint32Array.from(columns.ids, (_, at) => at).sort((a, b) => compareRows(columns, a, b));
  const made = newColumns(order.length);
  for (const name of columnNames) {
    const [to, from] = [made[name] as Float64Array, columns[name] as Float64Array];
    for (let at = 0; at < order.length; at++) to[at] = from[order[at] as number] as number;
  }
  return made;
}

export const emptyTariff: Tariff = buildTariff([]);
