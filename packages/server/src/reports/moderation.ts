/**
 * Messages that wait for a person, the oldest first. What waits for people stands in the queue in the order of ids
 * (queue_people); other filters look through it in slices until the page is full or the effort is used up, and the cursor
 * goes on from there.
 */
import type { AdminParsed, ModeratedMessage, TextFilter } from "@switchyard/contract";
import { type Caught, caughtBy, channels, messageStatuses, nameOf } from "@switchyard/engine";
import { compileFilter, readTextFilter } from "../firewall/text-filters.ts";
import type { Queryable } from "../history/history.ts";
import { type Page, readIdCursor, writeCursor } from "../paging.ts";

export const moderationLimits = {
  /** Waiting messages looked through at a time. */
  slice: 5_000,
  /** Slices a request may take. */
  slicesMax: 5,
  /** As slice, where each text is held against a filter, which takes the event loop. */
  comparedSlice: 1_000,
} as const;

type Query = AdminParsed<"listModeration">["query"];
export type ModerationFilters = Omit<Query, "cursor" | "limit">;

/** Up to an id, where one decides on what was seen. */
interface Sought {
  readonly filters: ModerationFilters;
  readonly after: number;
  readonly upTo?: number | undefined;
  readonly wanted: number;
}

export interface Found {
  readonly ids: readonly number[];
  /** From where to go on; undefined when nothing is left. */
  readonly next: number | undefined;
}

export async function listModeration(
  db: Queryable,
  { cursor, limit, ...filters }: Query,
): Promise<Page<ModeratedMessage>> {
  const { ids, next } = await findModerated(db, { filters, after: readIdCursor(cursor) ?? 0, wanted: limit });
  return { items: await selectMessages(db, ids), nextCursor: next === undefined ? null : writeCursor([next]) };
}

/** Ids of waiting messages that match, oldest first. */
export async function findModerated(
  db: Queryable,
  { filters, after, upTo = Number.MAX_SAFE_INTEGER, wanted }: Sought,
): Promise<Found> {
  const met = filters.meetsFilterId === undefined ? undefined : await readTextFilter(db, filters.meetsFilterId);
  const compared = met && { met, meets: compileFilter(met) };
  const slice = compared ? moderationLimits.comparedSlice : moderationLimits.slice;
  const ids: number[] = [];
  let below = after;
  for (let round = 0; round < moderationLimits.slicesMax; round++) {
    const stretch = { after: below, upTo, slice, wanted: wanted + 1 - ids.length };
    const scanned = await scanSlice(db, filters, compared, stretch);
    ids.push(...scanned.ids);
    if (ids.length > wanted) return { ids: ids.slice(0, wanted), next: ids[wanted - 1] };
    if (scanned.last === undefined || scanned.count < slice) return { ids, next: undefined };
    below = scanned.last;
  }
  return { ids, next: below };
}

/** A text filter that texts are held against. */
interface Compared {
  readonly met: TextFilter;
  readonly meets: ReturnType<typeof compileFilter>;
}

interface Stretch {
  readonly after: number;
  readonly upTo: number;
  /** How many waiting messages are looked through. */
  readonly slice: number;
  readonly wanted: number;
}

/** One slice of what waits for people: which of it match, how many there were, and the last id. */
async function scanSlice(
  db: Queryable,
  filters: ModerationFilters,
  compared: Compared | undefined,
  { after, upTo, slice, wanted }: Stretch,
): Promise<{ ids: number[]; count: number; last: number | undefined }> {
  const values: unknown[] = [after, upTo, slice, compared ? null : wanted];
  const where = [...conditions(filters, values), ...(compared ? scopeConditions(compared.met, values) : [])];
  const { rows } = await db.query<{ count: bigint; last: bigint | null; ids: bigint[]; texts: string[] }>(
    `with waiting as materialized (
       select message_id, client_id from queue
       where due_at = 'infinity' and message_id > $1::bigint and message_id <= $2::bigint order by message_id limit $3),
     found as (
       select m.id, ${compared ? "m.text" : "''"} as text from waiting w join messages m on m.id = w.message_id
       where ${where.join(" and ")} order by w.message_id limit $4)
     select (select count(*) from waiting) as count, (select max(message_id) from waiting) as last,
            array(select id from found order by id) as ids, array(select text from found order by id) as texts`,
    values,
  );
  const [row] = rows;
  const ids = (row?.ids ?? []).map(Number);
  const texts = row?.texts ?? [];
  return {
    ids: compared ? ids.filter((_, at) => compared.meets.test(texts[at] ?? "")).slice(0, wanted) : ids,
    count: Number(row?.count ?? 0),
    last: row?.last == null ? undefined : Number(row.last),
  };
}

