/**
 * PostgreSQL array literals made by hand: half the driver's own cost, and the hot path sends dozens for each batch.
 * One function an element type; each takes the rows and how to read the element, null becoming NULL.
 */
type Read<Row, Value> = (row: Row) => Value | null;

function literal<Row>(rows: readonly Row[], element: (row: Row) => string): string {
  let text = "{";
  for (let i = 0; i < rows.length; i++) {
    if (i > 0) text += ",";
    text += element(rows[i] as Row);
  }
  return `${text}}`;
}

/** bigint[], int[], smallint[] and float8[]. */
export function numbers<Row>(rows: readonly Row[], read: Read<Row, number | bigint>): string {
  return literal(rows, (row) => {
    const value = read(row);
    return value === null ? "NULL" : String(value);
  });
}

/** float8[] of seconds since 1970 for to_timestamp(), read as milliseconds. */
export function moments<Row>(rows: readonly Row[], read: Read<Row, number>): string {
  return literal(rows, (row) => {
    const timeMs = read(row);
    return timeMs === null ? "NULL" : String(timeMs / 1000);
  });
}

const SPECIAL = /["\\]/;
const EACH_SPECIAL = /["\\]/g;

/** text[]; the text must hold no NUL, which PostgreSQL can't store. */
export function texts<Row>(rows: readonly Row[], read: Read<Row, string>): string {
  return literal(rows, (row) => {
    const value = read(row);
    if (value === null) return "NULL";
    return SPECIAL.test(value) ? `"${value.replace(EACH_SPECIAL, "\\$&")}"` : `"${value}"`;
  });
}

/** bytea[]. */
export function octets<Row>(rows: readonly Row[], read: Read<Row, Uint8Array>): string {
  return literal(rows, (row) => {
    const value = read(row);
    if (value === null) return "NULL";
    return `"\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}"`;
  });
}
