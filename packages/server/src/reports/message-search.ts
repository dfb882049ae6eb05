/**
 * Finding messages, newest first. Client, recipient, id and date use an index. Any other filter looks through the
 * newest messages in slices until the page is full or the effort is used up; then the answer says how far it looked,
 * and its cursor goes on from there. So no search, however rare what it looks for, holds the database up.
 */
import type { AdminParsed, MessageRow } from "@switchyard/contract";
import {
  blockReasonOf,
  blockReasons,
  channels,
  formatMicros,
  messageStatuses,
  messageStatusOf,
  nameOf,
} from "@switchyard/engine";
import type { Queryable } from "../history/history.ts";
import { idAtTime } from "../ids.ts";
import { readIdCursor } from "../paging.ts";
import { type LogPage, logPage } from "./log-page.ts";

type SearchQuery = AdminParsed<"searchMessages">["query"];

export const searchLimits = {
  /** Messages looked through at a time. */
  slice: 20_000,
  /** Slices a request may take. */
  slicesMax: 5,
  /** Messages one supplier id may belong to: suppliers start over, and some repeat ids. */
  sameSupplierIdMax: 1000,
} as const;

/** `slice` may be made smaller in tests. */
export async function searchMessages(
  db: Queryable,
  query: SearchQuery,
  slice: number = searchLimits.slice,
): Promise<LogPage<MessageRow>> {
  const filters = await filtersOf(db, query);
  let below = readIdCursor(query.cursor) ?? Number.MAX_SAFE_INTEGER;
  const found: number[] = [];
  const wanted = query.limit + 1;
  let isExhausted = false;
  for (let round = 0; round < searchLimits.slicesMax && found.length < wanted && !isExhausted; round++) {
    const size = filters.residual.length === 0 ? wanted : slice;
    const scanned = await scanSlice(db, filters, { below, size, wanted: wanted - found.length });
    found.push(...scanned.ids);
    below = scanned.lowest ?? below;
    isExhausted = scanned.count < size;
  }
  const shown = found.slice(0, query.limit);
  const items = await selectRows(db, shown);
  if (found.length >= wanted) below = shown.at(-1) ?? below;
  else if (isExhausted) return logPage(items, undefined);
  return logPage(items, below);
}

interface Filters {
  /** Conditions an index answers. */
  readonly indexed: readonly string[];
  /** Conditions checked row by row. */
  readonly residual: readonly string[];
  readonly values: readonly unknown[];
}

async function filtersOf(db: Queryable, query: SearchQuery): Promise<Filters> {
  const values: unknown[] = [];
  const mark = (value: unknown) => `$${values.push(value)}`;
  const indexed: string[] = [];
  const residual: string[] = [];
  if (query.id !== undefined) indexed.push(`id = ${mark(query.id)}::bigint`);
  if (query.supplierMessageId !== undefined) {
    indexed.push(`id = any(${mark(await idsOfSupplierId(db, query.supplierMessageId))}::bigint[])`);
  }
  if (query.from !== undefined) indexed.push(`id >= ${mark(idAtTime(Date.parse(query.from)))}::bigint`);
  if (query.to !== undefined) indexed.push(`id < ${mark(idAtTime(Date.parse(query.to)))}::bigint`);
  if (query.clientId !== undefined) indexed.push(`client_id = ${mark(query.clientId)}::int`);
  if (query.recipient !== undefined) indexed.push(`recipient = ${mark(digitsOf(query.recipient))}`);
  if (query.sender !== undefined) residual.push(`sender = ${mark(query.sender)}`);
  if (query.status) {
    residual.push(`status = any(${mark(query.status.map((name) => messageStatuses[name].code))}::smallint[])`);
  }
  if (query.reason) {
    residual.push(`reason = any(${mark(query.reason.map((name) => blockReasons[name].number))}::smallint[])`);
  }
  if (query.connectionId !== undefined) residual.push(`connection_id = ${mark(query.connectionId)}::int`);
  if (query.country !== undefined) residual.push(`country = ${mark(query.country)}`);
  return { indexed, residual, values };
}

