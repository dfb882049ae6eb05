/** Rules of one owner taken over by another, and rules written many at once. */
import type { AdminParsed, Rule, RuleOwner, RuleSettings } from "@switchyard/contract";
import type { Author, Queryable } from "../history/history.ts";
import { invalidField, notFound, Refusal } from "../refusal.ts";
import { readRules, recordRules, requireRoom, requireRuleOwner, ruleOwnerColumns, settingsOf } from "./rules.ts";

type RuleCopy = AdminParsed<"copyRules">["body"];

/**
 * Copies rules, all of the source's or those named. What the target has already is left out, so that copying twice
 * changes nothing; so are a client's rules for another supplier, where the target is a supplier.
 */
export async function copyRules(
  tx: Queryable,
  author: Author,
  from: RuleOwner,
  { to: target, ruleIds }: RuleCopy,
): Promise<{ copied: number; skipped: number }> {
  await requireRuleOwner(tx, from);
  await requireTarget(tx, target);
  const asked = ruleIds ? pick(await readRules(tx, from), ruleIds) : await readRules(tx, from);
  const held = new Set((await readRules(tx, target)).map(textOf));
  const copies: RuleSettings[] = [];
  for (const rule of asked) {
    const copy = fitted(rule, target);
    if (!copy || held.has(textOf(copy))) continue;
    held.add(textOf(copy));
    copies.push(copy);
  }
  await requireRoom(tx, target, copies.length);
  await insertRules(tx, author, target, { action: "copy", rules: copies });
  return { copied: copies.length, skipped: asked.length - copies.length };
}

async function requireTarget(tx: Queryable, target: RuleOwner): Promise<void> {
  await requireRuleOwner(tx, target, "for no key update").catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    throw invalidField("body.to", `names no ${target.scope}`);
  });
}

function pick(rules: readonly Rule[], ruleIds: readonly number[]): Rule[] {
  const missing = ruleIds.find((ruleId) => !rules.some(({ id }) => id === ruleId));
  if (missing !== undefined) throw notFound("replacement rule", missing);
  return rules.filter(({ id }) => ruleIds.includes(id));
}

/** The rule as the target may have it; undefined where it could never act there. */
function fitted(rule: Rule, target: RuleOwner): RuleSettings | undefined {
  const settings = settingsOf(rule);
  if (target.scope === "client" || settings.viaSupplierId === null) return settings;
  return settings.viaSupplierId === target.ownerId ? { ...settings, viaSupplierId: null } : undefined;
}

const textOf = (rule: RuleSettings): string => JSON.stringify(settingsOf(rule));

/** Writes new rules in their order, with their history, by one statement however many they are. */
export async function insertRules(
  tx: Queryable,
  author: Author,
  owner: RuleOwner,
  { action, rules }: { readonly action: string; readonly rules: readonly RuleSettings[] },
): Promise<void> {
  if (rules.length === 0) return;
  const { rows } = await tx.query<{ id: number }>(
    `insert into replacement_rules (${ruleOwnerColumns[owner.scope]}, kind, country, network, via_supplier_id, sender,
                                    operation, match, search, ignore_case, replacements, choice, priority, enabled, comment)
     select $1, f->>'kind', f->>'country', f->>'network', (f->>'viaSupplierId')::int, f->>'sender', f->>'operation',
            f->>'match', f->>'search', (f->>'ignoreCase')::boolean,
            array(select t from jsonb_array_elements_text(f->'replacements') with ordinality e(t, place) order by place),
            f->>'choice', (f->>'priority')::int, (f->>'enabled')::boolean, f->>'comment'
     from jsonb_array_elements($2::jsonb) with ordinality r(f, place) order by place
     returning id`,
    [owner.ownerId, JSON.stringify(rules.map(settingsOf))],
  );
  const ids = new Set(rows.map(({ id }) => id));
  const made = (await readRules(tx, owner)).filter(({ id }) => ids.has(id));
  await recordRules(
    tx,
    author,
    owner,
    action,
    made.map((after) => ({ before: null, after })),
  );
}
