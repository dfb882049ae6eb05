/**
 * A connection of its own for one purpose: a hot path that must not queue for the pool, or a session that keeps state
 * (LISTEN, advisory locks). It is made again for as long as it takes whenever it is lost.
 *
 * States: connecting (`ready()` waits, `query()` fails at once) → connected → lost → connecting … → closed.
 */
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Log } from "../log.ts";
import { clientConfig, type Source } from "./connect.ts";

/** The answer to a query was lost with the connection: whether it took effect is not known. */
export class ConnectionLostError extends Error {
  override readonly name = "ConnectionLostError";
}

export type DedicatedQuery = { readonly name?: string; readonly text: string; readonly values?: unknown[] };

export type Dedicated = {
  /** Throws ConnectionLostError when there is no connection or it breaks before the answer. */
  query<Row = unknown>(statement: DedicatedQuery): Promise<{ rows: Row[] }>;
  /** Resolves once connected, with every earlier backend of this connection gone: what it did is settled. */
  ready(): Promise<void>;
  isConnectionLoss(error: unknown): boolean;
  close(): Promise<void>;
};

export type DedicatedOptions = {
  readonly source: Source;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  readonly log: Log;
  /** Prepares each new session before it is used; if it throws, the session is dropped and another one is made. */
  readonly prepare?: (client: pg.Client) => Promise<void>;
};

const retryFirstMs = 20;
const retryMaxMs = 1_000;
const goneWaitMs = 20;

export function openDedicated(options: DedicatedOptions): Dedicated {
  const { log, name } = options;
  const config = clientConfig(options.source, name);
  let current: pg.Client | undefined;
  let earlier: Backend | undefined;
  let isClosed = false;
  let connecting = connect();

  async function connect(): Promise<void> {
    for (let delayMs = retryFirstMs; !isClosed; delayMs = Math.min(delayMs * 2, retryMaxMs)) {
      const client = new pg.Client(config);
      try {
        client.on("error", () => lose(client));
        client.on("end", () => lose(client));
        await client.connect();
        earlier = await replaceBackend(client, earlier);
        await options.prepare?.(client);
        if (isClosed) break;
        current = client;
        return;
      } catch (err) {
        log.debug({ err }, `the database connection "${name}" cannot be made; trying again`);
      }
      client.end().catch(() => undefined);
      await pause(delayMs);
    }
  }

  function lose(client: pg.Client): void {
    if (current !== client) return;
    current = undefined;
    client.end().catch(() => undefined);
    if (isClosed) return;
    log.warn(`the database connection "${name}" was lost; connecting again`);
    connecting = connect();
  }

  return {
    async query<Row>(statement: DedicatedQuery) {
      const client = current;
      if (!client) throw new ConnectionLostError(`the database connection "${name}" is not there`);
      try {
        const { rows } = await client.query<pg.QueryResultRow>(statement);
        return { rows: rows as Row[] };
      } catch (err) {
        if (!endsConnection(err) && current === client) throw err;
        lose(client);
        throw new ConnectionLostError(`the database connection "${name}" was lost`, { cause: err });
      }
    },
    async ready() {
      while (!current && !isClosed) await connecting;
      if (!current) throw new Error(`the database connection "${name}" is closed`);
    },
    isConnectionLoss: (error) => error instanceof ConnectionLostError,
    async close() {
      isClosed = true;
      const client = current;
      current = undefined;
      await client?.end().catch(() => undefined);
      await connecting;
    },
  };
}

type Backend = { readonly pid: number; readonly since: string };

/**
 * Ends the backend of the connection before, which may still be at work although its connection broke, and waits until
 * it is gone. A backend is known by its process and its start, since numbers are used again.
 */
async function replaceBackend(client: pg.Client, earlier: Backend | undefined): Promise<Backend | undefined> {
  const find = "select 1 from pg_stat_activity where pid = $1 and backend_start::text = $2";
  while (earlier) {
    const { rows } = await client.query(find, [earlier.pid, earlier.since]);
    if (rows.length === 0) break;
    await client.query("select pg_terminate_backend($1)", [earlier.pid]);
    await pause(goneWaitMs);
  }
  const { rows } = await client.query<Backend>(
    "select pid, backend_start::text as since from pg_stat_activity where pid = pg_backend_pid()",
  );
  return rows[0];
}

/** Whether an error means that the session is over; anything else is an answer to the query. */
function endsConnection(err: unknown): boolean {
  if (err instanceof pg.DatabaseError) return err.severity === "FATAL" || err.severity === "PANIC";
  const { code, message } = err as { code?: unknown; message?: unknown };
  return (typeof code === "string" && /^E[A-Z]+$/.test(code)) || /^(Connection|Client) /.test(String(message));
}
