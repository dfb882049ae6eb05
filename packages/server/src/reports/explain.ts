/** Explain: what would become of a message, by the decision of live traffic itself, put into words. */
import type { AdminParsed, ExplainedRoute, Explanation } from "@switchyard/contract";
import {
  type Accepted,
  type Blocked,
  blockReasons,
  type Channel,
  type ClientConfig,
  convertMicros,
  type Decision,
  formatMicros,
  messageStatuses,
  type RouteFacts,
  type Snapshot,
  type Submission,
  type TariffEntry,
  type TraceStep,
  timesParts,
} from "@switchyard/engine";
import { countSegments, fitsGsm7, normaliseRecipient } from "@switchyard/sms";
import type { Queryable } from "../history/history.ts";
import { notFound } from "../refusal.ts";
import { type Judge, type Judgements, judgeOnwards } from "./obstacles.ts";
import { tellSteps } from "./steps.ts";

export interface ExplainParts {
  readonly db: Queryable;
  readonly snapshot: Snapshot;
  readonly judge: Judge;
  /** Lets judge() know the network that is kept of a number, as traffic asks for it ahead of its messages. */
  readonly recallNetwork: (digits: string) => Promise<unknown>;
  readonly nowMs: number;
}

/** Routes that do not fit are told up to this many; those that fit always are. */
const MISFITS_MAX = 100;

/**
 * Outcome, reason and steps are those of the decision; of a blocked message the rest is told as it would be if nothing
 * stopped it. Throws a refusal when the client is not known to traffic.
 */
export async function explain(parts: ExplainParts, asked: AdminParsed<"explain">["body"]): Promise<Explanation> {
  const { snapshot } = parts;
  const client = snapshot.clients.get(asked.clientId);
  if (!client) throw notFound("client", asked.clientId);
  const submission = submissionOf(asked, client);
  const number = normaliseRecipient(submission.recipient, { ton: submission.destTon });
  if (number.ok) await parts.recallNetwork(number.digits);
  const judgements = judgeOnwards(parts.judge, submission, snapshot);
  const { first, last, obstacles } = judgements;
  const carried = last.outcome === "accepted" ? last : null;
  const { routes, left } = await routesOf(parts, submission, judgements);
  return {
    outcome: first.outcome,
    status: first.outcome === "accepted" ? first.status : "blocked",
    reason: first.outcome === "blocked" ? first.reason : null,
    says:
      first.outcome === "blocked"
        ? blockReasons[first.reason].says
        : `Accepted: it ${messageStatuses[first.status].says}.`,
    obstacles: await tellObstacles(parts.db, obstacles),
    channel: submission.channel,
    recipient: last.recipient,
    country: last.destination?.country ?? null,
    network: last.destination?.network ?? null,
    ...moneyOf(judgements, asked.clientId, snapshot),
    connection: carried && (await connectionOf(parts.db, carried.connectionId)),
    asSent: { sender: asked.sender, text: asked.text, ...sizeOf(asked.text) },
    asLeaving: carried && leavingOf(carried, asked),
    steps: await tellSteps(parts.db, first.trace.steps()),
    routes,
    routesLeftOut: left,
  };
}

/** Each by the step at which the decision stopped, the last of its trace. */
async function tellObstacles(db: Queryable, obstacles: readonly Blocked[]): Promise<Explanation["obstacles"]> {
  const stops = await tellSteps(
    db,
    obstacles.flatMap(({ trace }) => trace.steps().slice(-1)),
  );
  return obstacles.map(({ reason }, at) => ({ reason, says: stops[at]?.detail ?? "" }));
}

/** SMPP, or the first channel that the client has on where that is off. */
function channelOf({ channels }: ClientConfig): Channel {
  const names = Object.keys(channels) as Channel[];
  return channels.smpp ? "smpp" : (names.find((name) => channels[name]) ?? "smpp");
}

