/**
 * How the server talks to PostgreSQL: where it is, and which JavaScript values its types become. The parsers belong to
 * our own connections; the driver's global ones stay as they are.
 *
 * int8 is a bigint (money needs all its bits; ids are below 2^53 and hot code makes numbers of them), numeric and date
 * are strings as PostgreSQL writes them, timestamptz is a Date.
 */
import pg from "pg";
import type { SocketConnection } from "./embedded.ts";

/** A PostgreSQL by its address, or the socket of the embedded one. */
export type Source = { readonly url: string } | SocketConnection;

const { builtins } = pg.types;
/** The type of int8[], for which the driver has no name. */
const int8ArrayOid = 1016;

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, BigInt],
  [builtins.DATE, (text) => text],
  [int8ArrayOid, (text) => text.slice(1, -1).split(",").filter(Boolean).map(toBigIntOrNull)],
]);

function toBigIntOrNull(element: string): bigint | null {
  return element === "NULL" ? null : BigInt(element);
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    (format !== "binary" ? parsers.get(oid) : undefined) ?? pg.types.getTypeParser(oid, format ?? "text"),
};

/** Connection settings for the driver; `name` is what pg_stat_activity shows. */
export function clientConfig(source: Source, name: string): pg.ClientConfig {
  const where = "url" in source ? { connectionString: source.url } : source;
  return {
    ...where,
    types,
    application_name: `switchyard ${name}`.slice(0, 63),
    // Days and hours in SQL are meant in UTC, whatever the server's own zone.
    options: "-c timezone=UTC",
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
  };
}

export const connectTimeoutMs = 10_000;
