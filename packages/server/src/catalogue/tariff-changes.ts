/** Rows of a tariff made, ended and deleted. Only a row's end may change: what it says about the past stays true. */
import { type TariffRef, type TariffRow, tariffName } from "@switchyard/contract";
import { microsOf } from "../history/columns.ts";
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { invalidField } from "../refusal.ts";
import { requirePlaces, requireTariff, type Tariff, tariffAnnouncement, tariffColumns } from "./tariff.ts";
import { readTariffRow, readTariffRows } from "./tariff-list.ts";

/** How the rows of each scope are spoken of in the history. */
const spoken = {
  client: { entity: "price", category: "prices" },
  product: { entity: "price", category: "prices" },
  supplier: { entity: "cost", category: "suppliers" },
} as const;

export interface TariffRowToCreate {
  readonly type?: TariffRow["type"] | undefined;
  readonly country: string;
  readonly network?: string | null | undefined;
  readonly billing?: TariffRow["billing"] | undefined;
  readonly amount: string;
  readonly validFrom?: string | undefined;
  readonly validTo?: string | null | undefined;
}

/** Creates all rows or none. `path` names the array in the request, for what is wrong in it. */
export async function createTariffRows(
  tx: Queryable,
  author: Author,
  ref: TariffRef,
  given: { readonly rows: readonly TariffRowToCreate[]; readonly path: string; readonly nowMs: number },
): Promise<TariffRow[]> {
  const now = new Date(given.nowMs);
  await requirePlaces(tx, given.rows, (index) => `${given.path}.${index}`);
  const tariff = await requireTariff(tx, ref, "for share");
  const { rows } = await tx.query<{ id: number }>(
    `insert into tariff_rows (${tariffColumns[ref.scope]}, type, country, network, billing, amount_micros,
                              valid_from, valid_to, created_at, created_by)
     select $1, u.type, u.country, u.network, u.billing, u.amount, u.valid_from, u.valid_to, $9, $10
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::timestamptz[], $8::timestamptz[])
       with ordinality u(type, country, network, billing, amount, valid_from, valid_to, place)
     order by u.place returning id`,
    [
      ref.ownerId,
      given.rows.map((row) => row.type ?? "sms"),
      given.rows.map((row) => row.country),
      given.rows.map((row) => row.network ?? null),
      given.rows.map((row) => row.billing ?? "submitted"),
      given.rows.map((row) => microsOf(row.amount)),
      given.rows.map((row) => row.validFrom ?? now.toISOString()),
      given.rows.map((row) => row.validTo ?? null),
      now,
      author.actor,
    ],
  );
  const ids = rows.map((row) => row.id);
  const created = await readTariffRows(tx, tariff, ids, given.nowMs);
  for (const [index, row] of created.entries()) {
    // One announcement for all: the tariff is read anew as a whole.
    await record(tx, author, ref, { action: "create", before: null, after: row, isAnnounced: index === 0 });
  }
  return created;
}

/**
 * Copies the rows that have not ended to another tariff of the same currency, in their order: of two that began together
 * the same one counts there. However many they are, they are one line of the history. Answers how many.
 */
export async function copyTariffRows(
  tx: Queryable,
  author: Author,
  from: TariffRef,
  { to, nowMs }: { readonly to: TariffRef; readonly nowMs: number },
): Promise<number> {
  await requireTariff(tx, from, "for share");
  const { rowCount } = await tx.query(
    `insert into tariff_rows (${tariffColumns[to.scope]}, type, country, network, billing, amount_micros, valid_from,
                              valid_to, created_at, created_by)
     select $2, type, country, network, billing, amount_micros, valid_from, valid_to, $3, $4
     from tariff_rows where ${tariffColumns[from.scope]} = $1 and (valid_to is null or valid_to > $3) order by id`,
    [from.ownerId, to.ownerId, new Date(nowMs), author.actor],
  );
  const copied = rowCount ?? 0;
  if (copied === 0) return 0;
  await recordChange(tx, author, {
    clientId: to.scope === "client" ? to.ownerId : null,
    category: spoken[to.scope].category,
    entity: "tariff",
    entityId: tariffName(to),
    action: "copy",
    before: null,
    after: { tariff: tariffName(to), from: tariffName(from), rows: copied },
    announce: [tariffAnnouncement(to)],
  });
  return copied;
}

/** Sets or clears the end of a row. */
export async function endTariffRow(
  tx: Queryable,
  author: Author,
  ref: TariffRef,
  { rowId, validTo, nowMs }: { readonly rowId: number; readonly validTo: string | null; readonly nowMs: number },
): Promise<TariffRow> {
  const { tariff, row: before } = await lockRow(tx, ref, rowId, nowMs);
  if (validTo !== null && Date.parse(validTo) <= Date.parse(before.validFrom)) {
    throw invalidField("body.validTo", `must be later than the start, ${before.validFrom}`);
  }
  await tx.query("update tariff_rows set valid_to = $2 where id = $1", [rowId, validTo]);
  const after = await readTariffRow(tx, tariff, rowId, nowMs);
  if (before.validTo !== after.validTo) {
    await record(tx, author, ref, { action: "update", before, after, isAnnounced: true });
  }
  return after;
}

export async function deleteTariffRow(
  tx: Queryable,
  author: Author,
  ref: TariffRef,
  { rowId, nowMs }: { readonly rowId: number; readonly nowMs: number },
): Promise<void> {
  const { row: before } = await lockRow(tx, ref, rowId, nowMs);
  await tx.query("delete from tariff_rows where id = $1", [rowId]);
  await record(tx, author, ref, { action: "delete", before, after: null, isAnnounced: true });
}

/** A row of this tariff, locked; one of another tariff is not found. */
async function lockRow(
  tx: Queryable,
  ref: TariffRef,
  rowId: number,
  nowMs: number,
): Promise<{ tariff: Tariff; row: TariffRow }> {
  const tariff = await requireTariff(tx, ref, "for share");
  await tx.query(`select from tariff_rows where id = $1 and ${tariffColumns[ref.scope]} = $2 for update`, [
    rowId,
    ref.ownerId,
  ]);
  return { tariff, row: await readTariffRow(tx, tariff, rowId, nowMs) };
}

async function record(
  tx: Queryable,
  author: Author,
  ref: TariffRef,
  change: { action: string; before: TariffRow | null; after: TariffRow | null; isAnnounced: boolean },
): Promise<void> {
  const row = change.after ?? change.before;
  if (!row) return;
  await recordChange(tx, author, {
    clientId: ref.scope === "client" ? ref.ownerId : null,
    ...spoken[ref.scope],
    entityId: row.id,
    action: change.action,
    before: change.before && factsOf(change.before),
    after: change.after && factsOf(change.after),
    announce: change.isAnnounced ? [tariffAnnouncement(ref)] : [],
  });
}

function factsOf({ tariff, type, country, network, billing, amount, validFrom, validTo }: TariffRow) {
  return { tariff, type, country, network, billing, amount, validFrom, validTo };
}
