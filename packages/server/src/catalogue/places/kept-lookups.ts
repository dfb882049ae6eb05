/** What look-ups have found, as people see it. */
import type { AdminParsed, KeptLookup } from "@switchyard/contract";
import { announcementChannel, type Queryable } from "../../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../../paging.ts";
import { notFound } from "../../refusal.ts";

/** By number, as the key of portability has them. */
export async function listLookups(
  db: Queryable,
  query: AdminParsed<"listLookups">["query"],
): Promise<Page<KeptLookup>> {
  const after = readCursor(query.cursor, 1);
  const { rows } = await db.query<Omit<KeptLookup, "at"> & { at: Date }>(
    `select p.number::text as number, p.network, n.name as "networkName", p.looked_up_at as at
     from portability p left join networks n on n.id = p.network
     where ($1::bigint is null or p.number > $1) and ($2::text is null or starts_with(p.number::text, $2))
     order by p.number limit $3`,
    [after?.[0] ?? null, query.search ?? null, query.limit + 1],
  );
  return pageOfRows(
    rows,
    query.limit,
    ({ number }) => [number],
    ({ at, ...row }) => ({ ...row, at: at.toISOString() }),
  );
}

/** Running nodes hear of it; that an answer was dropped is no change of anything a person set. */
export async function forgetLookup(tx: Queryable, number: string): Promise<void> {
  const { rowCount } = await tx.query("delete from portability where number = $1", [number]);
  if (rowCount === 0) throw notFound("look-up of", number);
  await tx.query("select pg_notify($1, $2)", [announcementChannel, `lookup:${number}`]);
}
