/**
 * Proposed rows against the rows in force: what is new, what changes from which amount, what stays as it is. Rows are
 * first put into a table of the transaction's own, from wherever they come, then compared in one statement.
 */
import type { Queryable } from "../../history/history.ts";
import { tariffColumns } from "../tariff.ts";
import type { OpenDraft } from "./draft.ts";

/**
 * The table that rows are proposed in. A row with a message is bad; a start of null is the moment of saving; `line` is
 * that of a file. A known row is one that the tariff has, to the letter: it stays as it is, though it began or ended in
 * the past.
 */
export async function makeProposed(tx: Queryable, { nowMs }: OpenDraft): Promise<void> {
  await tx.query(
    `create temporary table proposed (
       position      int generated always as identity,
       line          int,
       country       text,
       network       text,
       net           text generated always as (coalesce(network, '')) stored,
       billing       text,
       amount_micros numeric,
       valid_from    timestamptz,
       starts_at     timestamptz generated always as
                       (coalesce(valid_from, '${new Date(nowMs).toISOString()}'::timestamptz)) stored,
       valid_to      timestamptz,
       is_known      boolean not null default false,
       message       text not null default ''
     ) on commit drop`,
  );
}

/** Fills tariff_draft_rows from `proposed`. With `newOnly`, places that have a row in force are left out. */
export async function classifyProposed(
  tx: Queryable,
  { id, tariff, type }: OpenDraft,
  { newOnly = false }: { newOnly?: boolean } = {},
): Promise<void> {
  await tx.query("create index on proposed (country, net, starts_at desc, position)");
  await tx.query(
    `with ${judged}, compared as (
       select j.*, case when e.position is null then r.id end as row_id,
              (r.id is not null or e.position is not null) as is_held,
              case when e.position is null then r.amount_micros else e.amount_micros end as old_amount_micros,
              case when e.position is null then r.billing else e.billing end as old_billing,
              case when e.position is null then r.valid_to else e.valid_to end as old_valid_to
       from judged j
       left join lateral (${inForce(tariffColumns[tariff.scope])}) r on true
       left join lateral (${earlierProposed}) e on true
       where not j.is_repeated
     ), classified as (
       select c.*, case when message <> '' then 'bad'
                        when is_known then 'unchanged'
                        when not is_held then 'new'
                        when (old_amount_micros, old_billing, old_valid_to) is not distinct from
                             (amount_micros, billing, valid_to) then 'unchanged'
                        else 'changed' end as class
       from compared c
     )
     insert into tariff_draft_rows (draft_id, position, line, class, type, country, network, billing, amount_micros,
                                    valid_from, valid_to, old_row_id, old_amount_micros, message)
     select $1, row_number() over (order by line, position), line, class, $3, country, network, billing,
            case when class <> 'bad' or amount_micros between 0 and ${MICROS_MAX} then amount_micros::bigint end,
            valid_from, valid_to, row_id, old_amount_micros::bigint, message
     from classified where class in ('new', 'bad') or not $4`,
    [id, tariff.ownerId, type, newOnly],
  );
}

const MICROS_MAX = "9223372036854775807";

/**
 * Proposed rows with what is wrong with them. One that says again what an earlier one said is repeated and left out; one
 * that contradicts it is bad.
 */
const judged = `
  placed as (
    select p.*, first_value(line) over same as first_line,
           row_number() over same > 1 as is_later,
           count(*) over (partition by country, net) > 1 as has_others,
           (amount_micros, billing, valid_to) is not distinct from
             (first_value(amount_micros) over same, first_value(billing) over same, first_value(valid_to) over same)
             as is_same
    from proposed p
    window same as (partition by country, net, starts_at, message = '' order by position)
  ), judged as (
    select position, line, country, network, net, billing, amount_micros, valid_from, valid_to, starts_at, is_known,
           has_others, message = '' and is_later and is_same as is_repeated,
           case when message <> '' then message
                when amount_micros > ${MICROS_MAX} then 'is too large a price'
                when is_later and not is_same then
                  'gives ' || coalesce(network, country) || ' other terms than line ' || coalesce(first_line::text, '?')
                    || ' for the same start; keep one of them'
                else '' end as message
    from placed
  )`;

/** The tariff's row in force when the row j starts; the index of the owner has it at hand. */
const inForce = (owner: string) => `
  select t.id, t.amount_micros, t.billing, t.valid_to, t.valid_from as starts_at
  from tariff_rows t
  where j.message = '' and t.${owner} = $2 and t.country = j.country::bpchar and coalesce(t.network, '') = j.net
    and t.type = $3 and t.valid_from <= j.starts_at and (t.valid_to is null or t.valid_to > j.starts_at)
  order by t.valid_from desc, t.id desc limit 1`;

/** The proposed row that will be in force by then instead, where one file gives a place several starts; few places have. */
const earlierProposed = `
  select q.position, q.amount_micros, q.billing, q.valid_to
  from proposed q
  where j.has_others and j.message = '' and q.country = j.country and q.net = j.net and q.message = '' and not q.is_known
    and q.starts_at < j.starts_at and (q.valid_to is null or q.valid_to > j.starts_at)
    and (r.starts_at is null or q.starts_at >= r.starts_at)
  order by q.starts_at desc, q.position limit 1`;

/** Rows in force at a moment that a draft ends there; null is the moment of saving. */
export interface Ending {
  readonly at: Date | null;
  /** Only these countries. */
  readonly countries?: readonly string[] | undefined;
  /** Only these rows. */
  readonly rowIds?: readonly number[] | undefined;
  /** Only places that no row of the draft is about. */
  readonly unnamedOnly?: boolean;
}

/** Adds the rows in force that end, after all rows that are there. */
export async function addEnding(tx: Queryable, { id, tariff, type, nowMs }: OpenDraft, given: Ending): Promise<void> {
  await tx.query(
    `insert into tariff_draft_rows (draft_id, position, class, type, country, network, billing, valid_to,
                                    old_row_id, old_amount_micros)
     select $1, row_number() over (order by f.country, coalesce(f.network, ''))
                + (select coalesce(max(position), 0) from tariff_draft_rows where draft_id = $1),
            'ended', $3, f.country, f.network, f.billing, $5::timestamptz, f.id, f.amount_micros
     from (${rowsInForce(tariffColumns[tariff.scope])}) f
     where ($6::text[] is null or f.country = any($6)) and ($7::int[] is null or f.id = any($7))
       and (not $8 or not exists (select from tariff_draft_rows d where d.draft_id = $1 and d.country = f.country
                                  and coalesce(d.network, '') = coalesce(f.network, '')))`,
    [
      id,
      tariff.ownerId,
      type,
      given.at ?? new Date(nowMs),
      given.at,
      given.countries ?? null,
      given.rowIds ?? null,
      given.unnamedOnly ?? false,
    ],
  );
}

/** SQL: the row in force of each place of owner $2 and type $3 at the moment $4. */
export const rowsInForce = (owner: string): string =>
  `select distinct on (country, coalesce(network, '')) id, country, network, billing, amount_micros, valid_from, valid_to
   from tariff_rows
   where ${owner} = $2 and type = $3 and valid_from <= $4 and (valid_to is null or valid_to > $4)
   order by country, coalesce(network, ''), valid_from desc, id desc`;
