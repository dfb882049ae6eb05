/** Shows over the list while routes are ticked: how many, and what can be done with them together. */
import { Button } from "@mantine/core";
import type { RouteRef } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { useSend } from "../../api.ts";
import type { IdSelection } from "../id-selection.ts";
import { said } from "../said.ts";
import classes from "../tariff/selection-bar.module.css";
import { type RoutesDrawer, withRoute } from "./address.ts";
import { scopeParam } from "./owner.ts";
import { countedRoutes } from "./words.ts";

interface RouteSelectionBarProps {
  owner: RouteRef;
  selection: IdSelection;
}

export function RouteSelectionBar({ owner, selection }: RouteSelectionBarProps) {
  const update = useSend("updateRoutes");
  const { ids } = selection;
  const turn = (enabled: boolean) =>
    update.mutate(
      { params: scopeParam(owner), body: { routeIds: [...ids], enabled } },
      {
        onSuccess: ({ changed }) => {
          selection.clear();
          said(`Switched ${enabled ? "on" : "off"}: ${countedRoutes(changed)}.`);
        },
        onError: said,
      },
    );
  return (
    <section className={classes.bar} aria-label="Selected routes">
      <span className="figures" aria-live="polite">
        <b>{countedRoutes(ids.length)}</b> selected
      </span>
      <Button variant="default" size="compact-xs" disabled={update.isPending} onClick={() => turn(true)}>
        Switch on
      </Button>
      <Button variant="default" size="compact-xs" disabled={update.isPending} onClick={() => turn(false)}>
        Switch off
      </Button>
      <OpenButton opens="pool">Move to pool…</OpenButton>
      <OpenButton opens="priority">Set priority…</OpenButton>
      <OpenButton opens="copy">Copy to…</OpenButton>
      <OpenButton opens="delete">Delete…</OpenButton>
      <Button variant="subtle" size="compact-xs" onClick={selection.clear}>
        Clear
      </Button>
    </section>
  );
}

function OpenButton({ opens, children }: { opens: RoutesDrawer; children: string }) {
  return (
    <Button
      variant="default"
      size="compact-xs"
      renderRoot={(props) => <Link {...props} to="." search={withRoute({ routes: opens })} resetScroll={false} />}
    >
      {children}
    </Button>
  );
}
