import type { Fault } from "../check/fault.ts";
import type { LiveFacts } from "../decision.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Trace } from "../trace.ts";
import { chooseMember, type MemberChoice, type Routable } from "./members.ts";
import { emptyRouteTable, isRouteValid, type Route, type RouteFacts, type RouteTable } from "./routes.ts";

export interface Choice {
  readonly route: Route;
  readonly member: MemberChoice;
}

/** Faults of routes, the nearest to delivery last: a message stopped for its margin alone came further than any other. */
const faults = [
  "no_route",
  "no_active_supplier",
  "supplier_not_allowed",
  "no_source_price",
  "negative_margin",
] as const satisfies readonly Fault["reason"][];

/**
 * Walks the client's routes, then its product's, then the platform's, and takes the first that is valid and whose pool
 * has a member to carry the message. Each route set aside leaves a skip in the trace.
 */
export function chooseRoute(
  message: Routable,
  snapshot: Snapshot,
  live: LiveFacts,
  nowMs: number,
  trace: Trace,
): Choice | Fault {
  const { sender, recipient, destination, text } = message;
  const facts: RouteFacts = { type: "sms", destination, sender, recipient, text };
  // The best reason of all routes tried is told.
  let fault: Fault = { reason: "no_route", detail: "" };
  for (const table of routeTables(message, snapshot)) {
    const walk = table.matching(facts);
    for (let route = walk.next(); route; route = walk.next()) {
      if (!isRouteValid(route, nowMs)) {
        trace.skip("route", route.id, "not_valid_now");
        continue;
      }
      const pool = snapshot.pools.get(route.poolId);
      const member = pool
        ? chooseMember(pool, message, { snapshot, live, nowMs, trace })
        : ("no_active_supplier" as const);
      if (typeof member !== "string") {
        trace.pass("route").with(route.id).with(route.poolId).with(member.connectionId);
        return { route, member };
      }
      trace.skip("route", route.id, member);
      if (faults.indexOf(member) > faults.indexOf(fault.reason as (typeof faults)[number])) {
        fault = { reason: member, detail: `${route.id}` };
      }
    }
  }
  return fault;
}

/** The tables a client's messages are routed by, in the order of their scopes. */
export function routeTables(
  { client }: Pick<Routable, "client">,
  { clientRoutes, productRoutes, platformRoutes }: Snapshot,
): readonly RouteTable[] {
  const own = clientRoutes.get(client.id) ?? emptyRouteTable;
  const ofProduct = (client.productId === null ? undefined : productRoutes.get(client.productId)) ?? emptyRouteTable;
  return [own, ofProduct, platformRoutes];
}
