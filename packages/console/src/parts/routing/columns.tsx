/** The columns of a list of routes. */
import { ActionIcon } from "@mantine/core";
import type { Route } from "@switchyard/contract";
import { IconCopy } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useSend } from "../../api.ts";
import { columnsOf } from "../data-table/features.ts";
import { type Selection, selectColumn } from "../data-table/selection.tsx";
import { Place } from "../place.tsx";
import { RowSwitch } from "../row-switch.tsx";
import { Status } from "../status.tsx";
import { Time } from "../time.tsx";
import { withRoute } from "./address.ts";
import { Conditions } from "./conditions.tsx";
import { routeWords } from "./words.ts";

const column = columnsOf<Route>();

/** `selection` is left out for those who may change nothing. */
export function routeColumns(selection: Selection<Route> | undefined, rows: readonly Route[]) {
  return column.columns([
    ...(selection ? [selectColumn(selection, rows, routeWords)] : []),
    column.accessor("priority", { header: "Priority", meta: { right: true } }),
    column.accessor("country", {
      header: "Destination",
      cell: ({ row: { original } }) => (
        <Link to="." search={withRoute({ route: String(original.id) })} resetScroll={false} className="quiet-link">
          <Place country={original.country} network={original.network} />
        </Link>
      ),
    }),
    column.display({
      id: "conditions",
      header: "Only for",
      meta: { grow: true },
      cell: ({ row: { original } }) => <Conditions of={original} />,
    }),
    column.accessor("poolName", {
      header: "Pool",
      cell: ({ row: { original } }) => (
        <Link to="/pools/$poolId" params={{ poolId: String(original.poolId) }} className="quiet-link">
          {original.poolName}
        </Link>
      ),
    }),
    ...(selection ? [onColumn] : []),
    column.accessor("enabled", {
      header: "Status",
      cell: ({ row: { original } }) => <RouteStatus of={original} />,
    }),
    column.accessor("validFrom", {
      header: "From",
      meta: { wide: true },
      cell: ({ getValue }) => <Time at={getValue()} as="day" none="always" />,
    }),
    column.accessor("validTo", {
      header: "To",
      meta: { wide: true },
      cell: ({ getValue }) => <Time at={getValue()} as="day" none="open" />,
    }),
    column.accessor("comment", { header: "Comment", meta: { wide: true } }),
    ...(selection ? [copyColumn] : []),
  ]);
}

const onColumn = column.display({
  id: "on",
  header: "On",
  cell: ({ row: { original } }) => <OnOff route={original} />,
});

function OnOff({ route }: { route: Route }) {
  const update = useSend("updateRoute");
  return (
    <RowSwitch
      label={`${routeWords(route)} is on`}
      isOn={route.enabled}
      mayChange
      onTurn={(enabled) => update.mutateAsync({ params: { scope: route.scope, routeId: route.id }, body: { enabled } })}
    />
  );
}

const copyColumn = column.display({
  id: "copy",
  header: "",
  meta: { right: true },
  cell: ({ row: { original } }) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={`Copy ${routeWords(original)}`}
      renderRoot={(props) => (
        <Link {...props} to="." search={withRoute({ route: `copy-${original.id}` })} resetScroll={false} />
      )}
    >
      <IconCopy size={16} />
    </ActionIcon>
  ),
});

/** How a route stands: switched off, or by its time. */
export function RouteStatus({ of }: { of: Pick<Route, "enabled" | "state"> }) {
  if (!of.enabled) {
    return (
      <Status tone="idle" says="Switched off: no message is led by it.">
        Off
      </Status>
    );
  }
  const look = looks[of.state];
  return (
    <Status tone={look.tone} says={look.says}>
      {look.word}
    </Status>
  );
}

const looks = {
  current: { tone: "good", word: "On", says: "Counts now." },
  future: { tone: "info", word: "Future", says: "Begins by itself at its start." },
  ended: { tone: "idle", word: "Ended", says: "No longer counts." },
} as const;
