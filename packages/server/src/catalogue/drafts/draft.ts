/**
 * A draft: a set of rows that would change a tariff, compared with the rows in force and shown before it counts. It is
 * saved all or nothing, and only onto the tariff that it was compared with.
 */
import { type TariffDraft, type TariffRef, tariffName } from "@switchyard/contract";
import type { Author, Queryable } from "../../history/history.ts";
import { notFound, Refusal } from "../../refusal.ts";
import { requireTariff, type Tariff, tariffColumns } from "../tariff.ts";

export interface DraftHead {
  readonly kind: TariffDraft["kind"];
  readonly title: string;
  readonly nowMs: number;
}

/** A tariff and the draft of it that rows are put into. */
export interface OpenDraft {
  readonly id: number;
  readonly tariff: Tariff;
  readonly type: "sms" | "mo" | "hlr";
  readonly nowMs: number;
}

/** Begins a draft. The fingerprint comes first: what changes while the rows are compared makes the draft stale. */
export async function openDraft(
  tx: Queryable,
  author: Author,
  ref: TariffRef,
  { kind, title, nowMs, type }: DraftHead & { readonly type: OpenDraft["type"] },
): Promise<OpenDraft> {
  const tariff = await requireTariff(tx, ref);
  const { rows } = await tx.query<{ id: number }>(
    `insert into tariff_drafts (${tariffColumns[ref.scope]}, kind, title, fingerprint, created_by, created_at,
                                rows_new, rows_changed, rows_ended, rows_unchanged, rows_bad)
     values ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, 0) returning id`,
    [ref.ownerId, kind, title, await fingerprint(tx, ref, nowMs), author.actor, new Date(nowMs)],
  );
  return { id: Number(rows[0]?.id), tariff, type, nowMs };
}

/** Counts the rows put into it. `moreBad` are bad rows of a file beyond those that are told one by one. */
export async function closeDraft(tx: Queryable, { id, tariff }: OpenDraft, moreBad = 0): Promise<TariffDraft> {
  await tx.query(
    `update tariff_drafts set (rows_new, rows_changed, rows_ended, rows_unchanged, rows_bad) = (
       select count(*) filter (where class = 'new'), count(*) filter (where class = 'changed'),
              count(*) filter (where class = 'ended'), count(*) filter (where class = 'unchanged'),
              count(*) filter (where class = 'bad') + $2
       from tariff_draft_rows where draft_id = $1)
     where id = $1`,
    [id, moreBad],
  );
  return readDraft(tx, tariff, id);
}

/** A draft of this tariff; one of another is not found. */
export async function readDraft(
  db: Queryable,
  ref: TariffRef,
  draftId: number,
  lock: "" | "for update" = "",
): Promise<TariffDraft> {
  const { rows } = await db.query<DraftDbRow>(
    `select id, kind, title, rows_new, rows_changed, rows_ended, rows_unchanged, rows_bad, created_by, created_at,
            saved_by, saved_at
     from tariff_drafts where id = $1 and ${tariffColumns[ref.scope]} = $2 ${lock}`,
    [draftId, ref.ownerId],
  );
  const [row] = rows;
  if (!row) throw notFound("draft", draftId);
  return draftOf(row, ref);
}

/** Throws a draft away that was not saved. */
export async function deleteDraft(tx: Queryable, ref: TariffRef, draftId: number): Promise<void> {
  refuseSaved(await readDraft(tx, ref, draftId, "for update"));
  await tx.query("delete from tariff_drafts where id = $1", [draftId]);
}

export function refuseSaved({ id, savedAt, savedBy }: TariffDraft): void {
  if (savedAt === null) return;
  throw new Refusal(
    "draft_is_saved",
    `${savedBy} saved draft ${id} at ${savedAt}. To change more, make another draft.`,
  );
}

/** How long a draft that was not saved is kept. */
const OPEN_DRAFT_DAYS = 2;

/** Deletes an old draft that was not saved, by tariff_drafts_open; answers whether there may be more. */
export async function deleteOldDraft(db: Queryable, nowMs: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `delete from tariff_drafts where id = (
       select id from tariff_drafts where saved_at is null and created_at < $1::timestamptz - make_interval(days => $2)
       order by created_at limit 1 for update skip locked)`,
    [new Date(nowMs), OPEN_DRAFT_DAYS],
  );
  return rowCount === 1;
}

/**
 * What a draft depends on: every row of the tariff with its end, and which of them have begun and ended. A row that is
 * made, ended or deleted changes it, and so does a row that begins or ends meanwhile.
 */
export async function fingerprint(db: Queryable, { scope, ownerId }: TariffRef, nowMs: number): Promise<string> {
  const { rows } = await db.query<{ text: string }>(
    `select concat_ws(' ', count(*), sum(hash_record_extended((id, valid_to), 0)::numeric),
                      count(*) filter (where valid_from <= $2), count(*) filter (where valid_to <= $2)) as text
     from tariff_rows where ${tariffColumns[scope]} = $1`,
    [ownerId, new Date(nowMs)],
  );
  return rows[0]?.text ?? "";
}

interface DraftDbRow {
  readonly id: number;
  readonly kind: TariffDraft["kind"];
  readonly title: string;
  readonly rows_new: number;
  readonly rows_changed: number;
  readonly rows_ended: number;
  readonly rows_unchanged: number;
  readonly rows_bad: number;
  readonly created_by: string;
  readonly created_at: Date;
  readonly saved_by: string;
  readonly saved_at: Date | null;
}

function draftOf(row: DraftDbRow, ref: TariffRef): TariffDraft {
  return {
    id: row.id,
    tariff: tariffName(ref),
    kind: row.kind,
    title: row.title,
    counts: {
      new: row.rows_new,
      changed: row.rows_changed,
      ended: row.rows_ended,
      unchanged: row.rows_unchanged,
      bad: row.rows_bad,
    },
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    savedBy: row.saved_by,
    savedAt: row.saved_at?.toISOString() ?? null,
  };
}
