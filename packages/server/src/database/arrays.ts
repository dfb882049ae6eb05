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
