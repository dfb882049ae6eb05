import { billingModes } from "@switchyard/engine";
import { moments, numbers, texts } from "../../database/arrays.ts";
import type { Step } from "../../database/statement.ts";
import type { Lookup } from "../lookup.ts";

export const lookupsStep: Step<readonly Lookup[]> = {
  name: "looked_up",
  sql: `insert into lookups (id, at, number, country, outcome, network, detail, client_id, connection_id, billing, currency,
                             price_micros, charged_micros, booked_cost_micros)
     select u.id, to_timestamp(u.at), u.number, u.country, u.outcome, u.network, u.detail, u.client_id, u.connection_id,
            u.billing, u.currency, u.price, u.charged, u.booked_cost
     from unnest($1::bigint[], $2::float8[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[],
                 $9::int[], $10::smallint[], $11::text[], $12::bigint[], $13::bigint[], $14::bigint[])
       u(id, at, number, country, outcome, network, detail, client_id, connection_id, billing, currency, price, charged,
         booked_cost)`,
  values: (lookups) => [
    numbers(lookups, (lookup) => lookup.id),
    moments(lookups, (lookup) => lookup.atMs),
    numbers(lookups, (lookup) => Number(lookup.digits)),
    texts(lookups, (lookup) => lookup.destination.country),
    texts(lookups, (lookup) => lookup.outcome),
    texts(lookups, (lookup) => lookup.network),
    texts(lookups, (lookup) => lookup.detail.replaceAll("\0", "")),
    numbers(lookups, (lookup) => lookup.clientId),
    numbers(lookups, (lookup) => lookup.connectionId),
    numbers(lookups, (lookup) => (lookup.billing === null ? null : billingModes[lookup.billing])),
    texts(lookups, (lookup) => lookup.currency),
    numbers(lookups, (lookup) => lookup.priceMicros),
    numbers(lookups, (lookup) => lookup.chargedMicros),
    numbers(lookups, (lookup) => lookup.bookedCostMicros),
  ],
};
