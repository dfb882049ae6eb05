/** From the fields of a request to the columns of a table, and SQL for just those that were given. */
import { parseMicros } from "@switchyard/engine";
import type { Queryable } from "./history.ts";

/** Where a field is kept, and how its value is written; without `write` as it is. */
export interface Column {
  readonly column: string;
  readonly write?: (value: unknown) => unknown;
}

/** The fields that may be written, and only they: a field outside is ignored, so no request names a column. */
export type Columns<Field extends string> = Readonly<Record<Field, string | Column>>;

/** A decimal string, which the contract has checked, as micros. */
export function microsOf(decimal: unknown): bigint {
  const micros = typeof decimal === "string" ? parseMicros(decimal) : undefined;
  if (micros === undefined) throw new TypeError("not an exact decimal string");
  return micros;
}

/** A money column. */
export const money = (column: string): Column => ({ column, write: (value) => microsOf(value) });

/** Columns and values for the fields of a request that were given. */
export function written<Field extends string>(
  columns: Columns<Field>,
  given: Readonly<Partial<Record<Field, unknown>>>,
): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [field, target] of Object.entries<string | Column>(columns)) {
    const value = given[field as Field];
    if (value === undefined) continue;
    const { column, write = (same: unknown) => same } = typeof target === "string" ? { column: target } : target;
    values.set(column, write(value));
  }
  return values;
}

/** Inserts one row and answers its id. Table and column names come from code, never from a request. */
export async function insertRow(tx: Queryable, table: string, values: ReadonlyMap<string, unknown>): Promise<number> {
  const names = [...values.keys()];
  const marks = names.map((_, i) => `$${i + 1}`);
  const { rows } = await tx.query<{ id: number }>(
    `insert into ${table} (${names.join(", ")}) values (${marks.join(", ")}) returning id`,
    [...values.values()],
  );
  return Number(rows[0]?.id);
}

/** Updates the row with this id; does nothing when nothing was given. */
export const updateRow = (
  tx: Queryable,
  table: string,
  id: number,
  values: ReadonlyMap<string, unknown>,
): Promise<void> => updateRows(tx, table, [id], values);

/** Writes the same into the rows with these ids. */
export async function updateRows(
  tx: Queryable,
  table: string,
  ids: readonly number[],
  values: ReadonlyMap<string, unknown>,
): Promise<void> {
  if (values.size === 0) return;
  const sets = [...values.keys()].map((name, i) => `${name} = $${i + 2}`);
  await tx.query(`update ${table} set ${sets.join(", ")} where id = any($1)`, [ids, ...values.values()]);
}
