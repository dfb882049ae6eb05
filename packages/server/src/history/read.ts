import type { AdminParsed, HistoryEntry } from "@switchyard/contract";
import { type Page, pageOfRows, readIdCursor } from "../paging.ts";
import type { Facts, Queryable } from "./history.ts";

type HistoryQuery = AdminParsed<"listHistory">["query"];

interface HistoryRow {
  readonly id: bigint;
  readonly at: Date;
  readonly actor: string;
  readonly remote_address: string;
  readonly client_id: number | null;
  readonly category: HistoryEntry["category"];
  readonly entity: string;
  readonly entity_id: string;
  readonly action: string;
  readonly before: Facts | null;
  readonly after: Facts | null;
}

/** Changes, newest first; of one client by history_client, of all by the primary key. */
export async function listHistory(
  db: Queryable,
  clientId: number | null,
  query: HistoryQuery,
): Promise<Page<HistoryEntry>> {
  const before = readIdCursor(query.cursor);
  const { rows } = await db.query<HistoryRow>(
    `select id, at, actor, remote_address, client_id, category, entity, entity_id, action, before, after
     from history
     where ($1::int is null or client_id = $1)
       and ($2::bigint is null or id < $2)
       and ($3::text[] is null or category = any($3))
       and ($4::text is null or actor = $4)
       and ($5::text is null or entity = $5)
       and ($6::text is null or entity_id = $6)
       and ($7::timestamptz is null or at >= $7)
       and ($8::timestamptz is null or at < $8)
     order by id desc limit $9`,
    [
      clientId,
      before ?? null,
      query.category ?? null,
      query.actor ?? null,
      query.entity ?? null,
      query.entityId ?? null,
      query.from ?? null,
      query.to ?? null,
      query.limit + 1,
    ],
  );
  return pageOfRows(rows, query.limit, (row) => [Number(row.id)], entryOf);
}

function entryOf(row: HistoryRow): HistoryEntry {
  const names = new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})]);
  return {
    id: Number(row.id),
    at: row.at.toISOString(),
    actor: row.actor,
    remoteAddress: row.remote_address,
    clientId: row.client_id,
    category: row.category,
    entity: row.entity,
    entityId: row.entity_id,
    action: row.action,
    changes: [...names].map((field) => ({
      field,
      before: row.before?.[field] ?? null,
      after: row.after?.[field] ?? null,
    })),
  };
}
