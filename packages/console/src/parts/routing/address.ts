/**
 * What of an owner's routes stands in the URL of the page that shows them: the filters of their list, and which of their
 * drawers is open. The same for the platform, a product and a client.
 */
import { routeStates, routeTypes } from "@switchyard/contract";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { type ListSearch, listSearch } from "../list-state.ts";
import { validQuery } from "../valid-query.ts";

export const routeFilterKeys = [
  "country",
  "network",
  "pool",
  "sender",
  "recipient",
  "type",
  "state",
  "on",
  "q",
] as const;

/** `route=new`, `route=12` and `route=copy-12` open the drawer of a route, `routes=copy` that of several. */
export const routingSearch = listSearch(...routeFilterKeys, "route", "routes");
/** The page of all routes says whose it shows: `scope=client-12`; without it, the platform's. */
export const routesSearch = listSearch(...routeFilterKeys, "route", "routes", "scope");

export const routesDrawers = ["pool", "priority", "copy", "delete", "explain"] as const;
export type RoutesDrawer = (typeof routesDrawers)[number];

type Search = Readonly<Record<string, string | undefined>>;

/** What the URL asks of the API; a value that it would refuse is left out. */
export function routesQuery(search: Search) {
  const { on, state, type } = search;
  return validQuery("listRoutes", {
    country: search.country,
    network: search.network,
    poolId: search.pool,
    sender: search.sender,
    recipient: search.recipient?.replaceAll(/\D/g, ""),
    type: routeTypes.find((name) => name === type),
    state: routeStates.find((name) => name === state),
    enabled: on === "true" || on === "false" ? on : undefined,
    search: search.q,
    cursor: search.cursor,
  });
}

/** The search that opens a drawer over the page, or none; the list's filters are kept. */
export function withRoute(opened: { route?: string; routes?: RoutesDrawer }) {
  return (before: Record<string, unknown>): never => {
    const { route: _, routes: __, ...rest } = before;
    return { ...rest, ...opened } as never;
  };
}

/** Which drawer the URL opens, and the way back to the page under it. */
export function useRoutesDrawer() {
  const search = useLocation({ select: (location) => location.search as ListSearch<"route" | "routes"> });
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: ".", search: withRoute({}), resetScroll: false }), [navigate]);
  const [, copied, id] = /^(copy-)?(\d{1,10})$/.exec(search.route ?? "") ?? [];
  return {
    isNew: search.route === "new",
    routeId: id === undefined ? undefined : Number(id),
    isCopy: copied !== undefined,
    several: routesDrawers.find((name) => name === search.routes),
    close,
  };
}
