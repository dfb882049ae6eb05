/** Routes and the members of their pools. */
import type { BlockReason, ClientConfig, Destination, Pool, Route, Submission, TariffRow } from "@switchyard/engine";
import type { Configuration, Moment, RouteRow } from "../configuration.ts";
import { expressionFor, isLike } from "./patterns.ts";
import { isValid, rowFor } from "./places.ts";
import { rewritten, type Wording } from "./rules.ts";

/** A message that has its price. */
export interface Priced {
  readonly submission: Submission;
  readonly client: ClientConfig;
  /** Digits in E.164. */
  readonly recipient: string;
  readonly destination: Destination;
  readonly priceMicros: bigint;
}

/** Who may carry a message, and how it leaves there. */
export interface Carrier {
  readonly connectionId: number;
  readonly cost: TariffRow;
  readonly leaving: Wording;
}

export interface Way {
  readonly route: Route;
  readonly carriers: readonly Carrier[];
}

/** Nearest to delivery last. */
const faults = [
  "no_route",
  "no_active_supplier",
  "supplier_not_allowed",
  "no_source_price",
  "negative_margin",
] as const;
const nearest = (found: readonly BlockReason[]): BlockReason =>
  faults.findLast((fault) => found.includes(fault)) ?? "no_route";

/** The first route by which the message can go, with everyone whose turn it may be there; else the best reason. */
export function wayFor(message: Priced, rows: Configuration, moment: Moment, nowMs: number): Way | BlockReason {
  const fitting = rows.routes.filter((route) => isValid(route, nowMs) && fits(route, message)).sort(inOrder);
  const found: BlockReason[] = [];
  for (const route of fitting) {
    const carriers = carriersOf(route.poolId, message, rows, moment, nowMs);
    if (typeof carriers !== "string") return { route, carriers };
    found.push(carriers);
  }
  return nearest(found);
}

function fits(route: RouteRow, { submission, client, recipient, destination }: Priced): boolean {
  const { sender, text } = submission;
  if (route.clientId !== null && route.clientId !== client.id) return false;
  if (route.productId !== null && route.productId !== client.productId) return false;
  if (route.type !== "sms") return false;
  if (route.country !== null && route.country !== destination.country) return false;
  if (route.network !== null && route.network !== destination.network) return false;
  if (route.senders.length > 0 && !route.senders.some((pattern) => isLike(sender, pattern))) return false;
  if (route.recipients.length > 0 && !route.recipients.some((start) => recipient.startsWith(start))) return false;
  if (route.textMatch === "any") return true;
  const isPhrase = route.textMatch === "contains";
  return text !== null && expressionFor(isPhrase ? "plain" : "regex", route.textPattern, isPhrase).test(text);
}

/** Personal, then the product's, then the platform's; then by priority, the narrower destination, the older rule. */
function inOrder(a: RouteRow, b: RouteRow): number {
  const scope = ({ clientId, productId }: RouteRow) => (clientId !== null ? 1 : productId !== null ? 2 : 3);
  const breadth = ({ country, network }: Route) => (network !== null ? 1 : country !== null ? 2 : 3);
  return scope(a) - scope(b) || a.priority - b.priority || breadth(a) - breadth(b) || a.id - b.id;
}

/** A member that may carry the message, before it is asked whether it can at once. */
interface Able extends Carrier {
  readonly costMicros: number | undefined;
  readonly wait: "none" | "long" | "very long";
}

function carriersOf(
  poolId: number,
  message: Priced,
  rows: Configuration,
  moment: Moment,
  nowMs: number,
): readonly Carrier[] | BlockReason {
  const pool = rows.pools.find(({ id }) => id === poolId);
  if (!pool) return "no_active_supplier";
  const members = pool.members.map(({ connectionId }) => ableOf(connectionId, pool, message, rows, moment, nowMs));
  const able = members.filter((member) => typeof member !== "string");
  if (able.length === 0)
    return nearest(["no_active_supplier", ...members.filter((member) => typeof member === "string")]);
  for (const wait of ["none", "long", "very long"] as const) {
    const usable = able.filter((member) => member.wait === wait);
    if (usable.length > 0) return chosenOf(pool, usable, moment);
  }
  throw new Error("every member waits for so long or so long");
}