function submissionOf(
  { clientId, sender, recipient, text, channel }: AdminParsed<"explain">["body"],
  client: ClientConfig,
): Submission {
  const isGsm = fitsGsm7(text);
  return {
    clientId,
    channel: channel ?? channelOf(client),
    credentialId: null,
    sender,
    sourceTon: 0,
    sourceNpi: 0,
    recipient,
    destTon: 1,
    alphabet: isGsm ? "gsm7" : "ucs2",
    dataCoding: isGsm ? 0 : 8,
    esmClass: 0,
    protocolId: 0,
    udh: null,
    text,
    binary: null,
    encodingFault: null,
    registeredDelivery: 1,
    validUntilMs: null,
    dueAtMs: null,
    priority: 0,
  };
}

function sizeOf(text: string): Explanation["asSent"] extends infer Size ? Omit<Size, "sender" | "text"> : never {
  const { alphabet, segments, unitsLeft } = countSegments(text);
  return { alphabet, parts: segments, charactersLeft: unitsLeft };
}

function leavingOf(
  { sentSender, sentText, trace }: Accepted,
  { sender, text }: AdminParsed<"explain">["body"],
): Explanation["asLeaving"] {
  const rewriting = trace.steps().find(({ step }) => step === "rewriting");
  const leaving = sentText ?? text;
  // The detail of this step is the number of parts, then the rules.
  const ruleIds = rewriting ? rewriting.detail.split(".").slice(1).map(Number) : [];
  return { sender: sentSender ?? sender, text: leaving, ...sizeOf(leaving), ruleIds };
}

type MoneyTold = Pick<Explanation, "price" | "cost" | "margin" | "marginRate">;

function moneyOf(
  { last, obstacles }: Judgements,
  clientId: number,
  { clients, connections, suppliers, rates }: Snapshot,
): MoneyTold {
  const currency = clients.get(clientId)?.currency ?? "";
  const isPriced = obstacles.every(({ reason }) => reason !== "no_client_price");
  const price = isPriced ? priceOf(last) : undefined;
  const totalMicros = price && timesParts(price.micros, last.parts);
  const told: MoneyTold["price"] =
    price && totalMicros !== undefined
      ? { perPart: formatMicros(price.micros), total: formatMicros(totalMicros), billing: price.billing, currency }
      : null;
  if (last.outcome === "blocked") return { price: told, cost: null, margin: null, marginRate: null };
  const costCurrency = suppliers.get(connections.get(last.connectionId)?.supplierId ?? 0)?.currency ?? "";
  const costTotal = timesParts(last.costMicros, last.parts);
  const compared = convertMicros(rates, costTotal, costCurrency, currency);
  const margin = compared === undefined || totalMicros === undefined ? undefined : totalMicros - compared;
  return {
    price: told,
    cost: {
      perPart: formatMicros(last.costMicros),
      total: formatMicros(costTotal),
      billing: last.costBilling,
      currency: costCurrency,
      inClientCurrency: compared === undefined ? null : formatMicros(compared),
    },
    margin: margin === undefined ? null : formatMicros(margin),
    marginRate: margin === undefined || !totalMicros ? null : Number(margin) / Number(totalMicros),
  };
}

/** The price per part; of a message that is blocked after it was priced, as its trace tells. */
function priceOf(decision: Decision): Pick<TariffEntry, "micros" | "billing"> | undefined {
  if (decision.outcome === "accepted") return { micros: decision.priceMicros, billing: decision.billing };
  const priced = decision.trace.steps().find(({ step, outcome }) => step === "price" && outcome === "pass");
  const [, micros, billing] = priced?.detail.split(".") ?? [];
  if (micros === undefined) return undefined;
  return { micros: BigInt(micros), billing: billing === "delivered" ? "delivered" : "submitted" };
}

async function connectionOf(db: Queryable, connectionId: number): Promise<Explanation["connection"]> {
  const { rows } = await db.query<{ name: string; supplier_id: number; supplier_name: string }>(
    `select c.name, c.supplier_id, s.name as supplier_name from connections c join suppliers s on s.id = c.supplier_id
     where c.id = $1`,
    [connectionId],
  );
  const [row] = rows;
  return row
    ? { id: connectionId, name: row.name, supplierId: row.supplier_id, supplierName: row.supplier_name }
    : null;
}

