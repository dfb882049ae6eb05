import type { Destination } from "../snapshot/destinations.ts";
import type { MessageType } from "../vocabulary/codes.ts";
import { explainRoute } from "./conditions.ts";
import { FewRoutes } from "./few-routes.ts";
import { CompiledRoutes } from "./route-index.ts";
import { noRoutes } from "./walk.ts";

export { isRouteValid } from "./conditions.ts";

export const routeTextMatches = ["any", "contains", "regex"] as const;
export type RouteTextMatch = (typeof routeTextMatches)[number];

/** A rule that leads messages to a pool; empty conditions fit anything. */
export interface Route {
  readonly id: number;
  /** Messages, or look-ups of numbers. */
  readonly type: Exclude<MessageType, "mo">;
  readonly country: string | null;
  readonly network: string | null;
  readonly poolId: number;
  /** Lower is tried first. */
  readonly priority: number;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Exact or with `*` for any run of characters, letter case ignored. */
  readonly senders: readonly string[];
  /** Numbers or their beginnings. */
  readonly recipients: readonly string[];
  readonly textMatch: RouteTextMatch;
  readonly textPattern: string;
}

/** What routes are chosen by. */
export interface RouteFacts {
  readonly type: Route["type"];
  readonly destination: Destination;
  readonly sender: string;
  /** E.164 digits. */
  readonly recipient: string;
  /** As the client sent it; null for binary content and look-ups. */
  readonly text: string | null;
}

/** Which condition of a route a message does not meet. */
export type RouteMismatch = "type" | "destination" | "recipient" | "sender" | "text" | "not_valid_now";

/** The enabled routes of one scope, in the order they are tried: priority, then the narrower destination, then the older. */
export interface RouteTable extends RouteIndex {
  /** All of them in order, each with the first condition that is not met: slow, for people. */
  explain(facts: RouteFacts, nowMs: number): { readonly route: Route; readonly mismatch: RouteMismatch | undefined }[];
  readonly size: number;
}

export interface RouteIndex {
  /** Every route whose conditions the message meets, in order; the caller still asks whether it is valid now. */
  matching(facts: RouteFacts): RouteWalk;
}

/** Routes one after the other; undefined at the end. */
export interface RouteWalk {
  next(): Route | undefined;
}

export function buildRouteTable(routes: Iterable<Route>): RouteTable {
  const ordered = [...routes].sort((a, b) => a.priority - b.priority || breadth(a) - breadth(b) || a.id - b.id);
  if (ordered.length === 0) return emptyRouteTable;
  const indexOf = (type: Route["type"]): RouteIndex => buildIndex(ordered.filter((route) => route.type === type));
  const byType = { sms: indexOf("sms"), hlr: indexOf("hlr") };
  return {
    matching: (facts) => byType[facts.type].matching(facts),
    explain: (facts, nowMs) => ordered.map((route) => explainRoute(route, facts, nowMs)),
    size: ordered.length,
  };
}

function buildIndex(routes: readonly Route[]): RouteIndex {
  if (routes.length === 0) return emptyRouteTable;
  const areFew = routes.length <= fewMax && routes.every(({ textMatch }) => textMatch === "any");
  return areFew ? new FewRoutes(routes) : new CompiledRoutes(routes);
}

/** Up to so many routes are quicker asked one by one, but for those that read texts. */
const fewMax = 8;

const breadth = (route: Route): number => (route.network !== null ? 0 : route.country !== null ? 1 : 2);

export const emptyRouteTable: RouteTable = { matching: () => noRoutes, explain: () => [], size: 0 };
