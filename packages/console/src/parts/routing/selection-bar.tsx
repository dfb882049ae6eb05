/** What can be done with ticked routes together. */
import { Button } from "@mantine/core";
import type { RouteRef } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { useSend } from "../../api.ts";
import { SelectionBar, type Ticked } from "../data-table/selection.tsx";
import { said } from "../said.ts";
import { type RoutesDrawer, withRoute } from "./address.ts";
import { scopeParam } from "./owner.ts";
import { countedRoutes } from "./words.ts";

interface RouteSelectionBarProps {
  owner: RouteRef;
  selection: Ticked;
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
    <SelectionBar label="Selected routes" many={countedRoutes(ids.length)} onClear={selection.clear}>
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
    </SelectionBar>
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
