import { billingModes, type MessageType, timesParts } from "@switchyard/engine";
import { numbers, texts } from "../database/arrays.ts";
import type { Step } from "../database/statement.ts";
import { localDay } from "./local-day.ts";
import type { Message } from "./message.ts";

/** What is charged, as invoices tell it apart. */
type Charged = Pick<Message, "clientId" | "country" | "network" | "billing" | "priceMicros">;

interface ChargeDay {
  readonly clientId: number;
  readonly day: string;
  readonly type: MessageType;
  readonly country: string;
  readonly network: string;
  readonly billing: number;
  readonly priceMicros: bigint;
  messages: number;
  parts: number;
  chargedMicros: bigint;
}

/**
 * What one batch charges, by the client's own day, destination and price. The day is that on which the ledger is told, so
 * that invoices and statements, which are sums of these, come to what the ledger says.
 */
export class ChargeDays {
  /** Which writer this is; two lanes never touch the same row of charge_days. */
  readonly lane: number;
  readonly #atMs: number;
  readonly #days = new Map<string, ChargeDay>();
  #lastCharged: Charged | undefined;
  #last: ChargeDay | undefined;

  constructor(lane: number, atMs: number) {
    this.lane = lane;
    this.#atMs = atMs;
  }

  /**
   * A message is charged for so many of its parts, a look-up as one; what costs nothing is counted all the same.
   */
  charge(type: MessageType, charged: Charged, timeZone: string, parts: number): void {
    const day = this.#of(type, charged, timeZone);
    day.messages++;
    day.parts += parts;
    day.chargedMicros += timesParts(day.priceMicros, parts);
  }

  get rows(): readonly ChargeDay[] {
    return [...this.#days.values()];
  }

  /** Neighbours in a batch are mostly alike, and then found without a key. */
  #of(type: MessageType, charged: Charged, timeZone: string): ChargeDay {
    const last = this.#lastCharged;
    this.#lastCharged = charged;
    if (
      this.#last?.type === type &&
      last !== undefined &&
      last.clientId === charged.clientId &&
      last.network === charged.network &&
      last.country === charged.country &&
      last.priceMicros === charged.priceMicros &&
      last.billing === charged.billing
    ) {
      return this.#last;
    }
    const { clientId, country, network, billing, priceMicros } = charged;
    const key = `${type} ${clientId} ${country} ${network} ${billing} ${priceMicros}`;
    let day = this.#days.get(key);
    if (!day) {
      day = {
        clientId,
        day: localDay(timeZone, this.#atMs),
        type,
        country: country ?? "",
        network: network ?? "",
        billing: billingModes[billing ?? "submitted"],
        priceMicros: priceMicros ?? 0n,
        messages: 0,
        parts: 0,
        chargedMicros: 0n,
      };
      this.#days.set(key, day);
    }
    this.#last = day;
    return day;
  }
}

export const chargeDaysStep: Step<ChargeDays> = {
  name: "charged_days",
  sql: `insert into charge_days as d (client_id, day, lane, type, country, network, billing, price_micros, messages, parts,
                                      charged_micros)
     select u.client_id, u.day::date, $1::smallint, u.type, u.country, u.network, u.billing, u.price, u.messages, u.parts,
            u.charged
     from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::bigint[], $9::bigint[],
                 $10::bigint[], $11::bigint[])
       u(client_id, day, type, country, network, billing, price, messages, parts, charged)
     on conflict (client_id, day, lane, type, country, network, billing, price_micros) do update
       set messages = d.messages + excluded.messages, parts = d.parts + excluded.parts,
           charged_micros = d.charged_micros + excluded.charged_micros`,
  values: ({ lane, rows }) => [
    lane,
    numbers(rows, (row) => row.clientId),
    texts(rows, (row) => row.day),
    texts(rows, (row) => row.type),
    texts(rows, (row) => row.country),
    texts(rows, (row) => row.network),
    numbers(rows, (row) => row.billing),
    numbers(rows, (row) => row.priceMicros),
    numbers(rows, (row) => row.messages),
    numbers(rows, (row) => row.parts),
    numbers(rows, (row) => row.chargedMicros),
  ],
};
