/**
 * decide() once more, slow and obvious: linear scans over the plain rows, straight from the product's words, with
 * nothing of the engine but its types. Of a pool by percentage it does not say whose turn it is, only whose it may be.
 */
import type { AlphabetName, BlockReason, ClientConfig, Destination, Submission } from "@switchyard/engine";
import { encodeText, fitsGsm7, normaliseRecipient, splitText } from "@switchyard/sms";
import type { Configuration, Moment } from "./configuration.ts";
import { isSenderTaken, numberFault, senderFault, type Watched, watch } from "./reference/firewall.ts";
import { isClosed, placeOf, priceFor } from "./reference/places.ts";
import { type Carrier, type Priced, type Way, wayFor } from "./reference/ways.ts";

export interface ReferenceAccepted extends Omit<Watched, "isModerated"> {
  readonly outcome: "accepted";
  readonly status: "queued" | "held" | "scheduled" | "moderation";
  readonly recipient: string;
  readonly destination: Destination;
  readonly alphabet: AlphabetName;
  readonly parts: number;
  readonly billing: string;
  readonly priceMicros: bigint;
  readonly totalMicros: bigint;
  readonly routeId: number;
  readonly poolId: number;
  readonly connectionId: number;
  readonly costMicros: bigint;
  readonly costBilling: string;
  readonly sentSender: string | null;
  readonly sentText: string | null;
  readonly validUntilMs: number;
  readonly dueAtMs: number | null;
}

export type ReferenceDecision = ReferenceAccepted | { readonly outcome: "blocked"; readonly reason: BlockReason };

const blocked = (reason: BlockReason): ReferenceDecision => ({ outcome: "blocked", reason });
const hourMs = 60 * 60 * 1000;

/** Every decision that may be made: one, or one for each member of a pool whose turn it may be. */
export function decideSlowly(
  submission: Submission,
  rows: Configuration,
  moment: Moment,
  nowMs: number,
): readonly ReferenceDecision[] {
  const client = rows.clients.find(({ id }) => id === submission.clientId);
  if (!client) throw new Error("no such client");
  const judged = judge(submission, client, rows, moment, nowMs);
  if (typeof judged === "string") return [blocked(judged)];
  return judged.way.carriers.map((carrier) => accept(judged, carrier, rows));
}

interface Judged extends Priced {
  readonly watched: Watched;
  readonly size: Size;
  readonly billing: string;
  readonly availableMicros: bigint;
  readonly validUntilMs: number;
  readonly isLater: boolean;
  readonly way: Way;
}

/** All that is asked before it is known who carries the message. */
function judge(
  submission: Submission,
  client: ClientConfig,
  rows: Configuration,
  moment: Moment,
  nowMs: number,
): Judged | BlockReason {
  if (client.block === "refuse") return "client_blocked";
  if (!client.channels[submission.channel]) return "channel_disabled";
  if (client.dailyLimit !== null && moment.acceptedToday + 1 > client.dailyLimit) return "daily_limit";

  if (submission.encodingFault !== null) return "encoding";
  const size = sizeOf(submission);
  if (size.parts > 30) return "too_long";

  const number = normaliseRecipient(submission.recipient, { ton: submission.destTon });
  if (!number.ok) return "invalid_recipient";
  const recipient = number.digits;
  const place = placeOf(recipient, rows, moment);
  if (!place) return "unknown_destination";
  const { destination } = place;
  if (isClosed(destination, rows)) return "destination_closed";

  const forbidden = numberFault(recipient, client, rows);
  if (forbidden) return forbidden;
  const watched = watch(submission.text, destination.country, client, rows, moment);
  if (typeof watched === "string") return watched;
  const misnamed = senderFault(submission, destination, client, rows);
  if (misnamed) return misnamed;
  // Where rules may change the sender yet, the destination is asked about the one that leaves.
  const mayChange = rows.rules.some(({ clientId, supplierId }) => clientId === client.id || supplierId !== null);
  if (!mayChange && !isSenderTaken(submission.sender, false, destination, client, rows)) return "sender_not_allowed";

  const isLater = submission.dueAtMs !== null && submission.dueAtMs > nowMs;
  const startMs = isLater ? Number(submission.dueAtMs) : nowMs;
  const askedMs = submission.validUntilMs === null ? startMs + 48 * hourMs : submission.validUntilMs;
  const validUntilMs = Math.min(askedMs, startMs + 7 * 24 * hourMs);
  if (validUntilMs <= startMs) return "expired_before_send";

  const price = priceFor(place, client, rows, nowMs);
  if (!price) return "no_client_price";
  let availableMicros = moment.unreservedMicros + client.creditLimitMicros;
  if (client.overdraftUntilMs !== null && client.overdraftUntilMs > nowMs) availableMicros += client.overdraftMicros;
  if (!isCovered(totalOf(price.micros, size), availableMicros)) return "no_money";

  const priced: Priced = { submission, client, recipient, destination, priceMicros: price.micros };
  const way = wayFor(priced, rows, moment, nowMs);
  if (typeof way === "string") return way;
  return { ...priced, watched, size, billing: price.billing, availableMicros, validUntilMs, isLater, way };
}

