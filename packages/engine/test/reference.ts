/**
 * decide() once more, slow and obvious: linear scans over the plain rows, straight from the product's words, with
 * nothing of the engine but its types. Of a pool it does not say whose turn it is, only who may be chosen.
 */
import type { AlphabetName, BlockReason, Destination, Route, Submission, TariffRow } from "@switchyard/engine";
import { encodeText, fitsGsm7, normaliseRecipient, splitText, validSender } from "@switchyard/sms";
import type { Configuration, Moment } from "./configuration.ts";

export interface ReferenceAccepted {
  readonly outcome: "accepted";
  readonly status: "queued" | "held" | "scheduled";
  readonly recipient: string;
  readonly destination: Destination;
  readonly alphabet: AlphabetName;
  readonly parts: number;
  readonly billing: string;
  readonly priceMicros: bigint;
  readonly totalMicros: bigint;
  readonly routeId: number;
  readonly poolId: number;
  readonly validUntilMs: number;
  readonly dueAtMs: number | null;
  readonly candidates: readonly {
    readonly connectionId: number;
    readonly costMicros: bigint;
    readonly costBilling: string;
  }[];
}

export type ReferenceDecision = ReferenceAccepted | { readonly outcome: "blocked"; readonly reason: BlockReason };

const blocked = (reason: BlockReason): ReferenceDecision => ({ outcome: "blocked", reason });
const hourMs = 60 * 60 * 1000;

export function decideSlowly(
  submission: Submission,
  rows: Configuration,
  moment: Moment,
  nowMs: number,
): ReferenceDecision {
  const client = rows.clients.find(({ id }) => id === submission.clientId);
  if (!client) throw new Error("no such client");
  if (client.block === "refuse") return blocked("client_blocked");
  if (!client.channels[submission.channel]) return blocked("channel_disabled");
  if (client.dailyLimit !== null && moment.acceptedToday + 1 > client.dailyLimit) return blocked("daily_limit");

  if (submission.encodingFault !== null) return blocked("encoding");
  const { alphabet, parts } = partsOf(submission);
  if (parts > 30) return blocked("too_long");

  const number = normaliseRecipient(submission.recipient, { ton: submission.destTon });
  if (!number.ok) return blocked("invalid_recipient");
  const destination = destinationOf(number.digits, rows);
  if (!destination) return blocked("unknown_destination");
  if (!validSender(submission.sender).ok) return blocked("invalid_sender");

  const isLater = submission.dueAtMs !== null && submission.dueAtMs > nowMs;
  const startMs = isLater ? Number(submission.dueAtMs) : nowMs;
  const askedMs = submission.validUntilMs === null ? startMs + 48 * hourMs : submission.validUntilMs;
  const validUntilMs = Math.min(askedMs, startMs + 7 * 24 * hourMs);
  if (validUntilMs <= startMs) return blocked("expired_before_send");

  const own = rows.prices.filter(({ clientId }) => clientId === client.id);
  const shared = rows.productPrices.filter(({ productId }) => productId === client.productId);
  const price = rowFor(destination, own, nowMs) ?? rowFor(destination, shared, nowMs);
  if (!price) return blocked("no_client_price");
  let totalMicros = 0n;
  for (let part = 0; part < parts; part++) totalMicros += price.micros;
  let availableMicros = moment.unreservedMicros + client.creditLimitMicros;
  if (client.overdraftUntilMs !== null && client.overdraftUntilMs > nowMs) availableMicros += client.overdraftMicros;
  if (totalMicros !== 0n && totalMicros > availableMicros) return blocked("no_money");

  const way = wayFor(client.id, destination, rows, moment, nowMs);
  if (typeof way === "string") return blocked(way);
  return {
    outcome: "accepted",
    status: client.block === "hold" ? "held" : isLater ? "scheduled" : "queued",
    recipient: number.digits,
    destination,
    alphabet,
    parts,
    billing: price.billing,
    priceMicros: price.micros,
    totalMicros,
    routeId: way.route.id,
    poolId: way.route.poolId,
    validUntilMs,
    dueAtMs: isLater ? submission.dueAtMs : null,
    candidates: way.candidates,
  };
}

/** Parts by really cutting the content; what does not fit beside the client's own header is too long for anything. */
function partsOf({ text, binary, udh, alphabet }: Submission): { alphabet: AlphabetName; parts: number } {
  const tooLong = 1_000_000;
  if (text === null) {
    const octets = binary?.length ?? 0;
    if (udh) return { alphabet: "binary", parts: udh.length + octets <= 140 ? 1 : tooLong };
    let parts = 1;
    if (octets > 140) for (let cut = 134; cut < octets; cut += 134) parts++;
    return { alphabet: "binary", parts };
  }
  if (!udh) {
    const chosen = alphabet !== "ucs2" && fitsGsm7(text) ? "gsm7" : "ucs2";
    return { alphabet: chosen, parts: splitText(text, chosen).length };
  }
  const declared = alphabet === "binary" ? "gsm7" : alphabet;
  const octetsLeft = 140 - udh.length;
  const fitsAsOctets = encodeText(text, declared).length <= octetsLeft;
  const fitsAsSeptets = encodeText(text, "gsm7").length * 7 <= octetsLeft * 8;
  const fits = declared === "ucs2" ? fitsAsOctets : declared === "gsm7" ? fitsAsSeptets : fitsAsOctets || fitsAsSeptets;
  return { alphabet: declared, parts: fits ? 1 : tooLong };
}

