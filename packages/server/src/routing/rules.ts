/** Replacement rules: a client's act on all it sends, a supplier's on all that goes to it, after the client's. */
import {
  type AdminParsed,
  contractLimits,
  type Rule,
  type RuleOwner,
  type RuleSettings,
  ruleOwnerName,
} from "@switchyard/contract";
import { checkRewriteRule, type RewriteRule } from "@switchyard/engine";
import { requirePlace, requireTariff, type Tariff } from "../catalogue/tariff.ts";
import { type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { invalidField, notFound, Refusal } from "../refusal.ts";

type RulePatch = AdminParsed<"updateRule">["body"];
export type RuleFilters = AdminParsed<"exportRules">["query"];

/** The column of replacement_rules that names the owner. Names come from here, never from a request. */
export const ruleOwnerColumns = {
  client: "client_id",
  supplier: "supplier_id",
} as const satisfies Record<RuleOwner["scope"], string>;

export const ruleColumns: Columns<keyof RuleSettings> = {
  kind: "kind",
  country: "country",
  network: "network",
  viaSupplierId: "via_supplier_id",
  sender: "sender",
  operation: "operation",
  match: "match",
  search: "search",
  ignoreCase: "ignore_case",
  replacements: "replacements",
  choice: "choice",
  priority: "priority",
  enabled: "enabled",
  comment: "comment",
};

export const ruleFields = Object.keys(ruleColumns) as readonly (keyof RuleSettings)[];

/** Clients and suppliers own rules as they own tariffs. Refuses with not_found when there is no such owner. */
export const requireRuleOwner: (
  db: Queryable,
  owner: RuleOwner,
  lock?: "" | "for share" | "for no key update",
) => Promise<Tariff> = requireTariff;

/** In the order they act; the first page also says how many there are. By replacement_rules_client or _supplier. */
export async function listRules(
  db: Queryable,
  owner: RuleOwner,
  query: AdminParsed<"listRules">["query"],
): Promise<Page<Rule>> {
  await requireRuleOwner(db, owner);
  const after = readCursor(query.cursor, 2);
  const { where, values } = conditions(owner, query);
  const place = values.length;
  const rows = await select(
    db,
    `${where} and ($${place + 1}::int is null or (r.priority, r.id) > ($${place + 1}, $${place + 2}::int))
     order by r.priority, r.id limit $${place + 3}`,
    [...values, ...(after ?? [null, null]), query.limit + 1],
  );
  const page = pageOfRows(
    rows,
    query.limit,
    (row) => [row.priority, row.id],
    (row) => row,
  );
  return after ? page : { ...page, total: await countRules(db, owner, query) };
}

/** Every rule that passes the filters, in the order they act; an owner has few enough to hold. */
export async function readRules(db: Queryable, owner: RuleOwner, filters: RuleFilters = {}): Promise<Rule[]> {
  const { where, values } = conditions(owner, filters);
  return select(db, `${where} order by r.priority, r.id`, values);
}

export async function countRules(db: Queryable, owner: RuleOwner, filters: RuleFilters = {}): Promise<number> {
  const { where, values } = conditions(owner, filters);
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from replacement_rules r ${where}`,
    values,
  );
  return rows[0]?.count ?? 0;
}

function conditions({ scope, ownerId }: RuleOwner, filters: RuleFilters): { where: string; values: unknown[] } {
  const { kind, country, viaSupplierId, operation, enabled, search } = filters;
  const pattern = search ? `%${search.toLowerCase().replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  return {
    where: `where r.${ruleOwnerColumns[scope]} = $1 and ($2::text is null or r.kind = $2)
     and ($3::bpchar is null or r.country = $3) and ($4::int is null or r.via_supplier_id = $4)
     and ($5::text is null or r.operation = $5) and ($6::boolean is null or r.enabled = $6)
     and ($7::text is null or lower(r.search) like $7 or lower(r.sender) like $7 or lower(r.comment) like $7
          or exists (select from unnest(r.replacements) t where lower(t) like $7))`,
    values: [
      ownerId,
      kind ?? null,
      country ?? null,
      viaSupplierId ?? null,
      operation ?? null,
      enabled ?? null,
      pattern,
    ],
  };
}

/** A rule of this owner; one of another is not found. */
export async function readRule(db: Queryable, { scope, ownerId }: RuleOwner, ruleId: number, lock = ""): Promise<Rule> {
  const [found] = await select(db, `where r.${ruleOwnerColumns[scope]} = $1 and r.id = $2 ${lock}`, [ownerId, ruleId]);
  if (!found) throw notFound("replacement rule", ruleId);
  return found;
}

export async function createRule(tx: Queryable, author: Author, owner: RuleOwner, given: RuleSettings): Promise<Rule> {
  await requireRuleOwner(tx, owner, "for share");
  await requireRoom(tx, owner, 1);
  await requireSound(tx, owner, given);
  const values = written(ruleColumns, given).set(ruleOwnerColumns[owner.scope], owner.ownerId);
  const rule = await readRule(tx, owner, await insertRow(tx, "replacement_rules", values));
  await recordRules(tx, author, owner, "create", [{ before: null, after: rule }]);
  return rule;
}

export async function updateRule(
  tx: Queryable,
  author: Author,
  target: { readonly owner: RuleOwner; readonly ruleId: number },
  given: RulePatch,
): Promise<Rule> {
  const { owner, ruleId } = target;
  const before = await readRule(tx, owner, ruleId, "for update of r");
  await requireSound(tx, owner, merged(settingsOf(before), given));
  await updateRow(tx, "replacement_rules", ruleId, written(ruleColumns, given));
  const after = await readRule(tx, owner, ruleId);
  await recordRules(tx, author, owner, "update", [{ before, after }]);
  return after;
}

/** Deletes all that are named, or none when one of them is not the owner's; answers how many. */
export async function deleteRules(
  tx: Queryable,
  author: Author,
  owner: RuleOwner,
  ruleIds: readonly number[],
): Promise<number> {
  const found = await select(
    tx,
    `where r.${ruleOwnerColumns[owner.scope]} = $1 and r.id = any($2::int[]) order by r.id for update of r`,
    [owner.ownerId, ruleIds],
  );
  const missing = ruleIds.find((ruleId) => !found.some(({ id }) => id === ruleId));
  if (missing !== undefined) throw notFound("replacement rule", missing);
  await tx.query("delete from replacement_rules where id = any($1::int[])", [ruleIds]);
  await recordRules(
    tx,
    author,
    owner,
    "delete",
    found.map((before) => ({ before, after: null })),
  );
  return found.length;
}

/** Refuses when so many more would be too many. */
export async function requireRoom(tx: Queryable, owner: RuleOwner, more: number): Promise<void> {
  const held = await countRules(tx, owner);
  if (held + more <= contractLimits.rulesMax) return;
  throw new Refusal(
    "too_many",
    `There are ${held} rules already, and no more than ${contractLimits.rulesMax} may act on one message. Delete some first.`,
  );
}

/** What a rule must be as a whole; `path` is where it stands in the request. */
export async function requireSound(db: Queryable, owner: RuleOwner, rule: RuleSettings, path = "body"): Promise<void> {
  const { country, network } = rule;
  const fault = placeFault(owner, rule) ?? checkRewriteRule(rule);
  if (fault) throw invalidField(`${path}.${fault.field}`, fault.message);
  if (country) await requirePlace(db, { country, network }, path);
}

/** Whether what a rule says of supplier, country and network goes together, and with its owner. */
export function placeFault(owner: RuleOwner, rule: RuleSettings): { field: string; message: string } | undefined {
  if (owner.scope === "supplier" && rule.viaSupplierId !== null) {
    const message = "must be left out: a supplier's rules act on what goes to it alone";
    return { field: "viaSupplierId", message };
  }
  return rule.network && !rule.country ? { field: "country", message: "is needed with a network" } : undefined;
}

function merged(before: RuleSettings, given: RulePatch): RuleSettings {
  const changed = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...before, ...Object.fromEntries(changed) };
}

/** A rule without whose it is and since when. */
export function settingsOf(rule: RuleSettings): RuleSettings {
  const pairs = ruleFields.map((field) => [field, rule[field]]);
  return Object.fromEntries(pairs) as RuleSettings;
}

/** A stored row; Configuration and the try-it box make the engine's rules of it. */
export interface RuleRow {
  readonly id: number;
  readonly client_id: number | null;
  readonly supplier_id: number | null;
  readonly kind: Rule["kind"];
  readonly country: string | null;
  readonly network: string | null;
  readonly via_supplier_id: number | null;
  readonly sender: string;
  readonly operation: Rule["operation"];
  readonly match: Rule["match"];
  readonly search: string;
  readonly ignore_case: boolean;
  readonly replacements: string[];
  readonly choice: Rule["choice"];
  readonly priority: number;
  readonly enabled: boolean;
  readonly comment: string;
  readonly created_at: Date;
}

export function rewriteRuleOf(row: RuleRow): RewriteRule {
  const { id, kind, country, network, sender, operation, match, search, replacements, choice, priority } = row;
  const place = { id, kind, country, network, viaSupplierId: row.via_supplier_id, sender };
  return { ...place, operation, match, search, ignoreCase: row.ignore_case, replacements, choice, priority };
}

async function select(db: Queryable, tail: string, values: readonly unknown[]): Promise<Rule[]> {
  const { rows } = await db.query<RuleRow & { via_supplier_name: string | null }>(
    `select r.*, s.name as via_supplier_name
     from replacement_rules r left join suppliers s on s.id = r.via_supplier_id ${tail}`,
    [...values],
  );
  return rows.map((row) => ({
    ...rewriteRuleOf(row),
    owner: ownerNameOf(row),
    replacements: row.replacements,
    enabled: row.enabled,
    comment: row.comment,
    viaSupplierName: row.via_supplier_name,
    createdAt: row.created_at.toISOString(),
  }));
}

function ownerNameOf({ client_id, supplier_id }: RuleRow): string {
  return client_id !== null
    ? ruleOwnerName({ scope: "client", ownerId: client_id })
    : ruleOwnerName({ scope: "supplier", ownerId: supplier_id ?? 0 });
}

/** What running nodes are told when rules of an owner changed. */
const announcementOf = ({ scope, ownerId }: RuleOwner): string => `rules:${scope}:${ownerId}`;

/** History of what became of some rules of one owner, announced once; a rule that stayed as it was leaves none. */
export async function recordRules(
  tx: Queryable,
  author: Author,
  owner: RuleOwner,
  action: string,
  changes: readonly { readonly before: Rule | null; readonly after: Rule | null }[],
): Promise<void> {
  let announce = [announcementOf(owner)];
  for (const { before, after } of changes) {
    if (before && after && isSame(factsOf(before), factsOf(after))) continue;
    await recordChange(tx, author, {
      clientId: owner.scope === "client" ? owner.ownerId : null,
      category: "rules",
      entity: "replacement rule",
      entityId: (after ?? before)?.id ?? 0,
      action,
      before: before && factsOf(before),
      after: after && factsOf(after),
      announce,
    });
    announce = [];
  }
}

function factsOf({ id: _id, createdAt: _at, viaSupplierId: _via, ...facts }: Rule) {
  return facts;
}
