/** Reading a tariff: pages of its rows, each with its state at a moment and its margin. */
import type { AdminParsed, TariffRef, TariffRow, TariffState } from "@switchyard/contract";
import { tariffName } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import type { Queryable } from "../history/history.ts";
import { isDay, type Page, type Position, pageOfRows, readCursor } from "../paging.ts";
import { notFound } from "../refusal.ts";
import { cheapestCost, costSources, marginOver } from "./margins.ts";
import { requireTariff, type Tariff, tariffColumns } from "./tariff.ts";

export type TariffFilters = AdminParsed<"exportTariffCsv">["query"];

/** A row as it is read; `position` is its start to the microsecond. */
export interface StoredTariffRow {
  readonly id: number;
  readonly type: TariffRow["type"];
  readonly country: string;
  readonly network: string | null;
  readonly billing: TariffRow["billing"];
  readonly amount_micros: bigint;
  readonly valid_from: Date;
  readonly valid_to: Date | null;
  readonly state: TariffState;
  /** The cheapest cost of the destination in the tariff's currency, where it was asked for. */
  readonly cost: bigint | null;
  readonly created_at: Date;
  readonly created_by: string;
  readonly draft_id: number | null;
  readonly position: string;
}

/** Rows by country, network (the whole country first) and start, the newest start first. */
export async function listTariffRows(
  db: Queryable,
  ref: TariffRef,
  query: TariffFilters & { readonly cursor?: string | undefined; readonly limit: number; readonly nowMs: number },
): Promise<Page<TariffRow>> {
  const tariff = await requireTariff(db, ref);
  const after = readCursor(query.cursor, 4);
  if (after && !isPosition(after)) readCursor("", 4); // refuses
  const rows = await selectPage(db, tariff, query, { after, limit: query.limit + 1, nowMs: query.nowMs, costs: true });
  return pageOfRows(rows, query.limit, positionOf, (row) => tariffRowOf(row, tariff));
}

/** Up to `limit` rows after a position; with `costs`, the cheapest of each destination of a price. */
export async function selectPage(
  db: Queryable,
  tariff: Tariff,
  filters: TariffFilters,
  page: { after: Position | undefined; limit: number; nowMs: number; costs: boolean },
): Promise<StoredTariffRow[]> {
  const { belowCost, type, country, network, state } = filters;
  const [afterCountry, afterNetwork, afterStart, afterId] = page.after ?? [];
  return select(
    db,
    tariff,
    { nowMs: page.nowMs, costs: page.costs || belowCost === true },
    `and ($4::text is null or r.type = $4) and ($5::bpchar is null or r.country = $5)
     and ($6::text is null or coalesce(r.network, '') = $6)
     and ($7::bpchar is null or (r.country, coalesce(r.network, '')) >= ($7, $8::text)
          and ((r.country, coalesce(r.network, '')) > ($7, $8) or (r.valid_from, r.id) < ($9::timestamptz, $10::bigint)))
     and ($12::text[] is null or ${begunOrEnded} = any($12))`,
    `where ($11::text[] is null or state = any($11))
       and (not $13 or (state in ('current', 'future') and amount_micros < cost))
     order by country, coalesce(network, ''), valid_from desc, id desc limit $14`,
    [
      type ?? null,
      country ?? null,
      network === "none" ? "" : (network ?? null),
      afterCountry ?? null,
      afterNetwork ?? null,
      afterStart ?? null,
      afterId ?? null,
      state ?? null,
      state?.map((one) => (one === "future" || one === "ended" ? one : "open")) ?? null,
      belowCost === true,
      page.limit,
    ],
  );
}

/** SQL: what of a state needs no look at other rows, so that a filter by state looks at few of them. */
const begunOrEnded = "case when r.valid_from > $1 then 'future' when r.valid_to <= $1 then 'ended' else 'open' end";

/** A row of this tariff; one of another is not found. */
export async function readTariffRow(db: Queryable, tariff: Tariff, rowId: number, nowMs: number): Promise<TariffRow> {
  const [row] = await readTariffRows(db, tariff, [rowId], nowMs);
  if (!row) throw notFound(tariff.scope === "supplier" ? "cost" : "price", rowId);
  return row;
}

export async function readTariffRows(
  db: Queryable,
  tariff: Tariff,
  ids: readonly number[],
  nowMs: number,
): Promise<TariffRow[]> {
  const rows = await select(db, tariff, { nowMs, costs: true }, "and r.id = any($4::int[])", "order by id", [ids]);
  return rows.map((row) => tariffRowOf(row, tariff));
}

export const positionOf = (row: StoredTariffRow): Position => [row.country, row.network ?? "", row.position, row.id];

const startPattern = /^\d{4}-\d\d-\d\d ([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,6})?\+00$/;

/** What a caller sends back as a position must be one, before PostgreSQL is asked to read it. */
function isPosition([country, network, start, id]: Position): boolean {
  const isStart = typeof start === "string" && startPattern.test(start) && isDay(start.slice(0, 10));
  return typeof country === "string" && typeof network === "string" && isStart && Number.isSafeInteger(id);
}

/**
 * Rows of one tariff: `where` narrows r, `tail` what was computed. The index of the owner (tariff_rows_client, _product,
 * _supplier) gives them in order, and finds what replaces a row; $1 is the moment at which states are told, $2 the owner,
 * $3 the currency.
 */
async function select(
  db: Queryable,
  { scope, ownerId, currency }: Tariff,
  { nowMs, costs }: { nowMs: number; costs: boolean },
  where: string,
  tail: string,
  values: readonly unknown[],
): Promise<StoredTariffRow[]> {
  const owner = tariffColumns[scope];
  const hasCosts = costs && scope !== "supplier";
  const { rows } = await db.query<StoredTariffRow>(
    `with ${costSources("$3::bpchar", "$1")}
     select id, type, country, network, billing, amount_micros, valid_from, valid_to, state, cost, created_at, created_by,
            draft_id, (valid_from at time zone 'UTC')::text || '+00' as position
     from (select r.*, c.cost,
             case when r.valid_from > $1 then 'future'
                  when r.valid_to <= $1 then 'ended'
                  when exists (select from tariff_rows n
                               where n.${owner} = r.${owner} and n.country = r.country
                                 and coalesce(n.network, '') = coalesce(r.network, '') and n.type = r.type
                                 and n.valid_from <= $1 and (n.valid_to is null or n.valid_to > $1)
                                 and (n.valid_from, n.id) > (r.valid_from, r.id)) then 'replaced'
                  else 'current' end as state
           from tariff_rows r
           cross join lateral ${hasCosts ? cheapestCost("r", "$1") : "(select null::bigint as cost)"} c
           where r.${owner} = $2 ${where}) t
     ${tail}`,
    [new Date(nowMs), ownerId, currency, ...values],
  );
  return rows;
}

function tariffRowOf(row: StoredTariffRow, tariff: Tariff): TariffRow {
  const isComing = row.state === "current" || row.state === "future";
  return {
    id: row.id,
    tariff: tariffName(tariff),
    type: row.type,
    country: row.country,
    network: row.network,
    billing: row.billing,
    amount: formatMicros(row.amount_micros),
    currency: tariff.currency,
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to?.toISOString() ?? null,
    state: row.state,
    margin: isComing ? marginOver(row.cost, row.amount_micros) : null,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    draftId: row.draft_id,
  };
}
