/**
 * Numbers of invoices and credit notes: each enterprise counts them without a gap. The count is raised in the
 * transaction that uses the number, so one that is rolled back gives its number back. The row of the series stays locked
 * until that transaction ends: whoever takes a number takes every other lock but a client's funds first, and commits soon
 * after.
 */
import { documentNumber } from "@switchyard/contract";
import type { Queryable } from "../history/history.ts";

export type NumberedKind = "invoice" | "credit_note";

/** What a kind is kept in, and which column of the enterprise says how its numbers look. */
const kinds = {
  invoice: { table: "invoices", pattern: "invoice_pattern" },
  credit_note: { table: "credit_notes", pattern: "credit_note_pattern" },
} as const satisfies Record<NumberedKind, { table: string; pattern: string }>;

/**
 * Takes the next number of a series. `localDate` (YYYY-MM-DD, the document's own date) decides the year, where the
 * pattern counts by years. A number that stands on a document already, from an earlier pattern, is passed over.
 */
export async function nextNumber(
  tx: Queryable,
  enterpriseId: number,
  kind: NumberedKind,
  localDate: string,
): Promise<string> {
  const { table, pattern: column } = kinds[kind];
  const { rows } = await tx.query<{ pattern: string }>(`select ${column} as pattern from enterprises where id = $1`, [
    enterpriseId,
  ]);
  const pattern = rows[0]?.pattern;
  if (pattern === undefined) throw new Error(`there is no enterprise ${enterpriseId}`);
  const year = pattern.includes("{YYYY}") ? Number(localDate.slice(0, 4)) : 0;
  for (;;) {
    const number = documentNumber(pattern, await raise(tx, { enterpriseId, kind, year }), localDate);
    const taken = await tx.query(`select 1 from ${table} where enterprise_id = $1 and number = $2`, [
      enterpriseId,
      number,
    ]);
    if (taken.rowCount === 0) return number;
  }
}

async function raise(
  tx: Queryable,
  { enterpriseId, kind, year }: { enterpriseId: number; kind: NumberedKind; year: number },
): Promise<number> {
  const { rows } = await tx.query<{ last: number }>(
    `insert into number_series as s (enterprise_id, kind, year, last) values ($1, $2, $3, 1)
     on conflict (enterprise_id, kind, year) do update set last = s.last + 1
     returning last`,
    [enterpriseId, kind, year],
  );
  const last = rows[0]?.last;
  if (last === undefined) throw new Error(`the series ${kind} of enterprise ${enterpriseId} was not raised`);
  return last;
}
