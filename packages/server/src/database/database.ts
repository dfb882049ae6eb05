/**
 * The database as the rest of the server sees it: a pool for everyday queries, dedicated connections for hot paths and
 * sessions with state, and notifications.
 */
import pg from "pg";
import type { Log } from "../log.ts";
import { clientConfig, type Source } from "./connect.ts";
import { type Dedicated, type DedicatedOptions, openDedicated } from "./dedicated.ts";
import { openListener } from "./listen.ts";

export type { Source } from "./connect.ts";
export { ConnectionLostError, type Dedicated } from "./dedicated.ts";

export type Database = {
  readonly source: Source;
  readonly pool: pg.Pool;
  /**
   * Calls `onNotify` with each payload notified on `channel`. Notifications sent while the connection was lost are
   * gone; `onReconnect` is the moment to read anew what they would have told.
   */
  listen(channel: string, onNotify: (payload: string) => void, onReconnect?: () => void): Promise<void>;
  /** A connection outside the pool that is made again whenever it is lost; `name` shows in pg_stat_activity. */
  dedicated(name: string, prepare?: DedicatedOptions["prepare"]): Dedicated;
  /** Ends every connection made through this object. */
  close(): Promise<void>;
};

export type DatabaseOptions = {
  readonly source: Source;
  readonly log: Log;
  readonly poolMax?: number;
};

/** Opens the pool and makes sure that the database answers. */
export async function openDatabase({ source, log, poolMax = 10 }: DatabaseOptions): Promise<Database> {
  const pool = new pg.Pool({ ...clientConfig(source, "pool"), max: poolMax });
  // An idle connection that breaks (a restart of PostgreSQL) is replaced on the next use.
  pool.on("error", (err) => log.debug({ err }, "an idle database connection was lost"));
  await pool.query("select 1").catch(async (cause: NodeJS.ErrnoException) => {
    await pool.end();
    // A name with several addresses fails with a list of errors and no message of its own.
    throw new Error(`The database does not answer: ${cause.message || cause.code}`, { cause });
  });
  const listener = openListener(source, log);
  const dedicated: Dedicated[] = [];
  return {
    source,
    pool,
    listen: listener.listen,
    dedicated(name, prepare) {
      const connection = openDedicated({ source, name, log, ...(prepare ? { prepare } : {}) });
      dedicated.push(connection);
      return connection;
    },
    async close() {
      await listener.close();
      await Promise.all(dedicated.map((connection) => connection.close()));
      await pool.end();
    },
  };
}
