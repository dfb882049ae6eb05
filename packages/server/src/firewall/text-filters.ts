/** Filters by what a message says. */
import { type AdminParsed, contractLimits, type TextFilter, type TextFilterTried } from "@switchyard/contract";
import { compilePattern, patternFault } from "@switchyard/engine";
import { requirePlace } from "../catalogue/tariff.ts";
import { type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { invalidField, notFound, Refusal } from "../refusal.ts";

type Create = AdminParsed<"createTextFilter">["body"];
type Patch = AdminParsed<"updateTextFilter">["body"];

const columns: Columns<keyof Create> = {
  name: "name",
  clientId: "client_id",
  country: "country",
  match: "match",
  pattern: "pattern",
  ignoreCase: "ignore_case",
  action: "action",
  enabled: "enabled",
  comment: "comment",
};

export async function listTextFilters(
  db: Queryable,
  query: AdminParsed<"listTextFilters">["query"],
): Promise<Page<TextFilter>> {
  const after = readCursor(query.cursor, 1);
  const filters = await select(
    db,
    `where ($1::text is null or f.name > $1) and ($2::int is null or f.client_id = $2)
       and ($3::text[] is null or f.action = any($3))
       and ($4::text is null or position(lower($4) in lower(f.name || E'\\n' || f.pattern || E'\\n' || f.comment)) > 0)
     order by f.name limit $5`,
    [after?.[0] ?? null, query.clientId ?? null, query.action ?? null, query.search || null, query.limit + 1],
  );
  return pageOfRows(
    filters,
    query.limit,
    (filter) => [filter.name],
    (filter) => filter,
  );
}

export async function readTextFilter(db: Queryable, filterId: number, lock = ""): Promise<TextFilter> {
  const [found] = await select(db, `where f.id = $1 ${lock}`, [filterId]);
  if (!found) throw notFound("text filter", filterId);
  return found;
}

export async function createTextFilter(tx: Queryable, author: Author, given: Create): Promise<TextFilter> {
  const whole = { ...given, match: given.match ?? "plain", ignoreCase: given.ignoreCase ?? true };
  checkPattern(whole, "body.pattern");
  if (given.country) await requirePlace(tx, { country: given.country }, "body");
  await requireRoom(tx);
  const filter = await readTextFilter(tx, await insertRow(tx, "text_filters", written(columns, whole)));
  await record(tx, author, "create", null, filter);
  return filter;
}

export async function updateTextFilter(
  tx: Queryable,
  author: Author,
  filterId: number,
  given: Patch,
): Promise<TextFilter> {
  const before = await readTextFilter(tx, filterId, "for update of f");
  const { match, pattern, ignoreCase } = given;
  if (match !== undefined || pattern !== undefined || ignoreCase !== undefined) {
    const whole = {
      match: match ?? before.match,
      pattern: pattern ?? before.pattern,
      ignoreCase: ignoreCase ?? before.ignoreCase,
    };
    checkPattern(whole, "body.pattern");
  }
  if (given.country) await requirePlace(tx, { country: given.country }, "body");
  await updateRow(tx, "text_filters", filterId, written(columns, given));
  const after = await readTextFilter(tx, filterId);
  if (!isSame(factsOf(before), factsOf(after))) await record(tx, author, "update", before, after);
  return after;
}

export async function deleteTextFilter(tx: Queryable, author: Author, filterId: number): Promise<void> {
  const before = await readTextFilter(tx, filterId, "for update of f");
  await tx.query("delete from text_filters where id = $1", [filterId]);
  await record(tx, author, "delete", before, null);
}

/** Which filters in force a text meets, and whether it meets one that is not saved yet. */
export async function tryTextFilters(
  db: Queryable,
  { text, clientId, country, draft }: AdminParsed<"tryTextFilters">["body"],
): Promise<TextFilterTried> {
  if (draft) checkPattern(draft, "body.draft.pattern");
  const asked = await select(
    db,
    `where f.enabled and (f.client_id is null or f.client_id = $1) and (f.country is null or f.country = $2)
     order by f.id`,
    [clientId ?? null, country ?? null],
  );
  return {
    hits: asked
      .filter((filter) => compileFilter(filter).test(text))
      .map(({ id, name, action }) => ({ filterId: id, name, action })),
    draft: draft ? compileFilter(draft).test(text) : null,
  };
}

type Expression = Pick<TextFilter, "match" | "pattern" | "ignoreCase">;

const sourceOf = ({ match, pattern, ignoreCase }: Expression) => ({ match, source: pattern, ignoreCase });

/** What tells whether a text meets a filter. */
export const compileFilter = (expression: Expression) => compilePattern(sourceOf(expression));

/** Refuses a pattern that traffic could not be asked for, saying what is wrong with it. */
function checkPattern(expression: Expression, path: string): void {
  const fault = patternFault(sourceOf(expression));
  if (fault !== undefined) throw invalidField(path, fault);
}

async function requireRoom(tx: Queryable): Promise<void> {
  const { rows } = await tx.query<{ count: number }>("select count(*)::int as count from text_filters");
  if ((rows[0]?.count ?? 0) < contractLimits.textFiltersMax) return;
  throw new Refusal("too_many", `There are ${rows[0]?.count} text filters already. Delete or join some first.`);
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly client_id: number | null;
  readonly client_login: string | null;
  readonly country: string | null;
  readonly match: TextFilter["match"];
  readonly pattern: string;
  readonly ignore_case: boolean;
  readonly action: TextFilter["action"];
  readonly enabled: boolean;
  readonly comment: string;
  readonly created_at: Date;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<TextFilter[]> {
  const { rows } = await db.query<Row>(
    `select f.*, c.login as client_login from text_filters f left join clients c on c.id = f.client_id ${tail}`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    clientId: row.client_id,
    clientLogin: row.client_login,
    country: row.country,
    match: row.match,
    pattern: row.pattern,
    ignoreCase: row.ignore_case,
    action: row.action,
    enabled: row.enabled,
    comment: row.comment,
    createdAt: row.created_at.toISOString(),
  }));
}

async function record(
  tx: Queryable,
  author: Author,
  action: string,
  before: TextFilter | null,
  after: TextFilter | null,
): Promise<void> {
  const filter = after ?? before;
  await recordChange(tx, author, {
    clientId: filter?.clientId ?? null,
    category: "firewall",
    entity: "text_filter",
    entityId: filter?.id ?? 0,
    action,
    before: before && factsOf(before),
    after: after && factsOf(after),
    announce: ["text_filters:0"],
  });
}

function factsOf({ id: _id, createdAt: _at, clientId: _client, ...facts }: TextFilter) {
  return facts;
}