function ableOf(
  connectionId: number,
  pool: Pool,
  { submission, client, destination, priceMicros }: Priced,
  rows: Configuration,
  moment: Moment,
  nowMs: number,
): Able | BlockReason {
  const connection = rows.connections.find(({ id }) => id === connectionId);
  const supplier = rows.suppliers.find(({ id }) => id === connection?.supplierId);
  if (!connection || !supplier || connection.paused || supplier.blocked) return "no_active_supplier";
  const share = pool.members.find((member) => member.connectionId === connectionId)?.percent;
  if (pool.strategy === "percentage" && share === 0) return "no_active_supplier";
  const leaving = rewritten(submission, { clientId: client.id, destination, supplierId: supplier.id }, rows, moment);
  const mustNot = rows.blockedSenders.filter(({ supplierId }) => supplierId === supplier.id);
  if (mustNot.some(({ pattern }) => isLike(leaving.sender, pattern))) return "supplier_not_allowed";
  const costs = rows.costs.filter(({ supplierId }) => supplierId === supplier.id);
  const cost = rowFor(destination, costs, nowMs);
  if (!cost) return "no_source_price";
  const costMicros = converted(Number(cost.micros), supplier.currency, client.currency, rows);
  const isMinded = client.negativeMargin === "platform" ? rows.blocksNegativeMargin : client.negativeMargin === "block";
  if (isMinded && costMicros !== undefined && costMicros > Number(priceMicros)) return "negative_margin";
  if (pool.strategy === "best_delivery" && pool.costCeiling !== null) {
    const compared = converted(Number(cost.micros), supplier.currency, pool.costCeiling.currency, rows);
    if (compared === undefined || compared > Number(pool.costCeiling.micros)) return "no_active_supplier";
  }
  const queue = moment.queues[connectionId] ?? 0;
  const isDayOver =
    connection.dailyLimit !== null && (moment.submitted[connectionId] ?? 0) + queue >= connection.dailyLimit;
  const isLong = connection.queueMax !== null && queue >= connection.queueMax;
  const isDown = moment.downConnections.includes(connectionId);
  return {
    connectionId,
    cost,
    leaving,
    costMicros,
    wait: isDown || isDayOver ? "very long" : isLong ? "long" : "none",
  };
}

/** Rates of generated worlds are powers of two, so that floats are exact. */
function converted(micros: number, from: string, to: string, { rates }: Configuration): number | undefined {
  if (from === to) return micros;
  const [worth, price] = [rates[from], rates[to]];
  return worth === undefined || price === undefined ? undefined : Math.round((micros * worth) / price);
}

/** Who it is, or of shares everyone whose turn it may be. */
function chosenOf({ strategy }: Pool, usable: readonly Able[], { deliveryRates, poolTurn }: Moment): readonly Able[] {
  const dearness = ({ costMicros }: Able) => costMicros ?? Number.POSITIVE_INFINITY;
  const byCost = usable.toSorted((a, b) => (dearness(a) < dearness(b) ? -1 : dearness(a) > dearness(b) ? 1 : 0));
  switch (strategy) {
    case "percentage":
      return usable;
    case "priority":
      return usable.slice(0, 1);
    case "least_cost":
      return byCost.slice(0, 1);
    case "best_delivery": {
      const rate = ({ connectionId }: Able) => deliveryRates[connectionId] ?? -1;
      const [best, ...others] = byCost.toSorted((a, b) => rate(b) - rate(a));
      // Every twentieth message goes to another, so that all rates stay known.
      const isSample = others.length > 0 && (poolTurn + 1) % 20 === 0;
      return isSample || best === undefined ? others : [best];
    }
  }
}
