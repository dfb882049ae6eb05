/** The rows of a draft as they are shown: old and new amount, the change, the margin, what is wrong. */
import type { AdminParsed, DraftRow, TariffRef } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import type { Queryable } from "../../history/history.ts";
import { type Page, pageOfRows, readIdCursor } from "../../paging.ts";
import { type PricedPlace, selectMargins } from "../margins.ts";
import { requireTariff } from "../tariff.ts";
import { readDraft } from "./draft.ts";

type RowsQuery = AdminParsed<"listTariffDraftRows">["query"] & { readonly nowMs: number };

/** Rows in the draft's order; of one class by tariff_draft_rows_class, of several by the primary key. */
export async function listDraftRows(
  db: Queryable,
  ref: TariffRef,
  draftId: number,
  { class: classes, cursor, limit, nowMs }: RowsQuery,
): Promise<Page<DraftRow>> {
  const { currency } = await requireTariff(db, ref);
  await readDraft(db, ref, draftId);
  const [only, ...more] = classes ?? [];
  const isOne = only !== undefined && more.length === 0;
  const { rows } = await db.query<DraftRowDbRow>(
    `select position, line, class, type, country, network, billing, amount_micros, old_amount_micros, valid_from,
            valid_to, message
     from tariff_draft_rows
     where draft_id = $1 and position > $2 and ${isOne ? "class = $3" : "($3::text[] is null or class = any($3))"}
     order by position limit $4`,
    [draftId, readIdCursor(cursor) ?? 0, isOne ? only : (classes ?? null), limit + 1],
  );
  const margins = await marginsOf(db, ref, { currency, rows, nowMs });
  return pageOfRows(
    rows,
    limit,
    (row) => [row.position],
    (row) => draftRowOf(row, margins.get(row.position) ?? null),
  );
}

interface DraftRowDbRow {
  readonly position: number;
  readonly line: number | null;
  readonly class: DraftRow["class"];
  readonly type: DraftRow["type"];
  readonly country: string | null;
  readonly network: string | null;
  readonly billing: DraftRow["billing"];
  readonly amount_micros: bigint | null;
  readonly old_amount_micros: bigint | null;
  readonly valid_from: Date | null;
  readonly valid_to: Date | null;
  readonly message: string;
}

type MarginByPosition = ReadonlyMap<number, DraftRow["margin"]>;

/** Margins of the prices on a page; costs have none, nor has what ends or is bad. */
async function marginsOf(
  db: Queryable,
  { scope }: TariffRef,
  { currency, rows, nowMs }: { currency: string; rows: readonly DraftRowDbRow[]; nowMs: number },
): Promise<MarginByPosition> {
  if (scope === "supplier") return new Map();
  const priced = rows.flatMap((row) => {
    const { position, type, country, network, amount_micros: amountMicros } = row;
    if (row.class === "bad" || type === null || country === null || amountMicros === null) return [];
    return [{ position, place: { type, country, network, amountMicros } satisfies PricedPlace }];
  });
  const places = priced.map(({ place }) => place);
  const margins = await selectMargins(db, currency, places, nowMs);
  return new Map(priced.map(({ position }, index) => [position, margins[index] ?? null]));
}

function draftRowOf(row: DraftRowDbRow, margin: DraftRow["margin"]): DraftRow {
  const { amount_micros: amount, old_amount_micros: oldAmount } = row;
  return {
    position: row.position,
    line: row.line,
    class: row.class,
    type: row.type,
    country: row.country,
    network: row.network,
    billing: row.billing,
    amount: amount === null ? null : formatMicros(amount),
    oldAmount: oldAmount === null ? null : formatMicros(oldAmount),
    percent: amount === null || !oldAmount ? null : percentOf(amount, oldAmount),
    validFrom: row.valid_from?.toISOString() ?? null,
    validTo: row.valid_to?.toISOString() ?? null,
    margin,
    message: row.message,
  };
}

/** The change in percent of the old amount, to two decimals. */
export function percentOf(amount: bigint, oldAmount: bigint): number {
  return Number(((amount - oldAmount) * 10_000n) / oldAmount) / 100;
}