function destinationOf(digits: string, { prefixes }: Configuration): Destination | undefined {
  let best: Configuration["prefixes"][number] | undefined;
  for (const row of prefixes) {
    // Of a prefix given twice the last row counts.
    if (digits.startsWith(row.prefix) && (!best || row.prefix.length >= best.prefix.length)) best = row;
  }
  return best && { country: best.country, network: best.network };
}

const isValid = (row: { fromMs: number | null; toMs: number | null }, nowMs: number): boolean =>
  (row.fromMs === null || nowMs >= row.fromMs) && (row.toMs === null || nowMs < row.toMs);

/** The network's rows beat the country's; the later start beats the earlier one, then the later entry. */
function rowFor({ country, network }: Destination, rows: readonly TariffRow[], nowMs: number): TariffRow | undefined {
  const valid = rows.filter((row) => row.country === country && isValid(row, nowMs));
  const latest = (some: readonly TariffRow[]): TariffRow | undefined =>
    some.find((row) =>
      some.every((other) => other.fromMs < row.fromMs || (other.fromMs === row.fromMs && other.id <= row.id)),
    );
  const forNetwork = valid.filter((row) => row.network !== null && row.network === network);
  return latest(forNetwork) ?? latest(valid.filter((row) => row.network === null));
}

type Way = { readonly route: Route; readonly candidates: ReferenceAccepted["candidates"] };

function wayFor(
  clientId: number,
  destination: Destination,
  rows: Configuration,
  moment: Moment,
  nowMs: number,
): Way | "no_route" | "no_active_supplier" | "no_source_price" {
  const fitting = rows.routes.filter(
    (route) =>
      (route.clientId === null || route.clientId === clientId) &&
      (route.country === null || route.country === destination.country) &&
      (route.network === null || route.network === destination.network) &&
      isValid(route, nowMs),
  );
  const left = [...fitting];
  const faults: ("no_active_supplier" | "no_source_price")[] = [];
  while (left.length > 0) {
    const route = left.reduce((best, other) => (comesBefore(other, best) ? other : best));
    left.splice(left.indexOf(route), 1);
    const candidates = candidatesOf(route.poolId, destination, rows, moment, nowMs);
    if (typeof candidates !== "string") return { route, candidates };
    faults.push(candidates);
  }
  if (faults.length === 0) return "no_route";
  return faults.includes("no_source_price") ? "no_source_price" : "no_active_supplier";
}

/** Personal before the platform's, then by priority, then the narrower destination, then the older rule. */
function comesBefore(a: Route, b: Route): boolean {
  if ((a.clientId === null) !== (b.clientId === null)) return a.clientId !== null;
  if (a.priority !== b.priority) return a.priority < b.priority;
  const named = (route: Route) => [route.country, route.network].filter((place) => place !== null).length;
  if (named(a) !== named(b)) return named(a) > named(b);
  return a.id < b.id;
}

function candidatesOf(
  poolId: number,
  destination: Destination,
  rows: Configuration,
  moment: Moment,
  nowMs: number,
): ReferenceAccepted["candidates"] | "no_active_supplier" | "no_source_price" {
  const pool = rows.pools.find(({ id }) => id === poolId);
  const active = (pool?.members ?? []).flatMap(({ connectionId, percent }) => {
    const connection = rows.connections.find(({ id }) => id === connectionId);
    const supplier = rows.suppliers.find(({ id }) => id === connection?.supplierId);
    if (!connection || !supplier || connection.paused || supplier.blocked) return [];
    if (pool?.strategy === "percentage" && percent === 0) return [];
    const costs = rows.costs.filter(({ supplierId }) => supplierId === supplier.id);
    return [{ connectionId, cost: rowFor(destination, costs, nowMs) }];
  });
  const priced = active.flatMap(({ connectionId, cost }) =>
    cost === undefined ? [] : [{ connectionId, costMicros: cost.micros, costBilling: cost.billing }],
  );
  if (priced.length === 0) return active.length === 0 ? "no_active_supplier" : "no_source_price";
  const up = priced.filter(({ connectionId }) => !moment.downConnections.includes(connectionId));
  const usable = up.length > 0 ? up : priced;
  return pool?.strategy === "priority" ? usable.slice(0, 1) : usable;
}
