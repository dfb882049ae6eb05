/**
 * PostgreSQL array literals made by hand: half the driver's own cost, and the hot path sends dozens for each batch.
 * One function an element type; each takes the rows and how to read the element, null becoming NULL.
 *
 * An array of nothing but NULL is sent empty: unnest() of several arrays fills the shorter ones up with NULL, so at least
 * one array beside it must be whole (the ids always are).
 */
type Read<Row, Value> = (row: Row) => Value | null;

function literal<Row, Value>(rows: readonly Row[], read: Read<Row, Value>, write: (value: Value) => string): string {
  let text = "";
  let isAllNull = true;
  for (let i = 0; i < rows.length; i++) {
    const value = read(rows[i] as Row);
    if (i > 0) text += ",";
    if (value === null) text += "NULL";
    else {
      text += write(value);
      isAllNull = false;
    }
  }
  return isAllNull ? "{}" : `{${text}}`;
}

/** bigint[], int[], smallint[] and float8[]. */
export function numbers<Row>(rows: readonly Row[], read: Read<Row, number | bigint>): string {
  return literal(rows, read, String);
}

/** float8[] of seconds since 1970 for to_timestamp(), read as milliseconds. */
export function moments<Row>(rows: readonly Row[], read: Read<Row, number>): string {
  return literal(rows, read, (timeMs) => String(timeMs / 1000));
}

const SPECIAL = /["\\]/;
const EACH_SPECIAL = /["\\]/g;

/** text[]; the text must hold no NUL, which PostgreSQL can't store. */
export function texts<Row>(rows: readonly Row[], read: Read<Row, string>): string {
  return literal(rows, read, (value) =>
    SPECIAL.test(value) ? `"${value.replace(EACH_SPECIAL, "\\$&")}"` : `"${value}"`,
  );
}

/** bytea[]. */
export function octets<Row>(rows: readonly Row[], read: Read<Row, Uint8Array>): string {
  return literal(
    rows,
    read,
    (value) => `"\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}"`,
  );
}

/** boolean[]. */
export function booleans<Row>(rows: readonly Row[], read: Read<Row, boolean>): string {
  return literal(rows, read, (value) => (value ? "t" : "f"));
}

export type ColumnType = "bigint" | "int" | "smallint" | "timestamptz" | "text" | "bytea";
export type ColumnValue = number | bigint | string | Uint8Array;

/** The array of a column by its type; timestamptz is read as milliseconds and written as seconds. */
export function arrayOf<Row>(rows: readonly Row[], type: ColumnType, read: Read<Row, ColumnValue>): string {
  if (type === "text") return texts(rows, read as Read<Row, string>);
  if (type === "bytea") return octets(rows, read as Read<Row, Uint8Array>);
  if (type === "timestamptz") return moments(rows, read as Read<Row, number>);
  return numbers(rows, read as Read<Row, number | bigint>);
}

/** A column of a batch: its values one by one, or the one value that all rows share. */
export interface BatchColumn {
  readonly array: string;
  readonly shared: string | null;
}

/** For `coalesce(u.column, $shared)`. A single row shares nothing: the arrays must tell how many rows there are. */
export function batchColumn<Row>(rows: readonly Row[], type: ColumnType, read: Read<Row, ColumnValue>): BatchColumn {
  const first = rows[0] === undefined ? null : read(rows[0]);
  const mayShare = rows.length > 1 && first !== null && type !== "bytea";
  if (!mayShare || rows.some((row) => read(row) !== first)) return { array: arrayOf(rows, type, read), shared: null };
  return { array: "{}", shared: type === "timestamptz" ? String(Number(first) / 1000) : String(first) };
}