const mismatches = {
  type: "is for look-ups, not for messages",
  destination: "is for another destination",
  recipient: "is for other numbers",
  sender: "is for other senders",
  text: "is for other texts",
  not_valid_now: "is not valid now",
} as const;

/** Every route of the client's three scopes, in the order they are tried, and what became or would become of it. */
async function routesOf(
  { db, snapshot, nowMs }: ExplainParts,
  { clientId, sender, text }: Submission,
  { first, last }: Judgements,
): Promise<{ routes: ExplainedRoute[]; left: number }> {
  const { destination, recipient } = last;
  if (!destination) return { routes: [], left: 0 };
  const facts: RouteFacts = { type: "sms", destination, sender, recipient, text };
  const productId = snapshot.clients.get(clientId)?.productId ?? 0;
  const scopes = [
    { scope: "client", ownerId: clientId, table: snapshot.clientRoutes.get(clientId) },
    { scope: "product", ownerId: productId, table: snapshot.productRoutes.get(productId) },
    { scope: "platform", ownerId: 0, table: snapshot.platformRoutes },
  ] as const;
  const fates = fatesOf(first, last);
  const explained: Omit<ExplainedRoute, "poolName">[] = [];
  let left = 0;
  let misfits = 0;
  for (const { scope, ownerId, table } of scopes) {
    for (const { route, mismatch } of table?.explain(facts, nowMs) ?? []) {
      if (mismatch && mismatch !== "not_valid_now" && ++misfits > MISFITS_MAX) {
        left++;
        continue;
      }
      const { id, poolId, priority, country, network } = route;
      const fate: Fate = mismatch ? { verdict: "does_not_fit", why: mismatches[mismatch] } : fates.of(id);
      explained.push({ id, scope, ownerId, poolId, priority, country, network, ...fate });
    }
  }
  const names = await poolNames(db, [...new Set(explained.map(({ poolId }) => poolId))]);
  return {
    routes: explained.map((route) => ({ ...route, poolName: names.get(route.poolId) ?? `#${route.poolId}` })),
    left,
  };
}

type Fate = Pick<ExplainedRoute, "verdict" | "why">;

/** What becomes of a route that fits; one that only an obstacle keeps from carrying the message says which. */
function fatesOf(first: Decision, last: Decision): { of(routeId: number): Fate } {
  const steps = last.trace.steps();
  const chosen = routeIn(steps, "pass")[0]?.id;
  const asideNow = whyAside(first.trace.steps());
  const asideThen = whyAside(steps);
  return {
    of(routeId) {
      const now = asideNow.get(routeId);
      const why = now ?? asideThen.get(routeId);
      if (routeId === chosen) return { verdict: "chosen", why: whyChosen(first, now) };
      if (why !== undefined) return { verdict: "set_aside", why: `was set aside: ${why.replaceAll("_", " ")}` };
      const says =
        chosen === undefined ? "was not reached: the message was stopped before" : "comes after the chosen one";
      return { verdict: "not_reached", why: says };
    },
  };
}

function whyChosen({ outcome }: Decision, aside: string | undefined): string {
  if (outcome === "accepted") return "carries the message";
  return aside === undefined
    ? "would carry the message"
    : `would carry the message; is set aside now: ${aside.replaceAll("_", " ")}`;
}

function whyAside(steps: readonly TraceStep[]): ReadonlyMap<number, string> {
  return new Map(routeIn(steps, "skip").map(({ id, why }) => [id, why]));
}

/** Routes a trace names, with what it says of them: `12.3.4` chosen, `12.no_source_price` set aside. */
function routeIn(trace: readonly TraceStep[], outcome: TraceStep["outcome"]): { id: number; why: string }[] {
  return trace
    .filter((step) => step.step === "route" && step.outcome === outcome)
    .map(({ detail }) => {
      const [id = "", why = ""] = detail.split(".");
      return { id: Number(id), why };
    });
}

async function poolNames(db: Queryable, ids: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await db.query<{ id: number; name: string }>("select id, name from pools where id = any($1)", [ids]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
