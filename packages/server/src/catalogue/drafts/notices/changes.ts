/** What a draft changes, as a client sees it: of a product's rows those that its own prices do not cover. */
import type { Queryable } from "../../../history/history.ts";

export interface View {
  readonly draftId: number;
  /** The moment of saving. */
  readonly nowMs: number;
  /** Leaves out the rows covered by this client's own prices; null for none. */
  readonly withoutThoseOf: number | null;
}

export interface Change {
  readonly country: string;
  /** The country's name, or its code where it has none. */
  readonly countryName: string;
  readonly network: string | null;
  readonly networkName: string | null;
  /** null where there was no price. */
  readonly oldMicros: bigint | null;
  /** null where the price ends. */
  readonly micros: bigint | null;
  readonly at: Date;
}

export interface Changes {
  readonly type: "sms" | "mo" | "hlr";
  readonly count: number;
  readonly earliest: Date;
  /** Whether they don't all begin then. */
  readonly isStaggered: boolean;
  /** The first of them. */
  readonly first: readonly Change[];
}

const LISTED_MAX = 20;
const PAGE_ROWS = 5_000;

/** SQL: when a row of a draft takes effect; $2 is the moment of saving. */
export const effectAt = (row: string): string =>
  `greatest(case ${row}.class when 'ended' then ${row}.valid_to else ${row}.valid_from end, $2::timestamptz)`;

/** SQL: whether a client's own price r covers a row d of its product's tariff; also its country's covers a network. */
export const covers = (own: string, row: string): string =>
  `${own}.type = ${row}.type and ${own}.country = ${row}.country
   and coalesce(${own}.network, '') in ('', coalesce(${row}.network, ''))
   and ${own}.valid_from <= ${effectAt(row)} and (${own}.valid_to is null or ${own}.valid_to > ${effectAt(row)})`;

export const takesEffect = "class in ('new', 'changed', 'ended')";

/** $1 the draft, $2 the moment of saving, $3 the client; its own prices by tariff_rows_client. */
const shown = `
  from (select d.*, ${effectAt("d")} as at from tariff_draft_rows d
        where d.draft_id = $1 and d.${takesEffect}
          and ($3::int is null or not exists (select from tariff_rows r where r.client_id = $3 and ${covers("r", "d")}))) v`;

/** What the places of v are called. */
const names = `coalesce(c.name, v.country) as "countryName", n.name as "networkName"`;
const named = "left join countries c on c.code = v.country left join networks n on n.id = v.network";

export async function readChanges(db: Queryable, view: View): Promise<Changes> {
  const { rows: sums } = await db.query<{ count: number; earliest: Date | null; latest: Date; type: Changes["type"] }>(
    `select count(*)::int as count, min(at) as earliest, max(at) as latest, min(type) as type ${shown}`,
    valuesOf(view),
  );
  const { rows: first } = await db.query<Change>(
    `select v.country, ${names}, v.network, old_amount_micros as "oldMicros", amount_micros as micros, at
     ${shown} ${named} order by position limit $4`,
    [...valuesOf(view), LISTED_MAX],
  );
  const { count = 0, earliest, latest, type = "sms" } = sums[0] ?? {};
  const from = earliest ?? new Date(view.nowMs);
  return { type, count, earliest: from, isStaggered: latest?.getTime() !== from.getTime(), first };
}

/**
 * All of them as PriceNotice has them. PostgreSQL writes the lines, a page of them as one text, so that thousands of rows
 * never become objects here.
 */
export async function readChangePages(db: Queryable, view: View): Promise<string[]> {
  const pages: string[] = [];
  let after = 0;
  for (;;) {
    const { rows } = await db.query<{ text: string | null; last: number | null }>(
      `select string_agg(line, E'\\n' order by position) as text, max(position) as last
       from (select position, concat_ws(E'\\t', "countryName", coalesce("networkName", network, ''),
                                        coalesce(network, ''), coalesce(old_amount_micros::text, ''),
                                        coalesce(amount_micros::text, ''), billing,
                                        (extract(epoch from at) * 1000)::bigint) as line
             from (select v.*, ${names} ${shown} ${named} where position > $4 order by position limit $5) p) page`,
      [...valuesOf(view), after, PAGE_ROWS],
    );
    const { text = null, last = null } = rows[0] ?? {};
    if (text === null || last === null) return pages;
    pages.push(text);
    after = last;
  }
}

const valuesOf = ({ draftId, nowMs, withoutThoseOf }: View) => [draftId, new Date(nowMs), withoutThoseOf];
