/**
 * The log of look-ups made, newest first. Client and date use an index; any other filter looks through a bounded number of
 * the newest, and the cursor goes on from there.
 */
import type { AdminParsed, MadeLookup } from "@switchyard/contract";
import { billingModes, formatMicros, nameOf } from "@switchyard/engine";
import { type CsvColumns, csvOfPages } from "../csv-pages.ts";
import type { Queryable } from "../history/history.ts";
import { idAtTime } from "../ids.ts";
import { readIdCursor } from "../paging.ts";
import { type LogPage, logPage } from "./log-page.ts";

type Filters = AdminParsed<"exportLookupLog">["query"];

/** Look-ups that one page looks through. */
const SLICE = 100_000;

/** `slice` may be made smaller in tests. */
export async function listLookupLog(
  db: Queryable,
  { cursor, limit, ...filters }: AdminParsed<"listLookupLog">["query"],
  slice = SLICE,
): Promise<LogPage<MadeLookup>> {
  const below = readIdCursor(cursor) ?? Number.MAX_SAFE_INTEGER;
  const { rows } = await db.query<{ ids: bigint[]; lowest: bigint | null; looked: number }>(
    `with slice as materialized (
       select id, number, country, outcome, connection_id from lookups
       where id < $1 and ($2::int is null or client_id = $2) and id >= $3 and id < $4 order by id desc limit $5
     )
     select (select min(id) from slice) as lowest, (select count(*)::int from slice) as looked,
            array(select id from slice
                  where ($6::bigint is null or number = $6) and ($7::text is null or country = $7)
                    and ($8::text is null or outcome = $8) and ($9::int is null or connection_id = $9)
                  order by id desc limit $10) as ids`,
    [
      below,
      filters.clientId ?? null,
      filters.from === undefined ? 0 : idAtTime(Date.parse(filters.from)),
      filters.to === undefined ? Number.MAX_SAFE_INTEGER : idAtTime(Date.parse(filters.to)),
      slice,
      filters.number ?? null,
      filters.country ?? null,
      filters.outcome ?? null,
      filters.connectionId ?? null,
      limit + 1,
    ],
  );
  const { ids = [], lowest = null, looked = 0 } = rows[0] ?? {};
  const items = await selectRows(db, ids.slice(0, limit));
  if (ids.length <= limit && looked < slice) return logPage(items, undefined);
  const last = ids.length > limit ? items.at(-1)?.id : Number(lowest);
  return logPage(items, last ?? below);
}

interface Row {
  readonly id: bigint;
  readonly at: Date;
  readonly number: string;
  readonly country: string;
  readonly outcome: MadeLookup["outcome"];
  readonly network: string | null;
  readonly networkName: string | null;
  readonly detail: string;
  readonly clientId: number | null;
  readonly clientLogin: string | null;
  readonly connectionId: number;
  readonly connectionName: string | null;
  readonly billing: number | null;
  readonly price: bigint | null;
  readonly charged: bigint;
  readonly currency: string | null;
  readonly cost: bigint;
  readonly costCurrency: string | null;
}

async function selectRows(db: Queryable, ids: readonly bigint[]): Promise<MadeLookup[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<Row>(
    `select l.id, l.at, l.number::text as number, l.country, l.outcome, l.network, n.name as "networkName", l.detail,
            l.client_id as "clientId", c.login as "clientLogin", l.connection_id as "connectionId",
            k.name as "connectionName", l.billing, l.price_micros as price, l.charged_micros as charged, l.currency,
            l.booked_cost_micros as cost, s.currency as "costCurrency"
     from lookups l
       left join networks n on n.id = l.network
       left join clients c on c.id = l.client_id
       left join connections k on k.id = l.connection_id
       left join former_connections f on f.id = l.connection_id
       left join suppliers s on s.id = coalesce(k.supplier_id, f.supplier_id)
     where l.id = any($1::bigint[]) order by l.id desc`,
    [ids],
  );
  return rows.map(({ id, at, billing, price, charged, cost, ...row }) => ({
    ...row,
    id: Number(id),
    at: at.toISOString(),
    billing: billing === null ? null : nameOf(billingModes, billing),
    price: price === null ? null : formatMicros(price),
    charged: formatMicros(charged),
    cost: formatMicros(cost),
  }));
}

/** Every page as CSV. */
export const exportLookupLog = (db: Queryable, filters: Filters): AsyncGenerator<string> =>
  csvOfPages(exportColumns, (page) => listLookupLog(db, { ...filters, ...page }));

const exportColumns: CsvColumns<MadeLookup> = {
  at: ({ at }) => at,
  number: ({ number }) => number,
  country: ({ country }) => country,
  outcome: ({ outcome }) => outcome,
  network: ({ network }) => network,
  network_name: ({ networkName }) => networkName,
  detail: ({ detail }) => detail,
  client: ({ clientId, clientLogin }) => clientLogin ?? clientId,
  connection: ({ connectionId, connectionName }) => connectionName ?? connectionId,
  billing: ({ billing }) => billing,
  price: ({ price }) => price,
  charged: ({ charged }) => charged,
  currency: ({ currency }) => currency,
  cost: ({ cost }) => cost,
  cost_currency: ({ costCurrency }) => costCurrency,
};
