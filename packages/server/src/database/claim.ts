/**
 * One switch per database. The claim is an advisory lock of a session of its own, so it ends with the process that
 * holds it. When that session is lost the claim is taken again; if another switch was faster, this one must stop.
 */
import type pg from "pg";
import type { Log } from "../log.ts";
import type { Source } from "./connect.ts";
import { openDedicated } from "./dedicated.ts";

/** The database belongs to another running switch. */
export class DatabaseInUseError extends Error {
  override readonly name = "DatabaseInUseError";
}

export type Claim = { release(): Promise<void> };

export type ClaimOptions = {
  readonly source: Source;
  readonly log: Log;
  /** How long to wait for a holder that may be going away. */
  readonly waitMs?: number;
  /** The claim was lost to another switch while this one was cut off. */
  readonly onLost: (reason: DatabaseInUseError) => void;
};

/** "switch" in ASCII: any number would do that nothing else locks. */
const claimKey = 0x737769746368;
const pollMs = 200;

/** Claims the database for this process. Throws DatabaseInUseError, which says who holds it. */
export async function claimDatabase(options: ClaimOptions): Promise<Claim> {
  let hasHeld = false;
  let refuse: (reason: DatabaseInUseError) => void = () => undefined;
  const refused = new Promise<never>((_, reject) => {
    refuse = reject;
  });
  const session = openDedicated({
    source: options.source,
    name: "claim",
    log: options.log,
    async prepare(client) {
      const holder = await takeLock(client, options.waitMs ?? 5_000, options.log);
      if (holder === undefined) {
        hasHeld = true;
        return;
      }
      const reason = new DatabaseInUseError(`This database is in use by ${holder}. Stop that one first.`);
      if (hasHeld) options.onLost(reason);
      else refuse(reason);
      throw reason;
    },
  });
  try {
    await Promise.race([session.ready(), refused]);
  } catch (err) {
    await session.close();
    throw err;
  }
  return { release: () => session.close() };
}

/** Takes the lock, or says who holds it after waiting in vain. */
async function takeLock(client: pg.Client, waitMs: number, log: Log): Promise<string | undefined> {
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [claimKey]);
    if (rows[0]?.taken) return undefined;
    const holder = await describeHolder(client);
    if (waitedMs >= waitMs) return holder;
    if (waitedMs === 0) log.info(`waiting ${waitMs / 1000} s for the database, which is in use by ${holder}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

async function describeHolder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ pid: number; address: string; since: Date }>(
    `select a.pid, coalesce(host(a.client_addr), 'this machine') as address, a.backend_start as since
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1
        and l.database = (select oid from pg_database where datname = current_database())
        and (l.classid::bigint << 32) + l.objid::bigint = $1`,
    [claimKey],
  );
  const [holder] = rows;
  if (!holder) return "a switch that has just ended";
  return `another switch (from ${holder.address}, since ${holder.since.toISOString()}, database session ${holder.pid})`;
}