/** A number as it is stored: E.164 digits. What is no number is looked for as it is: blocked ones are kept as written. */
function digitsOf(recipient: string): string {
  const digits = recipient.replaceAll(/[\s().-]/g, "").replace(/^(\+|00)/, "");
  return /^\d+$/.test(digits) ? digits : recipient;
}

async function idsOfSupplierId(db: Queryable, supplierMessageId: string): Promise<number[]> {
  const { rows } = await db.query<{ id: bigint }>(
    "select distinct message_id as id from attempts where supplier_message_id = $1 order by 1 desc limit $2",
    [supplierMessageId, searchLimits.sameSupplierIdMax],
  );
  return rows.map((row) => Number(row.id));
}

/** One slice below an id: which of it match, how many there were, and the lowest id reached. */
async function scanSlice(
  db: Queryable,
  { indexed, residual, values }: Filters,
  { below, size, wanted }: { below: number; size: number; wanted: number },
): Promise<{ ids: number[]; count: number; lowest: number | undefined }> {
  const own = [...values, below, size, wanted];
  const [belowMark, sizeMark, wantedMark] = [1, 2, 3].map((i) => `$${values.length + i}`);
  const matching = residual.length > 0 ? `filter (where ${residual.join(" and ")})` : "";
  const { rows } = await db.query<{ count: bigint; lowest: bigint | null; ids: bigint[] | null }>(
    `select count(*) as count, min(id) as lowest,
            (array_agg(id order by id desc) ${matching})[1:${wantedMark}::int] as ids
     from (select id, sender, status, reason, connection_id, country from messages
           where ${[...indexed, `id < ${belowMark}::bigint`].join(" and ")} order by id desc limit ${sizeMark}) m`,
    own,
  );
  const [row] = rows;
  return {
    ids: (row?.ids ?? []).map(Number),
    count: Number(row?.count ?? 0),
    lowest: row?.lowest == null ? undefined : Number(row.lowest),
  };
}

interface Row {
  readonly id: bigint;
  readonly client_id: number;
  readonly login: string | null;
  readonly channel: number;
  readonly status: number;
  readonly reason: number | null;
  readonly sender: string;
  readonly recipient: string;
  readonly country: string | null;
  readonly network: string | null;
  readonly parts: number;
  readonly received_at: Date;
  readonly sent_at: Date | null;
  readonly done_at: Date | null;
  readonly error_code: string | null;
  readonly currency: string | null;
  readonly charged_micros: bigint;
  readonly connection_id: number | null;
  readonly connection_name: string | null;
  readonly is_rejected: boolean;
}

/**
 * Columns of a row in a list, from `messages m`, `clients c`, `connections k`. One that waited for a person (step "a" of
 * its trace) and is blocked was rejected by one.
 */
export const messageRowSql = `m.id, m.client_id, c.login, m.channel, m.status, m.reason, m.sender, m.recipient, m.country,
  m.network, m.parts, m.received_at, m.sent_at, m.done_at, m.error_code, m.currency, m.charged_micros, m.connection_id,
  k.name as connection_name,
  (m.reason is not null and position(';a;' in m.trace || ';') > 0) is true as is_rejected`;

export type MessageDbRow = Row;

async function selectRows(db: Queryable, ids: readonly number[]): Promise<MessageRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<Row>(
    `select ${messageRowSql}
     from messages m left join clients c on c.id = m.client_id left join connections k on k.id = m.connection_id
     where m.id = any($1::bigint[]) order by m.id desc`,
    [ids],
  );
  return rows.map(messageRowOf);
}

export function messageRowOf(row: Row): MessageRow {
  return {
    id: Number(row.id),
    clientId: row.client_id,
    clientLogin: row.login ?? `#${row.client_id}`,
    channel: nameOf(channels, row.channel),
    status: messageStatusOf(row.status),
    reason: row.reason === null ? null : blockReasonOf(row.reason),
    rejectedByPerson: row.is_rejected,
    sender: row.sender,
    recipient: row.recipient,
    country: row.country,
    network: row.network,
    parts: row.parts,
    receivedAt: row.received_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    doneAt: row.done_at?.toISOString() ?? null,
    errorCode: row.error_code,
    currency: row.currency,
    charged: formatMicros(row.charged_micros),
    connectionId: row.connection_id,
    connectionName: row.connection_name,
  };
}