/** What a filter is asked about: nothing while it is off, and texts alone. */
function scopeConditions({ enabled, clientId, country }: TextFilter, values: unknown[]): readonly string[] {
  const mark = (value: unknown) => `$${values.push(value)}`;
  const where = [enabled ? "m.text is not null" : "false"];
  if (clientId !== null) where.push(`w.client_id = ${mark(clientId)}::int`);
  if (country !== null) where.push(`m.country = ${mark(country)}`);
  return where;
}

/** What stands in the trace of the decision: step "t" with the id of a filter, step "q" with that of a limit. */
const byFilter = "m.trace ~ '(^|;)t[0-9]'";
const byLimit = "m.trace ~ '(^|;)q[0-9]'";
const caughtSql: Readonly<Record<Caught["kind"], string>> = {
  text_filter: byFilter,
  spam_limit: `${byLimit} and (${byFilter}) is not true`,
  client: `(${byFilter} or ${byLimit}) is not true`,
};

function conditions(
  { clientId, sender, country, text, caughtBy: cause, filterId }: ModerationFilters,
  values: unknown[],
): readonly string[] {
  const mark = (value: unknown) => `$${values.push(value)}`;
  const where = [`m.status = ${messageStatuses.moderation.code}`];
  if (clientId !== undefined) where.push(`w.client_id = ${mark(clientId)}::int`);
  if (sender !== undefined) where.push(`lower(m.sender) = lower(${mark(sender)})`);
  if (country !== undefined) where.push(`m.country = ${mark(country)}`);
  if (text !== undefined) where.push(`position(lower(${mark(text)}) in lower(m.text)) > 0`);
  if (cause !== undefined) where.push(caughtSql[cause]);
  if (filterId !== undefined) where.push(`position(${mark(`;t${filterId};`)} in ';' || m.trace || ';') > 0`);
  return where;
}

interface Row {
  readonly id: bigint;
  readonly client_id: number;
  readonly login: string | null;
  readonly channel: number;
  readonly sender: string;
  readonly recipient: string;
  readonly country: string | null;
  readonly parts: number;
  readonly text: string | null;
  readonly sent_sender: string | null;
  readonly sent_text: string | null;
  readonly trace: string | null;
  readonly received_at: Date;
  readonly valid_until: Date;
}

async function selectMessages(db: Queryable, ids: readonly number[]): Promise<ModeratedMessage[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<Row>(
    `select m.id, m.client_id, c.login, m.channel, m.sender, m.recipient, m.country, m.parts, m.text, m.sent_sender,
            m.sent_text, m.trace, m.received_at, m.valid_until
     from messages m left join clients c on c.id = m.client_id where m.id = any($1::bigint[]) order by m.id`,
    [ids],
  );
  const caught = rows.map((row) => caughtBy(row.trace ?? ""));
  const names = await selectNames(db, caught);
  return rows.map((row, index) => {
    const { kind, id } = caught[index] as Caught;
    return {
      id: Number(row.id),
      clientId: row.client_id,
      clientLogin: row.login ?? `#${row.client_id}`,
      channel: nameOf(channels, row.channel),
      sender: row.sender,
      recipient: row.recipient,
      country: row.country,
      parts: row.parts,
      text: row.text,
      sentSender: row.sent_sender,
      sentText: row.sent_text,
      caughtBy: { kind, id, name: id === null ? null : (names.get(`${kind} ${id}`) ?? null) },
      waitingSince: row.received_at.toISOString(),
      validUntil: row.valid_until.toISOString(),
    };
  });
}

async function selectNames(db: Queryable, caught: readonly Caught[]): Promise<Map<string, string>> {
  const idsOf = (kind: Caught["kind"]) =>
    caught.flatMap((one) => (one.kind === kind && one.id !== null ? [one.id] : []));
  const { rows } = await db.query<{ key: string; name: string }>(
    `select 'text_filter ' || id as key, name from text_filters where id = any($1::int[])
     union all select 'spam_limit ' || id, name from spam_limits where id = any($2::int[])`,
    [idsOf("text_filter"), idsOf("spam_limit")],
  );
  return new Map(rows.map(({ key, name }) => [key, name]));
}
