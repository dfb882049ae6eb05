import type { Destination } from "../snapshot/destinations.ts";
import type { BillingMode } from "../vocabulary/codes.ts";
import { sharedPlaces } from "./shared-places.ts";

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
 * Compiles rows into two arrays of numbers: a million prices take some 50 MB, where objects would take ten times that, and
 * looking one up touches few places in memory. A network's row beats its country's; of several rows valid at the moment
 * the one that began last counts, so a new price needs no edit of the old one.
 */
export function buildTariff(rows: Iterable<TariffRow>): Tariff {
  const builder = new TariffBuilder();
  for (const row of rows) builder.add(row);
  return builder.build();
}

/** Takes rows one by one, so that a long tariff can be read in slices; quickest when they come in `compareRows` order. */
export class TariffBuilder {
  #table = newTable(16);
  #size = 0;
  #isSorted = true;

  get size(): number {
    return this.#size;
  }

  add(row: TariffRow): void {
    if (this.#size === this.#table.places.length) this.#table = resized(this.#table, this.#size * 2);
    const { places, fields } = this.#table;
    const at = this.#size++;
    places[at] = placeOf(row.network, row.country);
    const field = at * STRIDE;
    fields[field + FROM] = row.fromMs;
    fields[field + TO] = row.toMs ?? Number.POSITIVE_INFINITY;
    fields[field + ID] = row.id;
    fields[field + BILLING] = row.billing === "delivered" ? DELIVERED : SUBMITTED;
    fields[field + MICROS_HIGH] = Number(row.micros >> LOW_BITS);
    fields[field + MICROS_LOW] = Number(row.micros & LOW_MASK);
    if (at > 0 && this.#isSorted) this.#isSorted = compareRows(this.#table, at - 1, at) <= 0;
  }

  build(): Tariff {
    const table = resized(this.#table, this.#size);
    const { places, fields } = this.#isSorted ? table : sorted(table);
    return new CompiledTariff({ places: sharedPlaces(places), fields });
  }
}

const SUBMITTED = 0;
const DELIVERED = 1;

/** The fields of a row, side by side; an amount is two numbers, for one would not hold it exactly. */
const FROM = 0;
const TO = 1;
const ID = 2;
const BILLING = 3;
const MICROS_HIGH = 4;
const MICROS_LOW = 5;
const STRIDE = 6;
const LOW_BITS = 32n;
const LOW_MASK = 2n ** LOW_BITS - 1n;

/** Row n has the nth place, and STRIDE fields from n × STRIDE on. */
interface Table {
  readonly places: Uint32Array;
  readonly fields: Float64Array;
}

class CompiledTariff implements Tariff {
  readonly size: number;
  readonly #places: Uint32Array;
  readonly #fields: Float64Array;

  constructor({ places, fields }: Table) {
    this.#places = places;
    this.#fields = fields;
    this.size = places.length;
  }

  find({ country, network }: Destination, nowMs: number): TariffEntry | undefined {
    if (this.size === 0) return undefined;
    return (
      (network === null ? undefined : this.#validAt(placeOf(network, country), nowMs)) ??
      this.#validAt(placeOf(null, country), nowMs)
    );
  }

  #validAt(place: number, nowMs: number): TariffEntry | undefined {
    const places = this.#places;
    const fields = this.#fields;
    for (let at = firstOf(places, place); places[at] === place; at++) {
      const field = at * STRIDE;
      if ((fields[field + FROM] as number) > nowMs || nowMs >= (fields[field + TO] as number)) continue;
      return {
        id: fields[field + ID] as number,
        micros: microsOf(fields[field + MICROS_HIGH] as number, fields[field + MICROS_LOW] as number),
        billing: fields[field + BILLING] === DELIVERED ? "delivered" : "submitted",
      };
    }
    return undefined;
  }
}

/** The halves of an amount put side by side and read as one, which is three times as quick as to convert and add them. */
const halves = new Int32Array(2);
const whole = new BigInt64Array(halves.buffer);
/** Of a machine that begins with the lower octets, as nearly all do. */
const [LOW, HIGH] = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? [0, 1] : [1, 0];

function microsOf(high: number, low: number): bigint {
  halves[LOW] = low;
  halves[HIGH] = high;
  return whole[0] as bigint;
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
function compareRows({ places, fields }: Table, a: number, b: number): number {
  return (
    (places[a] as number) - (places[b] as number) ||
    (fields[b * STRIDE + FROM] as number) - (fields[a * STRIDE + FROM] as number) ||
    (fields[b * STRIDE + ID] as number) - (fields[a * STRIDE + ID] as number)
  );
}

function newTable(size: number): Table {
  return { places: new Uint32Array(size), fields: new Float64Array(size * STRIDE) };
}

function resized({ places, fields }: Table, size: number): Table {
  const made = newTable(size);
  made.places.set(places.subarray(0, size));
  made.fields.set(fields.subarray(0, size * STRIDE));
  return made;
}

function sorted(table: Table): Table {
  const order = Uint32Array.from(table.places, (_, at) => at).sort((a, b) => compareRows(table, a, b));
  const made = newTable(order.length);
  order.forEach((from, to) => {
    made.places[to] = table.places[from] as number;
    made.fields.set(table.fields.subarray(from * STRIDE, (from + 1) * STRIDE), to * STRIDE);
  });
  return made;
}

export const emptyTariff: Tariff = buildTariff([]);
