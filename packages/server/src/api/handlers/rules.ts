import { type ruleEndpoints, ruleWritePermission } from "@switchyard/contract";
import { Refusal } from "../../refusal.ts";
import { createRule, deleteRules, listRules, readRule, updateRule } from "../../routing/rules.ts";
import { copyRules } from "../../routing/rules-copy.ts";
import { exportRules } from "../../routing/rules-export.ts";
import { importRules, previewRuleImport } from "../../routing/rules-import.ts";
import { tryRules } from "../../routing/rules-try.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function ruleHandlers(parts: ApiParts): Handlers<keyof typeof ruleEndpoints> {
  const { db, transact, clock, snapshot, live } = parts;
  return {
    listRules: ({ params: { owner }, query }) => listRules(db, owner, query),
    getRule: ({ params: { owner, ruleId } }) => readRule(db, owner, ruleId),
    createRule: ({ params: { owner }, body, author }) => transact((tx) => createRule(tx, author, owner, body)),
    updateRule: ({ params, body, author }) => transact((tx) => updateRule(tx, author, params, body)),
    async deleteRule({ params: { owner, ruleId }, author }) {
      await transact((tx) => deleteRules(tx, author, owner, [ruleId]));
      return undefined;
    },
    deleteRules: ({ params: { owner }, body: { ruleIds }, author }) =>
      transact(async (tx) => ({ deleted: await deleteRules(tx, author, owner, ruleIds) })),
    async copyRules({ params: { owner }, body, author, principal }) {
      const permission = ruleWritePermission(body.to);
      if (!principal.permissions.includes(permission)) {
        throw new Refusal("forbidden", `This needs the permission ${permission}.`);
      }
      return transact((tx) => copyRules(tx, author, owner, body));
    },
    exportRules: ({ params: { owner }, query }) => exportRules(db, owner, query),
    previewRuleImport: ({ params: { owner }, query, upload }) =>
      previewRuleImport(parts, owner, { ...query, octets: upload }),
    importRules: ({ params: { owner }, query, upload, author }) =>
      importRules(parts, author, owner, { ...query, octets: upload }),
    tryRules: ({ params: { owner }, body }) =>
      tryRules(db, owner, { ...body, snapshot, recallNetwork: live.recallNetwork, nowMs: clock.now() }),
  };
}
