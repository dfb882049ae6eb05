/** Rules as a table for people and for other switches: what is exported can be imported again as it is. */
import type { Rule, RuleOwner } from "@switchyard/contract";
import { csvLine } from "../csv.ts";
import type { Queryable } from "../history/history.ts";
import { replacementHeader, ruleColumns } from "../paperwork/rule-file.ts";
import { type RuleFilters, readRules, requireRuleOwner } from "./rules.ts";

/** Rules written between two turns of the event loop. */
const LINES_AT_ONCE = 500;

const cells: Readonly<Record<keyof typeof ruleColumns, (rule: Rule) => string | number | null>> = {
  ruleId: ({ id }) => id,
  kind: ({ kind }) => kind,
  priority: ({ priority }) => priority,
  enabled: ({ enabled }) => yesOrNo(enabled),
  country: ({ country }) => country,
  network: ({ network }) => network,
  viaSupplierName: ({ viaSupplierName }) => viaSupplierName,
  sender: ({ sender }) => sender,
  operation: ({ operation }) => operation,
  match: ({ match }) => match,
  search: ({ search }) => search,
  ignoreCase: ({ ignoreCase }) => yesOrNo(ignoreCase),
  choice: ({ choice }) => choice,
  comment: ({ comment }) => comment,
};

const yesOrNo = (is: boolean) => (is ? "yes" : "no");

/** The rules of all pages as CSV. Refuses before the first line when there is no such owner. */
export async function exportRules(
  db: Queryable,
  owner: RuleOwner,
  filters: RuleFilters,
): Promise<AsyncIterable<string>> {
  await requireRuleOwner(db, owner);
  return csvOf(await readRules(db, owner, filters));
}

async function* csvOf(rules: readonly Rule[]): AsyncIterable<string> {
  const replacements = Math.max(1, ...rules.map((rule) => rule.replacements.length));
  const headers = Object.values(ruleColumns).map(({ header }) => header);
  const more = Array.from({ length: replacements }, (_, index) => replacementHeader(index + 1));
  // With a byte order mark, without which Excel takes the texts for windows-1252.
  yield `\ufeff${csvLine([...headers, ...more])}`;
  for (let at = 0; at < rules.length; at += LINES_AT_ONCE) {
    const lines = rules.slice(at, at + LINES_AT_ONCE).map((rule) => {
      const own = Object.values(cells).map((cell) => cell(rule));
      return csvLine([...own, ...more.map((_, index) => rule.replacements[index] ?? null)]);
    });
    yield lines.join("");
  }
}
