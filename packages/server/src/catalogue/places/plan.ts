/** Numbering plans brought in whole: what a file would change is shown first, then saved, all of it or nothing. */
import { type AdminParsed, contractLimits, type PlanPreview, type PlanRow, planRowClasses } from "@switchyard/contract";
import { type Author, type Queryable, recordChange, type Transact } from "../../history/history.ts";
import type { NumberingPlan } from "../../paperwork/numbering-plan.ts";
import type { Paperwork } from "../../paperwork/paperwork.ts";
import { invalidField, Refusal } from "../../refusal.ts";
import { fileRefusal } from "../unreadable-file.ts";
import { placesAnnouncement, readDestination } from "./countries.ts";
import { requireRoom } from "./prefixes.ts";
import { readPlacesJson } from "./tables.ts";

interface Parts {
  readonly db: Queryable;
  readonly transact: Transact;
  readonly paperwork: Paperwork;
}

type Settings = AdminParsed<"previewNumberingPlan">["query"];

export interface PlanToImport {
  readonly octets: Uint8Array;
  readonly settings: Settings & { readonly basis?: string | undefined };
}

/** What a file would change, row by row; the first rows alone where there are many. */
export async function previewNumberingPlan(parts: Parts, { octets, settings }: PlanToImport): Promise<PlanPreview> {
  const plan = await readPlan(parts, octets, settings);
  return parts.transact(async (tx) => {
    const counts = await compare(tx, plan, settings);
    const { rows } = await tx.query<PlanRow>(
      `select line, class, digits, country, network, old_country as "oldCountry", old_network as "oldNetwork", message
       from plan order by array_position($1::text[], class), line nulls last, digits limit $2`,
      [planRowClasses, contractLimits.planRowsShownMax],
    );
    const rowsTotal = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return { counts, rows, rowsTotal, columns: plan.columns, basis: await basisOf(tx) };
  });
}

/** Saves what a file changes: refused while a row is bad, and when the prefixes are others than `basis` says. */
export async function importNumberingPlan(
  parts: Parts,
  author: Author,
  { octets, settings }: PlanToImport,
): Promise<{ counts: PlanPreview["counts"] }> {
  const plan = await readPlan(parts, octets, settings);
  return parts.transact(async (tx) => {
    // One at a time changes prefixes; reading them goes on.
    await tx.query("lock table prefixes in share row exclusive mode");
    if (settings.basis !== undefined && settings.basis !== (await basisOf(tx))) {
      throw new Refusal("wrong_state", "Prefixes were changed since the preview. Look at what the file changes now.");
    }
    const counts = await compare(tx, plan, settings);
    refuseBad(plan);
    if (counts.new + counts.changed + counts.removed === 0) return { counts };
    await requireRoom(tx, counts.new - counts.removed);
    await save(tx);
    await recordChange(tx, author, {
      clientId: null,
      category: "destinations",
      entity: "numbering plan",
      entityId: settings.country ?? "",
      action: "import",
      before: null,
      after: { mode: settings.mode, country: settings.country ?? null, ...counts },
      announce: [placesAnnouncement],
    });
    return { counts };
  });
}

async function readPlan({ db, paperwork }: Parts, octets: Uint8Array, settings: Settings): Promise<NumberingPlan> {
  const country = settings.country ?? null;
  if (country !== null) await requireCountry(db, country);
  const file = { octets, places: await readPlacesJson(db), country, isCountryAlone: settings.mode === "replace" };
  return paperwork.run("readNumberingPlan", file).catch((error) => {
    throw fileRefusal(error);
  });
}

async function requireCountry(db: Queryable, country: string): Promise<void> {
  await readDestination(db, country).catch((error) => {
    throw error instanceof Refusal ? invalidField("query.country", "is no country with mobile numbers") : error;
  });
}

/** Puts the file beside what there is, in the table `plan` of this transaction. */
async function compare(
  tx: Queryable,
  { rows, faults, faultsTotal }: NumberingPlan,
  { mode, country }: Settings,
): Promise<PlanPreview["counts"]> {
  await tx.query(
    `create temp table plan (line int, class text not null, digits text, country text, network text, old_country text,
                             old_network text, message text not null default '') on commit drop`,
  );
  await tx.query(
    `insert into plan (line, class, digits, country, network, old_country, old_network)
     select f[1]::int, case when o.digits is null then 'new'
                            when o.country = f[3] and o.network is not distinct from nullif(f[4], '') then 'unchanged'
                            else 'changed' end,
            f[2], f[3], nullif(f[4], ''), o.country, o.network
     from string_to_table(rtrim(convert_from($1::bytea, 'UTF8'), E'\\n'), E'\\n') t(text)
     cross join lateral (select string_to_array(text, E'\\t') as f offset 0) fields
     left join prefixes o on o.digits = f[2]`,
    [Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength)],
  );
  await tx.query(
    `insert into plan (line, class, digits, message)
     select line, 'bad', digits, message from unnest($1::int[], $2::text[], $3::text[]) u(line, digits, message)`,
    [faults.map(({ line }) => line), faults.map(({ digits }) => digits), faults.map(({ message }) => message)],
  );
  if (mode === "replace") {
    await tx.query(
      `insert into plan (class, digits, old_country, old_network)
       select 'removed', digits, country, network from prefixes
       where country = $1 and digits not in (select digits from plan where digits is not null)`,
      [country],
    );
  }
  const { rows: classes } = await tx.query<{ class: keyof PlanPreview["counts"]; count: number }>(
    "select class, count(*)::int as count from plan group by class",
  );
  const counts = { bad: 0, changed: 0, new: 0, removed: 0, unchanged: 0 };
  for (const one of classes) counts[one.class] = one.count;
  // Beyond some, faults are only counted.
  return { ...counts, bad: faultsTotal };
}

/** Which prefixes an import was compared with. */
async function basisOf(tx: Queryable): Promise<string> {
  const { rows } = await tx.query<{ basis: string }>(
    `select md5(coalesce(string_agg(digits || country || coalesce(network, ''), ',' order by digits), '')) as basis
     from prefixes`,
  );
  return rows[0]?.basis ?? "";
}

const FAULTS_TOLD = 50;

function refuseBad({ faults, faultsTotal }: NumberingPlan): void {
  const [first] = faults;
  if (!first) return;
  const says = faultsTotal === 1 ? "One row is bad" : `${faultsTotal} rows are bad`;
  throw new Refusal(
    "invalid_request",
    `${says}, so nothing is saved: line ${first.line} ${first.message}.`,
    faults.slice(0, FAULTS_TOLD).map(({ line, message }) => ({ path: `body.line ${line}`, message })),
  );
}

/** What was deleted stays deleted when a release ships it; what came back does not. */
async function save(tx: Queryable): Promise<void> {
  await tx.query(
    `insert into prefixes (digits, country, network, edited)
     select digits, country, network, true from plan where class in ('new', 'changed')
     on conflict (digits) do update set country = excluded.country, network = excluded.network, edited = true`,
  );
  await tx.query("delete from deleted_prefixes where digits in (select digits from plan where class = 'new')");
  await tx.query(
    `with gone as (
       delete from prefixes where digits in (select digits from plan where class = 'removed') returning digits
     )
     insert into deleted_prefixes (digits) select digits from gone on conflict do nothing`,
  );
}
