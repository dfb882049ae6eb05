/**
 * What of an owner's rules stands in the URL of the page that shows them: the filters of the list, and which drawer is
 * open. The same for a client and a supplier.
 */
import { country, type RuleKind, ruleOperations } from "@switchyard/contract";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { type ListSearch, listSearch } from "../list-state.ts";

export const ruleFilterKeys = ["q", "country", "via", "operation", "on"] as const;

export const ruleDrawers = ["add", "import", "copy"] as const;
export type RuleDrawerName = (typeof ruleDrawers)[number];

/** `rules=import` opens a drawer, `rule=12` that of a rule; with `rules=add` the new one begins as a copy of it. */
export const rulesSearch = listSearch(...ruleFilterKeys, "rules", "rule");

type Search = Readonly<Record<string, string | undefined>>;

/** The filters as the API takes them; what is no filter is left out. */
export function ruleFilters(kind: RuleKind, search: Search) {
  const operation = ruleOperations[kind].find((name) => name === search.operation);
  return {
    kind,
    ...(search.q && { search: search.q.slice(0, 200) }),
    ...(country.safeParse(search.country).success && { country: search.country }),
    ...(search.via && /^\d{1,9}$/.test(search.via) && { viaSupplierId: search.via }),
    ...(operation && { operation }),
    ...((search.on === "true" || search.on === "false") && { enabled: search.on === "true" }),
  };
}

/** The search that opens a drawer over the page, or none; the list's filters are kept. */
export function withRuleDrawer(opened: { rules?: RuleDrawerName; rule?: number }) {
  return (before: Record<string, unknown>): never => {
    const { rules: _, rule: __, ...rest } = before;
    const rule = opened.rule === undefined ? undefined : String(opened.rule);
    return { ...rest, ...(opened.rules && { rules: opened.rules }), ...(rule && { rule }) } as never;
  };
}

/** Which drawer the URL opens, and the way back to the page under it. */
export function useRuleDrawer() {
  const search = useLocation({ select: (location) => location.search as ListSearch<"rules" | "rule"> });
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: ".", search: withRuleDrawer({}), resetScroll: false }),
    [navigate],
  );
  const ruleId = Number(search.rule);
  return {
    opened: ruleDrawers.find((name) => name === search.rules),
    ruleId: Number.isSafeInteger(ruleId) && ruleId > 0 ? ruleId : undefined,
    close,
  };
}
