/** What can be done with ticked rows together. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { SelectionBar } from "../data-table/selection.tsx";
import { withDrawer } from "./address.ts";
import type { Selection } from "./selection.ts";
import { counted, type Tariff } from "./tariff.ts";

export function TariffSelectionBar({ noun, selection }: { noun: Tariff["noun"]; selection: Selection }) {
  return (
    <SelectionBar label="Selected rows" many={counted(noun, selection.rows.length)} onClear={selection.clear}>
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
    </SelectionBar>
  );
}
