import type { Pool } from "pg";

export interface BindEvent {
  readonly atMs: number;
  readonly clientId: number | null;
  readonly credentialId: number | null;
  readonly systemId: string;
  readonly remoteAddress: string;
  readonly bindType: string;
  readonly commandStatus: number;
  readonly reason: string;
}

/** Binds a second that are logged; a peer hammering the port must not fill the disk. */
const PER_SECOND_MAX = 50;

/** Writes binds and refusals for the client's log. It is best effort: a bind never waits for it. */
export function createBindLog(pool: Pool, onTrouble: (error: unknown) => void): (event: BindEvent) => void {
  let second = 0;
  let count = 0;
  return (event) => {
    const now = Math.floor(event.atMs / 1000);
    if (now !== second) {
      second = now;
      count = 0;
    }
    if (++count > PER_SECOND_MAX) return;
    pool
      .query(
        `insert into smpp_binds (at, client_id, credential_id, system_id, remote_address, bind_type, command_status, reason)
         values (to_timestamp($1), $2, $3, $4, $5, $6, $7, $8)`,
        [
          event.atMs / 1000,
          event.clientId,
          event.credentialId,
          // Latin-1 from the wire; PostgreSQL stores no NUL.
          event.systemId.replaceAll("\0", ""),
          event.remoteAddress,
          event.bindType,
          event.commandStatus,
          event.reason.replaceAll("\0", ""),
        ],
      )
      .catch(onTrouble);
  };
}
