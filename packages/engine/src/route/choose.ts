import type { Fault } from "../check/fault.ts";
import type { LiveFacts } from "../decision.ts";
import type { TariffEntry } from "../rate/tariff.ts";
import { emptyTariff } from "../rate/tariff.ts";
import type { Destination } from "../snapshot/destinations.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { TraceStep } from "../trace.ts";
import { choosePoolMember, type Pool, type PoolMember } from "./pools.ts";
import { emptyRouteTable, isRouteValid, type Route } from "./routes.ts";

export interface Choice {
  readonly route: Route;
  readonly connectionId: number;
  readonly cost: TariffEntry;
}

/**
 * Walks the client's routes, then the platform's, and takes the first that is valid and whose pool has a member to
 * carry the message: active (neither paused nor its supplier blocked) and with a source price. Members that are down
 * are used only when every active one is, for their messages would wait. Each route set aside leaves a skip in the trace.
 */
export function chooseRoute(
  clientId: number,
  destination: Destination,
  snapshot: Snapshot,
  live: LiveFacts,
  nowMs: number,
  trace: TraceStep[],
): Choice | Fault {
  // The best reason of all routes tried is told: a route without source price came further than one without member.
  let fault: Fault = { reason: "no_route", detail: "" };
  for (const table of [snapshot.clientRoutes.get(clientId) ?? emptyRouteTable, snapshot.platformRoutes]) {
    for (const route of table.matching(destination)) {
      if (!isRouteValid(route, nowMs)) {
        trace.push({ step: "route", outcome: "skip", detail: `${route.id}.not_valid_now` });
        continue;
      }
      const pool = snapshot.pools.get(route.poolId);
      const tried = pool ? chooseMember(pool, destination, snapshot, live, nowMs) : "no_active_supplier";
      if (typeof tried !== "string") {
        trace.push({ step: "route", outcome: "pass", detail: `${route.id}.${route.poolId}.${tried.connectionId}` });
        return { route, connectionId: tried.connectionId, cost: tried.cost };
      }
      trace.push({ step: "route", outcome: "skip", detail: `${route.id}.${tried}` });
      if (fault.reason !== "no_source_price") fault = { reason: tried, detail: `${route.id}` };
    }
  }
  return fault;
}

function chooseMember(
  pool: Pool,
  destination: Destination,
  snapshot: Snapshot,
  live: LiveFacts,
  nowMs: number,
): { connectionId: number; cost: TariffEntry } | "no_active_supplier" | "no_source_price" {
  const up: PoolMember[] = [];
  const down: PoolMember[] = [];
  let isPriceMissing = false;
  for (const member of pool.members) {
    const connection = snapshot.connections.get(member.connectionId);
    const supplier = connection && snapshot.suppliers.get(connection.supplierId);
    if (!connection || !supplier || connection.paused || supplier.blocked) continue;
    if (pool.strategy === "percentage" && member.percent === 0) continue;
    if (!costOf(connection.supplierId, destination, snapshot, nowMs)) isPriceMissing = true;
    else if (live.isConnectionUp(member.connectionId)) up.push(member);
    else down.push(member);
  }
  const member = choosePoolMember(pool, up.length > 0 ? up : down, live.poolTurn(pool.id));
  if (!member) return isPriceMissing ? "no_source_price" : "no_active_supplier";
  const supplierId = snapshot.connections.get(member.connectionId)?.supplierId ?? 0;
  const cost = costOf(supplierId, destination, snapshot, nowMs);
  return cost ? { connectionId: member.connectionId, cost } : "no_source_price";
}

const costOf = (supplierId: number, destination: Destination, snapshot: Snapshot, nowMs: number) =>
  (snapshot.costs.get(supplierId) ?? emptyTariff).find(destination, nowMs);
