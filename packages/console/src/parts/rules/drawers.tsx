/** The drawer of an owner's rules that the URL opens. */

import type { Ticked } from "../data-table/selection.tsx";
import { useRuleDrawer } from "./address.ts";
import { CopyRules } from "./copy.tsx";
import { ImportRules } from "./import/drawer.tsx";
import type { Rules } from "./owner.ts";
import { EditRule, NewRule } from "./rule/drawer.tsx";

interface RuleDrawersProps {
  rules: Rules;
  mayChange: boolean;
  selection: Ticked;
}

export function RuleDrawers({ rules, mayChange, selection }: RuleDrawersProps) {
  const { opened, ruleId, close } = useRuleDrawer();
  if (opened && !mayChange) return null;
  if (opened === "add") return <NewRule rules={rules} likeId={ruleId} onClose={close} />;
  if (opened === "import") return <ImportRules rules={rules} onClose={close} />;
  if (opened === "copy") return <CopyRules owner={rules.owner} selection={selection} onClose={close} />;
  if (ruleId === undefined) return null;
  return <EditRule key={ruleId} rules={rules} ruleId={ruleId} mayChange={mayChange} onClose={close} />;
}
