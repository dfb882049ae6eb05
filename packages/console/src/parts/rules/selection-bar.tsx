/** What can be done with ticked rules together. */
import { Button } from "@mantine/core";
import type { RuleOwner } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSend } from "../../api.ts";
import { ConfirmByTyping } from "../confirm-by-typing.tsx";
import { SelectionBar, type Ticked } from "../data-table/selection.tsx";
import { said } from "../said.ts";
import { withRuleDrawer } from "./address.ts";
import { counted, ownerParam } from "./owner.ts";

interface RuleSelectionBarProps {
  owner: RuleOwner;
  selection: Ticked;
}

export function RuleSelectionBar({ owner, selection }: RuleSelectionBarProps) {
  const [deleting, setDeleting] = useState(false);
  const remove = useSend("deleteRules");
  const chosen = counted(selection.ids.length);
  return (
    <SelectionBar label="Selected rules" many={chosen} onClear={selection.clear}>
      <Button
        variant="default"
        size="compact-xs"
        renderRoot={(props) => (
          <Link {...props} to="." search={withRuleDrawer({ rules: "copy" })} resetScroll={false} />
        )}
      >
        Copy to…
      </Button>
      <Button variant="default" size="compact-xs" onClick={() => setDeleting(true)}>
        Delete…
      </Button>
      <ConfirmByTyping
        opened={deleting}
        onClose={() => setDeleting(false)}
        title={`Delete ${chosen}`}
        phrase="delete"
        action={`Delete ${chosen}`}
        onConfirm={async () => {
          await remove.mutateAsync({ params: ownerParam(owner), body: { ruleIds: [...selection.ids] } });
          selection.clear();
          said(`Deleted: ${chosen}.`);
        }}
      >
        Messages leave without what these rules did, at once. An export made before can be imported again.
      </ConfirmByTyping>
    </SelectionBar>
  );
}
