import type { AdminParsed, BindLogEntry } from "@switchyard/contract";
import { statusName } from "@switchyard/smpp";
import type { Queryable } from "../history/history.ts";
import { type Page, pageOfRows, readIdCursor } from "../paging.ts";

type BindQuery = AdminParsed<"listBinds">["query"];

interface BindRow {
  readonly id: bigint;
  readonly at: Date;
  readonly client_id: number | null;
  readonly credential_id: number | null;
  readonly system_id: string;
  readonly remote_address: string;
  readonly bind_type: string;
  readonly command_status: number;
  readonly reason: string;
}

/** Binds and refusals, newest first; of one client by smpp_binds_client, of all by the primary key. */
export async function listBinds(db: Queryable, clientId: number | null, query: BindQuery): Promise<Page<BindLogEntry>> {
  const before = readIdCursor(query.cursor);
  const { rows } = await db.query<BindRow>(
    `select id, at, client_id, credential_id, system_id, remote_address, bind_type, command_status, reason
     from smpp_binds
     where ($1::int is null or client_id = $1) and ($2::bigint is null or id < $2)
       and ($3::boolean is null or (command_status <> 0) = $3)
     order by id desc limit $4`,
    [clientId, before ?? null, query.refused ?? null, query.limit + 1],
  );
  return pageOfRows(rows, query.limit, (row) => [Number(row.id)], entryOf);
}

function entryOf(row: BindRow): BindLogEntry {
  return {
    id: Number(row.id),
    at: row.at.toISOString(),
    clientId: row.client_id,
    credentialId: row.credential_id,
    systemId: row.system_id,
    remoteAddress: row.remote_address,
    bindType: row.bind_type,
    accepted: row.command_status === 0,
    commandStatus: row.command_status,
    commandStatusName: statusName(row.command_status),
    reason: row.reason,
  };
}
