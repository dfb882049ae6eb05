/** Drafts that raise or cut rows in force, or end them. */
import type { AdminParsed, TariffDraft, TariffRef } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import type { Author, Queryable } from "../../history/history.ts";
import { invalidField } from "../../refusal.ts";
import { tariffColumns } from "../tariff.ts";
import { type AmountRule, amountRule, roundedAmount, scaledAmount } from "./amounts.ts";
import { addEnding, classifyProposed, makeProposed, rowsInForce } from "./classify.ts";
import { closeDraft, type OpenDraft, openDraft } from "./draft.ts";
import { momentAsked } from "./starts.ts";

type ChangeBody = AdminParsed<"draftTariffChange">["body"];
type EndBody = AdminParsed<"draftTariffEnd">["body"];
type Selection = ChangeBody["selection"];

/** Raises or cuts the selected rows that are in force when the change starts; each keeps its billing and its end. */
export async function draftChange(
  tx: Queryable,
  author: Author,
  ref: TariffRef,
  body: ChangeBody & { readonly nowMs: number },
): Promise<TariffDraft> {
  const { selection, nowMs } = body;
  const validFrom = await momentAsked(tx, ref, { moment: body.validFrom, path: "body.validFrom", nowMs });
  const head = { kind: "change", title: changeTitle(body), nowMs, type: selection.type } as const;
  const draft = await openDraft(tx, author, ref, head);
  await requireOwnRows(tx, draft, selection);
  await makeProposed(tx, draft);
  await proposeChanged(tx, draft, { selection, validFrom, rule: amountRule(body) });
  await proposeAbsent(tx, draft, { selection, at: validFrom, message: notInForce("when the change starts") });
  await classifyProposed(tx, draft);
  return closeDraft(tx, draft);
}

/** Ends the selected rows that are in force at the end asked for, with whatever they have replaced. */
export async function draftEnd(
  tx: Queryable,
  author: Author,
  ref: TariffRef,
  { selection, nowMs, ...body }: EndBody & { readonly nowMs: number },
): Promise<TariffDraft> {
  const at = await momentAsked(tx, ref, { moment: body.validTo, path: "body.validTo", nowMs });
  const title = at === null ? "End" : `End at ${at.toISOString()}`;
  const draft = await openDraft(tx, author, ref, { kind: "end", title, nowMs, type: selection.type });
  await requireOwnRows(tx, draft, selection);
  await makeProposed(tx, draft);
  await proposeAbsent(tx, draft, { selection, at, message: notInForce("at that end") });
  await classifyProposed(tx, draft);
  await addEnding(tx, draft, { at, countries: selection.countries, rowIds: selection.rowIds });
  return closeDraft(tx, draft);
}

const notInForce = (when: string) => `is not in force ${when}; leave it out, or choose another moment`;

function changeTitle({ percent, amount, rounding }: ChangeBody): string {
  const signed = (text: string) => (text.startsWith("-") ? text : `+${text}`);
  const what = percent === undefined ? signed(amount ?? "0") : `${signed(percent)} %`;
  return rounding ? `${what}, rounded ${rounding.mode} to ${rounding.step}` : what;
}

/** SQL: whether a row is selected, by countries $5 and ids $6. */
const isSelected = "($5::text[] is null or country = any($5)) and ($6::int[] is null or id = any($6))";

async function proposeChanged(
  tx: Queryable,
  { tariff, type, nowMs }: OpenDraft,
  { selection, validFrom, rule }: { selection: Selection; validFrom: Date | null; rule: AmountRule },
): Promise<void> {
  await tx.query(
    `insert into proposed (country, network, billing, amount_micros, valid_from, valid_to, message)
     select country, network, billing, case when scaled >= 0 then ${roundedAmount(rule, "scaled")} end, $1::timestamptz,
            valid_to, case when scaled < 0 then $7 else '' end
     from (select f.*, ${scaledAmount(rule, "f.amount_micros")} as scaled
           from (${rowsInForce(tariffColumns[tariff.scope])}) f) s
     where ${isSelected}
     order by country, coalesce(network, '')`,
    [
      validFrom,
      tariff.ownerId,
      type,
      validFrom ?? new Date(nowMs),
      selection.countries ?? null,
      selection.rowIds ?? null,
      `would be less than zero: ${tooMuch(rule)}`,
    ],
  );
}

function tooMuch({ plusMicros, millionths }: AmountRule): string {
  if (plusMicros < 0n) return `it is under the ${formatMicros(-plusMicros)} to take off`;
  const percent = formatMicros((1_000_000n - millionths) * 100n, { minDecimals: 0 });
  return `${percent} % to take off is more than there is`;
}

/** Rows chosen one by one that are not in force at the moment, as bad rows: nothing asked for is left out silently. */
async function proposeAbsent(
  tx: Queryable,
  { tariff, type, nowMs }: OpenDraft,
  { selection, at, message }: { selection: Selection; at: Date | null; message: string },
): Promise<void> {
  if (!selection.rowIds) return;
  const owner = tariffColumns[tariff.scope];
  await tx.query(
    `insert into proposed (country, network, billing, amount_micros, valid_from, valid_to, message)
     select country, network, billing, amount_micros, valid_from, valid_to, $1
     from tariff_rows r
     where r.${owner} = $2 and r.type = $3 and ${isSelected}
       and not exists (select from (${rowsInForce(owner)}) f where f.id = r.id)
     order by country, coalesce(network, '')`,
    [message, tariff.ownerId, type, at ?? new Date(nowMs), selection.countries ?? null, selection.rowIds],
  );
}

async function requireOwnRows(tx: Queryable, { tariff, type }: OpenDraft, { rowIds }: Selection): Promise<void> {
  if (!rowIds) return;
  const { rows } = await tx.query<{ id: number }>(
    `select id from unnest($1::int[]) g(id)
     where not exists (select from tariff_rows r
                       where r.id = g.id and r.${tariffColumns[tariff.scope]} = $2 and r.type = $3)`,
    [rowIds, tariff.ownerId, type],
  );
  const [stranger] = rows;
  if (stranger) throw invalidField("body.selection.rowIds", `names row ${stranger.id}, which is no ${type} row here`);
}
