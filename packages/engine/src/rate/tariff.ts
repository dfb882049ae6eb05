import type { Destination } from "../snapshot/destinations.ts";
import type { BillingMode } from "../vocabulary/codes.ts";
import { type PlaceList, placeListOf } from "./place-list.ts";

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
 * Compiles rows into two arrays of numbers: a million prices take some 35 MB, up to twice that where no two tariffs name the
 * same places; objects would take ten times as much. Looking one up touches few places in memory. A network's row beats its
 * country's; of several rows valid at the moment the one that began last counts, so a new price needs no edit of the old one.
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
    const { places, fields, amounts } = this.#table;
    const at = this.#size++;
    places[at] = placeOf(row.network, row.country);
    const field = at * STRIDE;
    fields[field + FROM] = row.fromMs;
    fields[field + TO] = row.toMs ?? Number.POSITIVE_INFINITY;
    fields[field + ID_AND_BILLING] = row.id * 2 + (row.billing === "delivered" ? DELIVERED : SUBMITTED);
    amounts[field + MICROS] = row.micros;
    if (at > 0 && this.#isSorted) this.#isSorted = compareRows(this.#table, at - 1, at) <= 0;
  }

  build(): Tariff {
    const table = resized(this.#table, this.#size);
    return new CompiledTariff(this.#isSorted ? table : sorted(table));
  }
}

const SUBMITTED = 0;
const DELIVERED = 1;

/** The fields of a row, side by side: mostly one line of the processor's cache. */
const FROM = 0;
const TO = 1;
/** Twice the id, and one more for DELIVERED. */
const ID_AND_BILLING = 2;
const MICROS = 3;
const STRIDE = 4;

/** Row n has the nth place, and STRIDE fields from n × STRIDE on, numbers but for the amount. */
interface Table {
  readonly places: Uint32Array;
  readonly fields: Float64Array;
  /** The same memory read as integers of 64 bits. */
  readonly amounts: BigInt64Array;
}

class CompiledTariff implements Tariff {
  readonly size: number;
  readonly #list: PlaceList;
  readonly #fields: Float64Array;
  readonly #amounts: BigInt64Array;

  constructor({ places, fields, amounts }: Table) {
    this.#list = placeListOf(places);
    this.#fields = fields;
    this.#amounts = amounts;
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
    const first = this.#list.firstOf(place);
    if (first < 0) return undefined;
    const { places } = this.#list;
    const fields = this.#fields;
    for (let at = first; places[at] === place; at++) {
      const field = at * STRIDE;
      if ((fields[field + FROM] as number) > nowMs || nowMs >= (fields[field + TO] as number)) continue;
      const idAndBilling = fields[field + ID_AND_BILLING] as number;
      const id = Math.floor(idAndBilling / 2);
      return {
        id,
        micros: this.#amounts[field + MICROS] as bigint,
        billing: idAndBilling - 2 * id === DELIVERED ? "delivered" : "submitted",
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

/** By place; there the row that began last comes first, and of those that began at once the one entered last. */
function compareRows({ places, fields }: Table, a: number, b: number): number {
  return (
    (places[a] as number) - (places[b] as number) ||
    (fields[b * STRIDE + FROM] as number) - (fields[a * STRIDE + FROM] as number) ||
    (fields[b * STRIDE + ID_AND_BILLING] as number) - (fields[a * STRIDE + ID_AND_BILLING] as number)
  );
}

function newTable(size: number): Table {
  const fields = new Float64Array(size * STRIDE);
  return { places: new Uint32Array(size), fields, amounts: new BigInt64Array(fields.buffer) };
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
