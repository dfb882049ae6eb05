/** Shows over the list while rules are ticked: how many, and what can be done with them together. */
import { Button } from "@mantine/core";
import type { RuleOwner } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSend } from "../../api.ts";
import { ConfirmByTyping } from "../confirm-by-typing.tsx";
import type { IdSelection } from "../id-selection.ts";
import { said } from "../said.ts";
import { withRuleDrawer } from "./address.ts";
import { counted, ownerParam } from "./owner.ts";
import classes from "./rules.module.css";

interface RuleSelectionBarProps {
  owner: RuleOwner;
  selection: IdSelection;
}

export function RuleSelectionBar({ owner, selection }: RuleSelectionBarProps) {
  const [deleting, setDeleting] = useState(false);
  const remove = useSend("deleteRules");
  const chosen = counted(selection.ids.length);
  return (
    <section className={classes.bar} aria-label="Selected rules">
      <span className="figures" aria-live="polite">
        <b>{chosen}</b> selected
      </span>
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
      <Button variant="subtle" size="compact-xs" onClick={selection.clear}>
        Clear
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
    </section>
  );
}
