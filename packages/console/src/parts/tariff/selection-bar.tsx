/** Shows over the list while rows are ticked: how many, and what can be done with them together. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { withDrawer } from "./address.ts";
import type { Selection } from "./selection.ts";
import classes from "./selection-bar.module.css";
import { counted, type Tariff } from "./tariff.ts";

export function SelectionBar({ noun, selection }: { noun: Tariff["noun"]; selection: Selection }) {
  return (
    <section className={classes.bar} aria-label="Selected rows">
      <span className="figures" aria-live="polite">
        <b>{counted(noun, selection.rows.length)}</b> selected
      </span>
      <Button
        variant="default"
        size="compact-xs"
        renderRoot={(props) => <Link {...props} to="." search={withDrawer({ tariff: "change" })} resetScroll={false} />}
      >
        Change by…
      </Button>
      <Button
        variant="default"
        size="compact-xs"
        renderRoot={(props) => <Link {...props} to="." search={withDrawer({ tariff: "end" })} resetScroll={false} />}
      >
        End…
      </Button>
      <Button variant="subtle" size="compact-xs" onClick={selection.clear}>
        Clear
      </Button>
    </section>
  );
}
