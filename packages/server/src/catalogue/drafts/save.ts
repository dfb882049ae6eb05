/** Saving a draft: all its rows become rows of the tariff, or none does. */
import type { TariffDraft, TariffRef } from "@switchyard/contract";
import { tariffName } from "@switchyard/contract";
import { type Author, type Queryable, recordChange, type Transact } from "../../history/history.ts";
import { enqueueMail } from "../../mail/enqueue.ts";
import type { Paperwork } from "../../paperwork/paperwork.ts";
import { Refusal } from "../../refusal.ts";
import { requireTariff, tariffAnnouncement, tariffColumns } from "../tariff.ts";
import { fingerprint, readDraft, refuseSaved } from "./draft.ts";
import { type Notices, noNotices, prepareNotices } from "./notices/notices.ts";

export interface Saving {
  readonly draftId: number;
  readonly notify: boolean;
  /** A word to those who are told. */
  readonly message: string;
  readonly nowMs: number;
}

/**
 * Saves a draft and puts the notices about it into the mail, in one transaction. The sheets attached are made before
 * it, so that nothing waits for them under its locks; what they say can't change, since a draft's rows don't.
 */
export async function saveDraft(
  parts: { readonly db: Queryable; readonly transact: Transact; readonly paperwork: Paperwork },
  author: Author,
  ref: TariffRef,
  saving: Saving,
): Promise<TariffDraft> {
  const draft = await requireSavable(parts.db, ref, saving);
  const notices = saving.notify ? await prepareNotices(parts, ref, { ...saving, draft }) : noNotices;
  const saved = await parts.transact((tx) => saveRows(tx, author, ref, { ...saving, notices }));
  const { mails, withoutAddress } = notices;
  return saving.notify ? { ...saved, notices: { mails: mails.length, withoutAddress } } : saved;
}

async function saveRows(
  tx: Queryable,
  author: Author,
  ref: TariffRef,
  { draftId, nowMs, notices }: Saving & { readonly notices: Notices },
): Promise<TariffDraft> {
  // One at a time works on a tariff as a whole; changes of single rows wait.
  await requireTariff(tx, ref, "for no key update");
  await requireSavable(tx, ref, { draftId, nowMs }, "for update");
  const now = new Date(nowMs);
  await endRows(tx, ref, draftId, now);
  await insertRows(tx, author, ref, draftId, now);
  await tx.query("update tariff_drafts set saved_by = $2, saved_at = $3 where id = $1", [draftId, author.actor, now]);
  for (const mail of notices.mails) await enqueueMail(tx, mail, nowMs);
  const saved = await readDraft(tx, ref, draftId);
  await record(tx, author, ref, saved, notices);
  return saved;
}

/** The draft, if it can be saved as far as can be told without or, within the transaction, with the tariff locked. */
async function requireSavable(
  db: Queryable,
  ref: TariffRef,
  { draftId, nowMs }: Pick<Saving, "draftId" | "nowMs">,
  lock: "" | "for update" = "",
): Promise<TariffDraft> {
  const draft = await readDraft(db, ref, draftId, lock);
  refuseSaved(draft);
  const { bad } = draft.counts;
  if (bad > 0) {
    const rows = bad === 1 ? "One row of the draft is bad" : `${bad} rows of the draft are bad`;
    throw new Refusal("draft_has_bad_rows", `${rows}. Correct what is said there and make the draft again.`);
  }
  const { rows } = await db.query<{ stale: boolean }>(
    `select fingerprint <> $2 or exists (select from tariff_draft_rows
                                         where draft_id = $1 and class in ('new', 'changed') and valid_to <= $3) as stale
     from tariff_drafts where id = $1`,
    [draftId, await fingerprint(db, ref, nowMs), new Date(nowMs)],
  );
  if (rows[0]?.stale) {
    throw new Refusal(
      "draft_is_stale",
      "Since the draft was made, rows of this tariff were changed, began or ended. Make the draft again to see what it would change now.",
    );
  }
  return draft;
}

/**
 * Ends every row that holds at the end of a place, also those that the one in force has replaced: they would come back.
 * By the index of the owner.
 */
async function endRows(tx: Queryable, { scope, ownerId }: TariffRef, draftId: number, now: Date): Promise<void> {
  await tx.query(
    `update tariff_rows r set valid_to = d.ends_at
     from (select type, country, coalesce(network, '') as net, greatest(valid_to, $3) as ends_at
           from tariff_draft_rows where draft_id = $1 and class = 'ended') d
     where r.${tariffColumns[scope]} = $2 and r.type = d.type and r.country = d.country and coalesce(r.network, '') = d.net
       and r.valid_from <= d.ends_at and (r.valid_to is null or r.valid_to > d.ends_at)`,
    [draftId, ownerId, now],
  );
}

/** In the order of their starts: of two that have both come meanwhile, the later one counts. */
async function insertRows(
  tx: Queryable,
  author: Author,
  { scope, ownerId }: TariffRef,
  draftId: number,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into tariff_rows (${tariffColumns[scope]}, type, country, network, billing, amount_micros, valid_from,
                              valid_to, created_at, created_by, draft_id)
     select $2, type, country, network, billing, amount_micros, greatest(valid_from, $3), valid_to, $3, $4, $1
     from tariff_draft_rows where draft_id = $1 and class in ('new', 'changed')
     order by valid_from nulls first, position`,
    [draftId, ownerId, now, author.actor],
  );
}

async function record(
  tx: Queryable,
  author: Author,
  ref: TariffRef,
  { id, kind, title, counts }: TariffDraft,
  { mails, withoutAddress }: Notices,
): Promise<void> {
  await recordChange(tx, author, {
    clientId: ref.scope === "client" ? ref.ownerId : null,
    category: ref.scope === "supplier" ? "suppliers" : "prices",
    entity: "tariff draft",
    entityId: id,
    action: "save",
    before: null,
    after: {
      tariff: tariffName(ref),
      kind,
      title,
      ...counts,
      ...(mails.length + withoutAddress > 0 && { mails: mails.length, withoutAddress }),
    },
    announce: [tariffAnnouncement(ref)],
  });
}
