/**
 * The log of incoming messages, newest first. Client, numbers and date use an index; a status looks through a bounded
 * number of the newest, and the cursor goes on from there.
 */
import type { AdminParsed, IncomingRow } from "@switchyard/contract";
import { formatMicros, forwardings, incomingStatuses, incomingStatusOf, nameOf } from "@switchyard/engine";
import { type CsvColumns, csvOfPages } from "../csv-pages.ts";
import type { Queryable } from "../history/history.ts";
import { idAtTime } from "../ids.ts";
import { readIdCursor } from "../paging.ts";
import { type LogPage, logPage } from "./log-page.ts";

type Filters = AdminParsed<"exportIncoming">["query"];

/** Messages that one page looks through. */
const SLICE = 100_000;

/** `slice` may be made smaller in tests. */
export async function listIncoming(
  db: Queryable,
  { cursor, limit, ...filters }: AdminParsed<"listIncoming">["query"],
  slice = SLICE,
): Promise<LogPage<IncomingRow>> {
  const below = readIdCursor(cursor) ?? Number.MAX_SAFE_INTEGER;
  const { rows } = await db.query<{ ids: bigint[]; lowest: bigint | null; looked: number }>(
    `with slice as materialized (
       select id, status from incoming_messages
       where id < $1 and id >= $2 and id < $3 and ($4::int is null or client_id = $4)
         and ($5::boolean is not true or client_id is null)
         and ($6::text is null or recipient = $6) and ($7::text is null or sender = $7)
       order by id desc limit $8
     )
     select (select min(id) from slice) as lowest, (select count(*)::int from slice) as looked,
            array(select id from slice where $9::int[] is null or status = any($9) order by id desc limit $10) as ids`,
    [
      below,
      filters.from === undefined ? 0 : idAtTime(Date.parse(filters.from)),
      filters.to === undefined ? Number.MAX_SAFE_INTEGER : idAtTime(Date.parse(filters.to)),
      filters.clientId ?? null,
      filters.unassigned ?? null,
      digitsOf(filters.number),
      digitsOf(filters.sender),
      slice,
      filters.status?.map((status) => incomingStatuses[status].code) ?? null,
      limit + 1,
    ],
  );
  const { ids = [], lowest = null, looked = 0 } = rows[0] ?? {};
  const items = await selectRows(db, ids.slice(0, limit));
  if (ids.length <= limit && looked < slice) return logPage(items, undefined);
  const last = ids.length > limit ? items.at(-1)?.id : Number(lowest);
  return logPage(items, last ?? below);
}

/** As numbers are stored: without the sign before them. */
const digitsOf = (number: string | undefined): string | null => number?.replace(/^\+/, "") ?? null;

export interface IncomingDbRow {
  readonly id: bigint;
  readonly received_at: Date;
  readonly status: number;
  readonly client_id: number | null;
  readonly client_login: string | null;
  readonly recipient: string;
  readonly keyword: string | null;
  readonly sender: string;
  readonly country: string | null;
  readonly network: string | null;
  readonly text: string | null;
  readonly parts: number;
  readonly forward: number | null;
  readonly charged_micros: bigint;
  readonly currency: string | null;
  readonly connection_id: number;
  readonly connection_name: string | null;
}

/** What a row of the log is made of, from `incoming_messages m` and what it names. */
export const incomingRowSql = `m.id, m.received_at, m.status, m.client_id, c.login as client_login, m.recipient,
  r.keyword, m.sender, m.country, m.network, m.text, m.parts, m.forward, m.charged_micros, m.currency, m.connection_id,
  k.name as connection_name`;
export const incomingJoins = `left join clients c on c.id = m.client_id
  left join reception_numbers r on r.id = m.number_id
  left join connections k on k.id = m.connection_id`;

async function selectRows(db: Queryable, ids: readonly bigint[]): Promise<IncomingRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<IncomingDbRow>(
    `select ${incomingRowSql} from incoming_messages m ${incomingJoins}
     where m.id = any($1::bigint[]) order by m.id desc`,
    [ids],
  );
  return rows.map(incomingRowOf);
}

export function incomingRowOf(row: IncomingDbRow): IncomingRow {
  return {
    id: Number(row.id),
    receivedAt: row.received_at.toISOString(),
    status: incomingStatusOf(row.status),
    clientId: row.client_id,
    clientLogin: row.client_login,
    number: row.recipient,
    keyword: row.keyword,
    sender: row.sender,
    country: row.country,
    network: row.network,
    text: row.text,
    parts: row.parts,
    forward: row.forward === null ? null : nameOf(forwardings, row.forward),
    charged: formatMicros(row.charged_micros),
    currency: row.currency,
    connectionId: row.connection_id,
    connectionName: row.connection_name,
  };
}

/** Every page as CSV. */
export const exportIncoming = (db: Queryable, filters: Filters): AsyncGenerator<string> =>
  csvOfPages(exportColumns, (page) => listIncoming(db, { ...filters, ...page }));

const exportColumns: CsvColumns<IncomingRow> = {
  id: ({ id }) => id,
  received_at: ({ receivedAt }) => receivedAt,
  status: ({ status }) => status,
  client: ({ clientId, clientLogin }) => clientLogin ?? clientId,
  number: ({ number }) => number,
  keyword: ({ keyword }) => keyword,
  sender: ({ sender }) => sender,
  country: ({ country }) => country,
  network: ({ network }) => network,
  text: ({ text }) => text,
  parts: ({ parts }) => parts,
  charged: ({ charged }) => charged,
  currency: ({ currency }) => currency,
  connection: ({ connectionId, connectionName }) => connectionName ?? connectionId,
};
