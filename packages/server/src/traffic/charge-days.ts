import { billingModes, timesParts } from "@switchyard/engine";
import { numbers, texts } from "../database/arrays.ts";
import type { Step } from "../database/statement.ts";
import { localDay } from "./local-day.ts";
import type { Message } from "./message.ts";

interface ChargeDay {
  readonly clientId: number;
  readonly day: string;
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
  #lastMessage: Message | undefined;
  #last: ChargeDay | undefined;

  constructor(lane: number, atMs: number) {
    this.lane = lane;
    this.#atMs = atMs;
  }

  /** A message is charged for so many of its parts; what costs nothing is counted all the same. */
  charge(message: Message, timeZone: string, parts: number): void {
    const day = this.#of(message, timeZone);
    day.messages++;
    day.parts += parts;
    day.chargedMicros += timesParts(day.priceMicros, parts);
  }

  get rows(): readonly ChargeDay[] {
    return [...this.#days.values()];
  }

  /** Neighbours in a batch are mostly alike, and then found without a key. */
  #of(message: Message, timeZone: string): ChargeDay {
    const last = this.#lastMessage;
    this.#lastMessage = message;
    if (
      this.#last !== undefined &&
      last !== undefined &&
      last.clientId === message.clientId &&
      last.network === message.network &&
      last.country === message.country &&
      last.priceMicros === message.priceMicros &&
      last.billing === message.billing
    ) {
      return this.#last;
    }
    const { clientId, country, network, billing, priceMicros } = message;
    const key = `${clientId} ${country} ${network} ${billing} ${priceMicros}`;
    let day = this.#days.get(key);
    if (!day) {
      day = {
        clientId,
        day: localDay(timeZone, this.#atMs),
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
     select u.client_id, u.day::date, $1::smallint, 'sms', u.country, u.network, u.billing, u.price, u.messages, u.parts,
            u.charged
     from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::bigint[], $8::bigint[], $9::bigint[],
                 $10::bigint[])
       u(client_id, day, country, network, billing, price, messages, parts, charged)
     on conflict (client_id, day, lane, type, country, network, billing, price_micros) do update
       set messages = d.messages + excluded.messages, parts = d.parts + excluded.parts,
           charged_micros = d.charged_micros + excluded.charged_micros`,
  values: ({ lane, rows }) => [
    lane,
    numbers(rows, (row) => row.clientId),
    texts(rows, (row) => row.day),
    texts(rows, (row) => row.country),
    texts(rows, (row) => row.network),
    numbers(rows, (row) => row.billing),
    numbers(rows, (row) => row.priceMicros),
    numbers(rows, (row) => row.messages),
    numbers(rows, (row) => row.parts),
    numbers(rows, (row) => row.chargedMicros),
  ],
};
