/** Replacement rules, of clients or of suppliers, compiled for the messages they act on. */
import { buildRewriter, type RewriteRule, type Rewriter } from "@switchyard/engine";
import type { Pool } from "pg";
import { type RuleRow, rewriteRuleOf, ruleOwnerColumns } from "../routing/rules.ts";

/**
 * The rules that are on, of one owner or of all of a scope, by owner; an owner without any is not in it. By
 * replacement_rules_client and replacement_rules_supplier.
 */
export async function loadRules(
  pool: Pool,
  scope: keyof typeof ruleOwnerColumns,
  ownerId: number | undefined,
): Promise<Map<number, Rewriter>> {
  const owner = ruleOwnerColumns[scope];
  const { rows } = await pool.query<RuleRow>(
    `select * from replacement_rules
     where enabled and ${owner} ${ownerId === undefined ? "is not null" : "= $1"} order by ${owner}, priority, id`,
    ownerId === undefined ? [] : [ownerId],
  );
  const rulesOf = new Map<number, RewriteRule[]>();
  for (const row of rows) {
    const id = row[owner] ?? 0;
    const rules = rulesOf.get(id);
    if (rules) rules.push(rewriteRuleOf(row));
    else rulesOf.set(id, [rewriteRuleOf(row)]);
  }
  return new Map([...rulesOf].map(([id, rules]) => [id, buildRewriter(rules)]));
}
