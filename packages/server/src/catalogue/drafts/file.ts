/** Drafts from price lists. A thread of its own reads the file; PostgreSQL takes its rows apart and compares them. */
import type { AdminParsed, TariffDraft, TariffRef } from "@switchyard/contract";
import type { Author, Queryable, Transact } from "../../history/history.ts";
import type { Paperwork } from "../../paperwork/paperwork.ts";
import type { PriceList } from "../../paperwork/price-list.ts";
import { readPlacesJson } from "../places/tables.ts";
import { requireTariff, tariffColumns } from "../tariff.ts";
import { fileRefusal } from "../unreadable-file.ts";
import { addEnding, classifyProposed, makeProposed } from "./classify.ts";
import { closeDraft, type OpenDraft, openDraft } from "./draft.ts";
import { momentAsked, startOfDay, tariffZone } from "./starts.ts";

type FileChoices = AdminParsed<"draftTariffFile">["query"];

export interface DraftFile {
  readonly octets: Uint8Array;
  readonly choices: FileChoices;
  readonly nowMs: number;
}

/** Reads a price list and drafts what it would change; the answer says how it was understood. */
export async function draftFile(
  parts: { readonly db: Queryable; readonly transact: Transact; readonly paperwork: Paperwork },
  author: Author,
  ref: TariffRef,
  { octets, choices, nowMs }: DraftFile,
): Promise<TariffDraft> {
  await requireTariff(parts.db, ref);
  const path = "query.validFrom";
  const validFrom = await momentAsked(parts.db, ref, { moment: choices.validFrom, path, nowMs });
  const timeZone = await tariffZone(parts.db, ref);
  const { name, sheet, headerLine, separator, encoding, decimal, dateOrder, columns } = choices;
  const found = { timeZone, sheet, headerLine, separator, encoding, decimal, dateOrder, columns };
  const places = await readPlacesJson(parts.db);
  const list = await readList(parts.paperwork, { name, octets, places, choices: found });
  const draft = await parts.transact(async (tx) => {
    const open = await openDraft(tx, author, ref, { kind: "file", title: name, nowMs, type: choices.type });
    await makeProposed(tx, open);
    await proposeRows(tx, open, list, { billing: choices.billing, validFrom, timeZone });
    await proposeFaults(tx, list);
    await classifyProposed(tx, open);
    // A file that names nothing is no list of what stays.
    if (choices.missing === "end" && list.rowsTotal > 0)
      await addEnding(tx, open, { at: validFrom, unnamedOnly: true });
    return closeDraft(tx, open, list.faultsTotal - list.faults.length);
  });
  return { ...draft, file: list.reading };
}

/** Hands the octets over where they are a buffer of their own. */
async function readList(
  paperwork: Paperwork,
  file: Parameters<typeof paperwork.run<"readPriceList">>[1],
): Promise<PriceList> {
  try {
    const { buffer, byteLength } = file.octets;
    const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
    return await paperwork.run("readPriceList", file, { transfer: isWhole ? [buffer] : [] });
  } catch (error) {
    throw fileRefusal(error);
  }
}

interface Defaults {
  readonly billing: string;
  readonly validFrom: Date | null;
  readonly timeZone: string;
}

/** Slice by slice, so that neither we nor the connection hold the whole list as one text. */
async function proposeRows(
  tx: Queryable,
  { tariff, type, nowMs }: OpenDraft,
  { rows, sliceEnds }: PriceList,
  { billing, validFrom, timeZone }: Defaults,
): Promise<void> {
  const octets = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength);
  const today = await startOfDay(tx, nowMs, timeZone);
  for (const [index, end] of sliceEnds.entries()) {
    await tx.query(proposing(tariffColumns[tariff.scope]), [
      octets.subarray(sliceEnds[index - 1] ?? 0, end),
      new Date(nowMs),
      today,
      validFrom,
      billing,
      tariff.currency,
      tariff.ownerId,
      type,
    ]);
  }
}

/**
 * $1 lines as PriceList has them, $2 now, $3 when today began, $4 start, $5 billing where the file says none, $6 currency,
 * $7 the owner, $8 the type. What began already is looked for among the owner's rows, by their index: a tariff that was
 * exported is known from end to end.
 */
const proposing = (owner: string) => `
  insert into proposed (line, country, network, billing, amount_micros, valid_from, valid_to, is_known, message)
  select line, country, network, billing, amount_micros,
         case when is_known then starts_at else nullif(greatest(starts_at, $2), $2) end, ends_at, is_known,
         case when currency <> $6 then 'is in ' || currency || '; this tariff is in ' || $6
              when is_known then ''
              when starts_at < $3::timestamptz then 'starts in the past, where messages have their prices already'
              when ends_at <= $2 then 'ends in the past'
              when ends_at <= starts_at then 'ends before it starts'
              else '' end
  from (
    select r.*, case when r.starts_at <= $2 then exists (
             select from tariff_rows t
             where t.${owner} = $7 and t.country = r.country::bpchar and coalesce(t.network, '') = coalesce(r.network, '')
               and t.type = $8 and t.billing = r.billing and t.amount_micros = r.amount_micros
               and t.valid_from >= r.starts_at and t.valid_from < r.starts_at + interval '1 millisecond'
               and date_trunc('milliseconds', t.valid_to) is not distinct from r.ends_at
           ) else false end as is_known
    from (
      select f[1]::int as line, f[2] as country, nullif(f[3], '') as network, f[4]::numeric as amount_micros,
             coalesce(nullif(f[5], '')::timestamptz, $4::timestamptz) as starts_at,
             nullif(f[6], '')::timestamptz as ends_at, coalesce(nullif(f[7], ''), $5) as billing,
             nullif(f[8], '') as currency, place
      from string_to_table(rtrim(convert_from($1::bytea, 'UTF8'), E'\\n'), E'\\n') with ordinality t(text, place)
      cross join lateral (select string_to_array(text, E'\\t') as f offset 0) fields
      offset 0 -- each field is taken apart once, not wherever it is used
    ) r
  ) k order by place`;

const needs = { amount: "price", destination: "country, MCC or MNC" } as const;

/** What can't be read: its rows, or the list as a whole. */
async function proposeFaults(tx: Queryable, { faults, faultsTotal, missing, rowsTotal, reading }: PriceList) {
  const whole = missing.map((what) => `has no column for the ${needs[what]} that we can find; choose it`);
  if (whole.length === 0 && rowsTotal === 0 && faultsTotal === 0) whole.push("has no row under it");
  const line = Math.max(1, reading.headerLine);
  const told = [...whole.map((message) => ({ line, message })), ...faults];
  await tx.query(
    `insert into proposed (line, message)
     select * from unnest($1::int[], $2::text[])`,
    [told.map((fault) => fault.line), told.map((fault) => fault.message)],
  );
}
