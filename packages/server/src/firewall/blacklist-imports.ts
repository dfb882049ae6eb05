/** Files put on the black list as a whole, and taken back as a whole. */
import type { AdminParsed, BlacklistImport } from "@switchyard/contract";
import { type Author, type Queryable, recordChange, type Transact } from "../history/history.ts";
import { type Page, pageOfRows, readIdCursor } from "../paging.ts";
import type { Paperwork } from "../paperwork/paperwork.ts";
import { notFound } from "../refusal.ts";
import { arraysOf, readNumberFile } from "./numbers.ts";

interface Row {
  readonly id: number;
  readonly name: string;
  readonly added: number;
  readonly already: number;
  readonly entered_by: string;
  readonly created_at: Date;
}

export async function listBlacklistImports(
  db: Queryable,
  query: AdminParsed<"listBlacklistImports">["query"],
): Promise<Page<BlacklistImport>> {
  const { rows } = await db.query<Row>(
    "select * from blacklist_imports where $1::int is null or id < $1 order by id desc limit $2",
    [readIdCursor(query.cursor) ?? null, query.limit + 1],
  );
  return pageOfRows(rows, query.limit, (row) => [row.id], importOf);
}

/** Reads a file in a thread and lists its numbers slice by slice in one transaction: all of them or none. */
export async function importBlacklist(
  { transact, paperwork }: { readonly transact: Transact; readonly paperwork: Paperwork },
  author: Author,
  { octets, name, callingCode }: AdminParsed<"importBlacklist">["query"] & { readonly octets: Uint8Array },
): Promise<BlacklistImport> {
  const file = await readNumberFile(paperwork, octets, callingCode);
  return transact(async (tx) => {
    const { rows } = await tx.query<Row>(
      "insert into blacklist_imports (name, added, already, entered_by) values ($1, 0, 0, $2) returning *",
      [name, author.actor],
    );
    const importId = rows[0]?.id ?? 0;
    let added = 0;
    for (const array of arraysOf(file)) {
      const { rowCount } = await tx.query(
        `insert into blacklist (number, import_id, entered_by)
         select n, $2, $3 from unnest($1::bigint[]) n on conflict do nothing`,
        [array, importId, author.actor],
      );
      added += rowCount ?? 0;
    }
    const { rows: counted } = await tx.query<Row>(
      "update blacklist_imports set added = $2, already = $3 where id = $1 returning *",
      [importId, added, file.count - added],
    );
    const [imported] = counted.map(importOf);
    if (!imported) throw new Error("the import went in and did not come out");
    await record(tx, author, "import", imported);
    return imported;
  });
}

/** Takes an import back: what came with it leaves the list, but for numbers taken off and listed again since. */
export async function deleteBlacklistImport(tx: Queryable, author: Author, importId: number): Promise<void> {
  const { rows } = await tx.query<Row>("select * from blacklist_imports where id = $1 for update", [importId]);
  const [imported] = rows.map(importOf);
  if (!imported) throw notFound("import", importId);
  await tx.query("delete from blacklist where import_id = $1", [importId]);
  await tx.query("delete from blacklist_imports where id = $1", [importId]);
  await record(tx, author, "take_back", imported);
}

async function record(
  tx: Queryable,
  author: Author,
  action: "import" | "take_back",
  { id, name, added, already }: BlacklistImport,
): Promise<void> {
  const facts = { name, added, already };
  const isNew = action === "import";
  await recordChange(tx, author, {
    clientId: null,
    category: "firewall",
    entity: "blacklist_import",
    entityId: id,
    action,
    before: isNew ? null : facts,
    after: isNew ? facts : null,
    announce: [isNew ? `blacklist:import:${id}` : "blacklist:all"],
  });
}

const importOf = (row: Row): BlacklistImport => ({
  id: row.id,
  name: row.name,
  added: row.added,
  already: row.already,
  enteredBy: row.entered_by,
  createdAt: row.created_at.toISOString(),
});
