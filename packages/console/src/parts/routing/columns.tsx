/** The columns of a list of routes. */
import { Checkbox } from "@mantine/core";
import type { Route } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { columnsOf } from "../data-table/features.ts";
import { Place } from "../place.tsx";
import { Status } from "../status.tsx";
import { Time } from "../time.tsx";
import { withRoute } from "./address.ts";
import { Conditions } from "./conditions.tsx";
import { RouteMenu } from "./row-menu.tsx";
import type { RouteSelection } from "./selection.ts";
import { routeWords } from "./words.ts";

const column = columnsOf<Route>();

/** `selection` is left out for those who may change nothing. */
export function routeColumns(selection: RouteSelection | undefined, rows: readonly Route[]) {
  return column.columns([
    ...(selection ? [selectColumn(selection, rows)] : []),
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
    ...(selection ? [menuColumn] : []),
  ]);
}

const menuColumn = column.display({
  id: "actions",
  header: "",
  meta: { right: true },
  cell: ({ row: { original } }) => <RouteMenu route={original} />,
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

function selectColumn(selection: RouteSelection, rows: readonly Route[]) {
  const chosen = rows.filter(({ id }) => selection.has(id)).length;
  return column.display({
    id: "select",
    enableHiding: false,
    header: () => (
      <Checkbox
        size="xs"
        aria-label="Select all on this page"
        disabled={rows.length === 0}
        checked={rows.length > 0 && chosen === rows.length}
        indeterminate={chosen > 0 && chosen < rows.length}
        onChange={(event) => selection.set(rows, event.currentTarget.checked)}
      />
    ),
    cell: ({ row: { original } }) => (
      <Checkbox
        size="xs"
        aria-label={`Select ${routeWords(original)}`}
        checked={selection.has(original.id)}
        onChange={(event) => selection.set([original], event.currentTarget.checked)}
      />
    ),
  });
}
