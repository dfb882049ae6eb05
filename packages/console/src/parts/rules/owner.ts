/** Whose replacement rules a page shows, as its parts are given it. */
import { type RuleKind, type RuleOwner, ruleOwnerName } from "@switchyard/contract";
import { useMay } from "../../api.ts";

/** The rules of one kind of one owner. */
export interface Rules {
  readonly owner: RuleOwner;
  readonly kind: RuleKind;
}

/** The parameter that names the owner in calls. */
export const ownerParam = (owner: RuleOwner): { owner: string } => ({ owner: ruleOwnerName(owner) });

export function useMayChangeRules({ scope }: RuleOwner): boolean {
  const mayRoute = useMay("routing.write");
  const maySupply = useMay("suppliers.write");
  return scope === "supplier" ? maySupply : mayRoute;
}

/** `counted(1)` → `"1 rule"`. */
export function counted(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "rule" : "rules"}`;
}
