/** Numbers that want nothing more: from one client, or from anybody. */
import type { AdminParsed, OptOut } from "@switchyard/contract";
import { requireClient } from "../clients/profile.ts";
import { csvLine } from "../csv.ts";
import { type Author, type Queryable, recordChange, type Transact } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import type { Paperwork } from "../paperwork/paperwork.ts";
import { announcementsOf, arraysOf, numberFacts, rangesOf, readNumberFile, readNumbers } from "./numbers.ts";

type Filters = AdminParsed<"exportOptOuts">["query"];

/** A client's id; null for everybody. */
type Owner = number | null;

const EXPORT_ROWS = 2_000;

interface Row {
  readonly id: bigint;
  readonly client_id: number | null;
  readonly client_login: string | null;
  readonly number: bigint;
  readonly comment: string;
  readonly entered_by: string;
  readonly created_at: Date;
}

/** In the order of numbers. */
export async function listOptOuts(db: Queryable, query: AdminParsed<"listOptOuts">["query"]): Promise<Page<OptOut>> {
  const after = readCursor(query.cursor, 2) ?? [0, 0];
  const rows = await selectRows(db, query, after, query.limit + 1);
  return pageOfRows(rows, query.limit, positionOf, optOutOf);
}

const positionOf = (row: Row) => [Number(row.number), Number(row.id)] as const;

/** All pages as CSV, read as they are sent. */
export async function* exportOptOuts(db: Queryable, filters: Filters): AsyncGenerator<string> {
  yield csvLine(["number", "client", "comment", "entered_by", "created_at"]);
  let after: readonly unknown[] = [0, 0];
  for (let rows: Row[] = []; ; ) {
    rows = await selectRows(db, filters, after, EXPORT_ROWS);
    yield rows.map(lineOf).join("");
    const last = rows.at(-1);
    if (!last || rows.length < EXPORT_ROWS) return;
    after = positionOf(last);
  }
}

const lineOf = ({ number, client_login, comment, entered_by, created_at }: Row): string =>
  csvLine([
    String(number),
    client_login ?? "everybody",
    comment.replaceAll(/\s+/g, " "),
    entered_by,
    created_at.toISOString(),
  ]);

export async function addOptOuts(
  tx: Queryable,
  author: Author,
  { clientId, comment, ...given }: AdminParsed<"addOptOuts">["body"],
): Promise<{ added: number; already: number }> {
  const numbers = readNumbers(given.numbers, given.callingCode);
  const { rows } = await tx.query<{ number: bigint }>(
    `insert into opt_outs (client_id, number, comment, entered_by)
     select $2, n, $3, $4 from unnest($1::bigint[]) n order by n on conflict do nothing returning number`,
    [numbers, clientId, comment, author.actor],
  );
  const added = rows.map((row) => Number(row.number));
  const change = { action: "add" as const, facts: { ...numberFacts(added), ...(comment && { comment }) } };
  if (added.length > 0) await record(tx, author, clientId, { ...change, announce: announced(clientId, added) });
  return { added: added.length, already: numbers.length - added.length };
}

export async function removeOptOuts(
  tx: Queryable,
  author: Author,
  { clientId, ...given }: AdminParsed<"removeOptOuts">["body"],
): Promise<{ removed: number; absent: number }> {
  const numbers = readNumbers(given.numbers, given.callingCode);
  const { rows } = await tx.query<{ number: bigint }>(
    `delete from opt_outs where number = any($1::bigint[]) and client_id is not distinct from $2 returning number`,
    [numbers, clientId],
  );
  const removed = rows.map((row) => Number(row.number));
  const change = { action: "remove" as const, facts: numberFacts(removed) };
  if (removed.length > 0) await record(tx, author, clientId, { ...change, announce: announced(clientId, removed) });
  return { removed: removed.length, absent: numbers.length - removed.length };
}

/** Reads a file in a thread and notes its numbers slice by slice in one transaction: all of them or none. */
export async function importOptOuts(
  { transact, paperwork }: { readonly transact: Transact; readonly paperwork: Paperwork },
  author: Author,
  { octets, ...query }: AdminParsed<"importOptOuts">["query"] & { readonly octets: Uint8Array },
): Promise<{ added: number; already: number }> {
  const clientId = query.clientId === "everybody" ? null : query.clientId;
  const file = await readNumberFile(paperwork, octets, query.callingCode);
  return transact(async (tx) => {
    if (clientId !== null) await requireClient(tx, clientId);
    let added = 0;
    for (const array of arraysOf(file)) {
      const { rowCount } = await tx.query(
        `insert into opt_outs (client_id, number, comment, entered_by)
         select $2, n, $3, $4 from unnest($1::bigint[]) n on conflict do nothing`,
        [array, clientId, query.name, author.actor],
      );
      added += rowCount ?? 0;
    }
    const facts = { count: added, file: query.name };
    const announce = [`opt_outs:${clientId ?? 0}`];
    if (added > 0) await record(tx, author, clientId, { action: "import", facts, announce });
    return { added, already: file.count - added };
  });
}

const announced = (clientId: Owner, numbers: readonly number[]) =>
  announcementsOf(`opt_outs:${clientId ?? 0}`, numbers);

interface OptOutChange {
  readonly action: "add" | "remove" | "import";
  readonly facts: Readonly<Record<string, unknown>>;
  readonly announce: readonly string[];
}

async function record(
  tx: Queryable,
  author: Author,
  clientId: Owner,
  { action, facts, announce }: OptOutChange,
): Promise<void> {
  const isGone = action === "remove";
  await recordChange(tx, author, {
    clientId,
    category: "firewall",
    entity: "opt_out",
    entityId: clientId ?? "everybody",
    action,
    before: isGone ? facts : null,
    after: isGone ? null : facts,
    announce,
  });
}

/** One client's, and everybody's, by the unique index; all by opt_outs_number. */
async function selectRows(
  db: Queryable,
  { clientId, search }: Filters,
  after: readonly unknown[],
  limit: number,
): Promise<Row[]> {
  const { from, before } = rangesOf(search);
  const owner = clientId === undefined ? "" : clientId === "everybody" ? "and client_id is null" : "and client_id = $6";
  const { rows } = await db.query<Row>(
    `select o.id, o.client_id, c.login as client_login, o.number, o.comment, o.entered_by, o.created_at
     from (select found.* from unnest($1::bigint[], $2::bigint[]) r(low, high)
           cross join lateral (
             select * from opt_outs
             where number >= greatest(low, $3::bigint) and number < high and (number, id) > ($3::bigint, $4::bigint)
               ${owner}
             order by number, id limit $5) found
           order by found.number, found.id limit $5) o
     left join clients c on c.id = o.client_id
     order by o.number, o.id`,
    [from, before, ...after, limit, ...(typeof clientId === "number" ? [clientId] : [])],
  );
  return rows;
}

function optOutOf(row: Row): OptOut {
  return {
    id: Number(row.id),
    clientId: row.client_id,
    clientLogin: row.client_login,
    number: String(row.number),
    comment: row.comment,
    enteredBy: row.entered_by,
    createdAt: row.created_at.toISOString(),
  };
}
