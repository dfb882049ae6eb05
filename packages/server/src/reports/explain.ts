/** Explain: what would become of a message, by the decision of live traffic itself, put into words. */
import type { AdminParsed, ExplainedRoute, Explanation } from "@switchyard/contract";
import {
  type Accepted,
  blockReasons,
  convertMicros,
  type Decision,
  describeStep,
  formatMicros,
  messageStatuses,
  type RouteFacts,
  type Snapshot,
  type Submission,
  type TraceStep,
  traceSteps,
} from "@switchyard/engine";
import { countSegments, fitsGsm7 } from "@switchyard/sms";
import type { Queryable } from "../history/history.ts";
import { notFound } from "../refusal.ts";

export interface ExplainParts {
  readonly db: Queryable;
  readonly snapshot: Snapshot;
  /** Judges without a trace left behind. */
  readonly judge: (submission: Submission) => Decision;
  readonly nowMs: number;
}

/** Routes that do not fit are told up to this many; those that fit always are. */
const MISFITS_MAX = 100;

/** Throws a refusal when the client is not known to traffic. */
export async function explain(parts: ExplainParts, asked: AdminParsed<"explain">["body"]): Promise<Explanation> {
  const { snapshot } = parts;
  if (!snapshot.clients.has(asked.clientId)) throw notFound("client", asked.clientId);
  const submission = submissionOf(asked);
  const decision = parts.judge(submission);
  const accepted = decision.outcome === "accepted" ? decision : null;
  const { routes, left } = await routesOf(parts, submission, decision);
  return {
    outcome: decision.outcome,
    status: accepted?.status ?? "blocked",
    reason: decision.outcome === "blocked" ? decision.reason : null,
    says:
      decision.outcome === "blocked"
        ? blockReasons[decision.reason].says
        : `Accepted: it ${messageStatuses[decision.status].says}.`,
    recipient: decision.recipient,
    country: decision.destination?.country ?? null,
    network: decision.destination?.network ?? null,
    ...(accepted
      ? moneyOf(accepted, asked.clientId, snapshot)
      : { price: null, cost: null, margin: null, marginRate: null }),
    connection: accepted && (await connectionOf(parts.db, accepted.connectionId)),
    asSent: { sender: asked.sender, text: asked.text, ...sizeOf(asked.text) },
    asLeaving: accepted && leavingOf(accepted, asked),
    steps: decision.trace.steps().map((step) => ({
      step: step.step,
      says: traceSteps[step.step].says,
      outcome: step.outcome,
      detail: describeStep(step),
    })),
    routes,
    routesLeftOut: left,
  };
}

function submissionOf({ clientId, sender, recipient, text, channel }: AdminParsed<"explain">["body"]): Submission {
  const isGsm = fitsGsm7(text);
  return {
    clientId,
    channel,
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

function moneyOf(
  { priceMicros, totalMicros, billing, parts, costMicros, costBilling, connectionId }: Accepted,
  clientId: number,
  { clients, connections, suppliers, rates }: Snapshot,
): Pick<Explanation, "price" | "cost" | "margin" | "marginRate"> {
  const currency = clients.get(clientId)?.currency ?? "";
  const costCurrency = suppliers.get(connections.get(connectionId)?.supplierId ?? 0)?.currency ?? "";
  const costTotal = costMicros * BigInt(parts);
  const compared = convertMicros(rates, costTotal, costCurrency, currency);
  const margin = compared === undefined ? undefined : totalMicros - compared;
  return {
    price: { perPart: formatMicros(priceMicros), total: formatMicros(totalMicros), billing, currency },
    cost: {
      perPart: formatMicros(costMicros),
      total: formatMicros(costTotal),
      billing: costBilling,
      currency: costCurrency,
      inClientCurrency: compared === undefined ? null : formatMicros(compared),
    },
    margin: margin === undefined ? null : formatMicros(margin),
    marginRate: margin === undefined || totalMicros === 0n ? null : Number(margin) / Number(totalMicros),
  };
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

/** Every route of the client's three scopes, in the order they are tried, and what became of it. */
async function routesOf(
  { db, snapshot, nowMs }: ExplainParts,
  { clientId, sender, text }: Submission,
  { destination, recipient, outcome, trace }: Decision,
): Promise<{ routes: ExplainedRoute[]; left: number }> {
  if (!destination) return { routes: [], left: 0 };
  const facts: RouteFacts = { type: "sms", destination, sender, recipient, text };
  const productId = snapshot.clients.get(clientId)?.productId ?? 0;
  const scopes = [
    { scope: "client", table: snapshot.clientRoutes.get(clientId) },
    { scope: "product", table: snapshot.productRoutes.get(productId) },
    { scope: "platform", table: snapshot.platformRoutes },
  ] as const;
  const steps = trace.steps();
  const chosen = outcome === "accepted" ? routeIn(steps, "pass")[0]?.id : undefined;
  const setAside = new Map(routeIn(steps, "skip").map(({ id, why }) => [id, why]));
  const explained: Omit<ExplainedRoute, "poolName">[] = [];
  let left = 0;
  let misfits = 0;
  for (const { scope, table } of scopes) {
    for (const { route, mismatch } of table?.explain(facts, nowMs) ?? []) {
      if (mismatch && mismatch !== "not_valid_now" && ++misfits > MISFITS_MAX) {
        left++;
        continue;
      }
      const { id, poolId, priority, country, network } = route;
      const why = setAside.get(id);
      const verdict =
        id === chosen ? "chosen" : mismatch ? "does_not_fit" : why === undefined ? "not_reached" : "set_aside";
      const says =
        verdict === "chosen"
          ? "carries the message"
          : mismatch
            ? mismatches[mismatch]
            : why === undefined
              ? chosen === undefined
                ? "was not reached: the message was stopped before"
                : "comes after the chosen one"
              : `was set aside: ${why.replaceAll("_", " ")}`;
      explained.push({ id, scope, poolId, priority, country, network, verdict, why: says });
    }
  }
  const names = await poolNames(db, [...new Set(explained.map(({ poolId }) => poolId))]);
  return {
    routes: explained.map((route) => ({ ...route, poolName: names.get(route.poolId) ?? `#${route.poolId}` })),
    left,
  };
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
