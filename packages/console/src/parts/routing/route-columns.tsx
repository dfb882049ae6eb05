/** The columns of a list of routes, the platform's or a client's. */
import type { Route } from "@switchyard/contract";
import type { ReactNode } from "react";
import { columnsOf } from "../data-table/features.ts";
import { Place } from "../place.tsx";
import { Status } from "../status.tsx";
import { Time } from "../time.tsx";

const column = columnsOf<Route>();

/** `link` makes the row's way to its drawer. */
export function routeColumns(link: (route: Route, children: ReactNode) => ReactNode) {
  return column.columns([
    column.accessor("priority", { header: "Priority", meta: { right: true } }),
    column.accessor("country", {
      header: "Destination",
      cell: ({ row: { original } }) => link(original, <Place country={original.country} network={original.network} />),
    }),
    column.accessor("poolName", { header: "Pool" }),
    column.accessor("enabled", {
      header: "Status",
      cell: ({ row: { original } }) => <RouteStatus route={original} />,
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
    column.accessor("comment", { header: "Comment", meta: { grow: true, wide: true } }),
  ]);
}

function RouteStatus({ route }: { route: Route }) {
  const now = Date.now();
  if (!route.enabled) return <Status tone="idle">Off</Status>;
  if (route.validFrom && Date.parse(route.validFrom) > now) return <Status tone="info">Future</Status>;
  if (route.validTo && Date.parse(route.validTo) <= now) return <Status tone="idle">Ended</Status>;
  return <Status tone="good">On</Status>;
}