/** What becomes of it when this member carries it. */
function accept(judged: Judged, { connectionId, cost, leaving }: Carrier, rows: Configuration): ReferenceDecision {
  const { submission, client, destination, priceMicros, watched, isLater, way } = judged;
  let { size } = judged;
  let sentText: string | null = null;
  if (leaving.text !== submission.text && leaving.text !== null) {
    const changed = sizeOf({ ...submission, text: leaving.text, alphabet: boundTo(submission) });
    const isTornPart = submission.udh !== null && changed.parts > 1;
    if (!isTornPart) {
      size = changed;
      sentText = leaving.text;
    }
  }
  if (size.parts > 30) return blocked("too_long");
  const totalMicros = totalOf(priceMicros, size);
  if (!isCovered(totalMicros, judged.availableMicros)) return blocked("no_money");
  const isOurs = leaving.sender !== submission.sender;
  if (!isSenderTaken(leaving.sender, isOurs, destination, client, rows)) return blocked("sender_not_allowed");
  const onTime = isLater ? "scheduled" : "queued";
  return {
    outcome: "accepted",
    status: watched.isModerated ? "moderation" : client.block === "hold" ? "held" : onTime,
    filterId: watched.filterId,
    likeness: watched.likeness,
    recipient: judged.recipient,
    destination,
    ...size,
    billing: judged.billing,
    priceMicros,
    totalMicros,
    routeId: way.route.id,
    poolId: way.route.poolId,
    connectionId,
    costMicros: cost.micros,
    costBilling: cost.billing,
    sentSender: isOurs ? leaving.sender : null,
    sentText,
    validUntilMs: judged.validUntilMs,
    dueAtMs: isLater ? submission.dueAtMs : null,
  };
}

interface Size {
  readonly alphabet: AlphabetName;
  readonly parts: number;
}

/** Nothing needs no funds. */
const isCovered = (totalMicros: bigint, availableMicros: bigint): boolean =>
  totalMicros === 0n || totalMicros <= availableMicros;

function totalOf(priceMicros: bigint, { parts }: Size): bigint {
  let totalMicros = 0n;
  for (let part = 0; part < parts; part++) totalMicros += priceMicros;
  return totalMicros;
}

/** UCS-2 that the client's own text needed does not bind the text that took its place. */
function boundTo({ text, udh, alphabet }: Submission): AlphabetName {
  return udh !== null || text === null || fitsGsm7(text) ? alphabet : "gsm7";
}

/** Parts by really cutting the content; what does not fit beside the client's own header is too long for anything. */
function sizeOf({ text, binary, udh, alphabet }: Submission): Size {
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
