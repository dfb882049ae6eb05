import type { LiveFacts } from "../decision.ts";
import type { TariffEntry } from "../rate/tariff.ts";
import type { ClientConfig } from "../snapshot/clients.ts";
import { convertMicros } from "../snapshot/rates.ts";
import type { ConnectionConfig, Snapshot } from "../snapshot/snapshot.ts";
import type { Trace } from "../trace.ts";
import type { BlockReason } from "../vocabulary/block-reasons.ts";
import { type Leaving, leavingFor, type Submitted } from "./leaving.ts";
import { type Candidate, choosePoolMember, type Pool, type PoolMember } from "./pools.ts";

/** A message on its way to a pool. */
export interface Routable extends Submitted {
  readonly client: ClientConfig;
  /** Per part, in the client's currency. */
  readonly priceMicros: bigint;
}

/** The member that carries a message. */
export interface MemberChoice extends Candidate {
  readonly connectionId: number;
  readonly supplierId: number;
  readonly cost: TariffEntry;
  /** What rules make of the message for this supplier, where that had to be known to choose it. */
  readonly leaving: Leaving | undefined;
}

/** Why nobody in a pool can carry a message, the nearest to delivery last. */
const faults = ["no_active_supplier", "supplier_not_allowed", "no_source_price", "negative_margin"] as const;
export type PoolFault = Extract<BlockReason, (typeof faults)[number]>;

/** Why a member is set aside: for good, or because its messages would wait. */
type Aside = PoolFault | "no_share" | "over_ceiling" | "tried" | "down" | "daily_limit" | "long_queue";

/**
 * Chooses who carries a message: of the members that may (neither paused nor blocked, allowed to see the sender, with a
 * source price, within the ceiling and, where that is asked for, within the margin) those that can at once; else those
 * with a long queue; else those that are down or have had their day's share, where the message waits. `ready` asks for
 * the first kind alone. Each member set aside leaves a skip in the trace.
 */
export function chooseMember(
  pool: Pool,
  message: Routable,
  { snapshot, live, nowMs, trace, tried }: MemberContext,
): MemberChoice | PoolFault {
  const ready: MemberChoice[] = [];
  const queueing: MemberChoice[] = [];
  const waiting: MemberChoice[] = [];
  let fault = 0;
  for (const member of pool.members) {
    const candidate = tried?.has(member.connectionId)
      ? "tried"
      : candidateOf(pool, member, message, snapshot, live, nowMs);
    if (typeof candidate === "string") {
      fault = Math.max(fault, faults.indexOf(candidate as PoolFault));
      if (candidate !== "no_share") trace?.skip("member", member.connectionId, candidate);
      continue;
    }
    const connection = snapshot.connections.get(member.connectionId) as ConnectionConfig;
    const wait = waitOf(connection, live);
    if (wait === undefined) {
      ready.push(candidate);
      continue;
    }
    trace?.skip("member", member.connectionId, wait);
    (wait === "long_queue" ? queueing : waiting).push(candidate);
  }
  const usable = ready.length > 0 || tried ? ready : queueing.length > 0 ? queueing : waiting;
  return choosePoolMember(pool, usable, live.poolTurn(pool.id)) ?? (faults[fault] as PoolFault);
}

export interface MemberContext {
  readonly snapshot: Snapshot;
  readonly live: LiveFacts;
  readonly nowMs: number;
  readonly trace?: Trace;
  /** Of a message that moves on: where it has been. Only members that can carry it at once are asked then. */
  readonly tried?: ReadonlySet<number>;
}

function candidateOf(
  pool: Pool,
  member: PoolMember,
  message: Routable,
  snapshot: Snapshot,
  live: LiveFacts,
  nowMs: number,
): MemberChoice | Aside {
  const { connectionId } = member;
  const connection = snapshot.connections.get(connectionId);
  const supplier = connection && snapshot.suppliers.get(connection.supplierId);
  if (!connection?.carriesMessages || !supplier || connection.paused || supplier.blocked) return "no_active_supplier";
  if (pool.strategy === "percentage" && member.percent === 0) return "no_share";
  const blockedSenders = snapshot.firewall.supplierBlockedSenders.get(supplier.id);
  const leaving = blockedSenders && leavingFor(message, supplier.id, snapshot, live);
  if (blockedSenders?.matches((leaving ?? message).sender)) return "supplier_not_allowed";
  const cost = snapshot.costs.get(supplier.id)?.find(message.destination, nowMs);
  if (!cost) return "no_source_price";
  const { client, priceMicros, destination } = message;
  const costMicros = convertMicros(snapshot.rates, cost.micros, supplier.currency, client.currency) ?? null;
  if (costMicros !== null && costMicros > priceMicros && blocksNegativeMargin(client, snapshot))
    return "negative_margin";
  if (isOverCeiling(pool, cost.micros, supplier.currency, snapshot)) return "over_ceiling";
  const deliveryRate =
    pool.strategy === "best_delivery" ? live.deliveryRate(connectionId, destination.country) : undefined;
  return { member, connectionId, supplierId: supplier.id, cost, costMicros, deliveryRate, leaving };
}

/** Why a message would wait at this connection; undefined where it can leave at once. */
function waitOf({ id, queueMax, dailyLimit }: ConnectionConfig, live: LiveFacts): Aside | undefined {
  if (!live.isConnectionUp(id)) return "down";
  if (dailyLimit !== null && live.submittedToday(id) + live.connectionQueue(id) >= dailyLimit) return "daily_limit";
  return queueMax !== null && live.connectionQueue(id) >= queueMax ? "long_queue" : undefined;
}

function blocksNegativeMargin({ negativeMargin }: ClientConfig, { firewall }: Snapshot): boolean {
  return negativeMargin === "platform" ? firewall.blocksNegativeMargin : negativeMargin === "block";
}

/** A cost that no exchange rate compares is over any ceiling. */
function isOverCeiling(
  { strategy, costCeiling }: Pool,
  micros: bigint,
  currency: string,
  { rates }: Snapshot,
): boolean {
  if (strategy !== "best_delivery" || costCeiling === null) return false;
  const compared = convertMicros(rates, micros, currency, costCeiling.currency);
  return compared === undefined || compared > costCeiling.micros;
}
