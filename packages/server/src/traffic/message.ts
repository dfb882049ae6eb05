import type {
  Accepted,
  AlphabetName,
  BillingMode,
  Blocked,
  BlockReason,
  Channel,
  MessageStatus,
  ReceiptDebt,
  Submission,
} from "@switchyard/engine";
import type { MessageId } from "../ids.ts";

/**
 * A message while it is being worked on: what was accepted, and how far it has come. Only the accept lane makes one and
 * only the progress lane changes one, so this copy and the row never disagree for longer than a batch takes.
 */
export interface Message {
  readonly id: MessageId;
  readonly clientId: number;
  readonly credentialId: number | null;
  readonly channel: Channel;
  readonly sender: string;
  readonly sourceTon: number;
  readonly sourceNpi: number;
  readonly recipient: string;
  readonly country: string | null;
  readonly network: string | null;
  readonly alphabet: AlphabetName;
  readonly dataCoding: number;
  readonly esmClass: number;
  readonly protocolId: number;
  readonly udh: Uint8Array | null;
  readonly text: string | null;
  readonly binary: Uint8Array | null;
  readonly parts: number;
  readonly registeredDelivery: number;
  readonly receivedAtMs: number;
  readonly validUntilMs: number;
  readonly billing: BillingMode | null;
  readonly currency: string | null;
  readonly priceMicros: bigint | null;
  readonly priority: number;
  readonly routeId: number | null;
  readonly poolId: number | null;
  readonly trace: string | null;
  /** Why it is blocked; of one that a person rejected, known later than the rest. */
  reason: BlockReason | null;
  /** Per part, of the supplier it goes to. */
  costMicros: bigint | null;
  costBilling: BillingMode | null;
  /** What rules made of sender and text for that supplier; null where they leave as they came. */
  sentSender: string | null;
  sentText: string | null;
  status: MessageStatus;
  /** A letter for each part of a long message (see part-states.ts); null when there is one part. */
  partStates: string | null;
  dueAtMs: number | null;
  sentAtMs: number | null;
  doneAtMs: number | null;
  errorCode: string | null;
  chargedMicros: bigint;
  reservedMicros: bigint;
  /** What is owed to the supplier for it so far, in the supplier's currency. */
  bookedCostMicros: bigint;
  connectionId: number | null;
  receiptState: ReceiptDebt;
  /** Its owed receipt stands among the receipts owed, no longer in the queue. */
  isParked: boolean;
  /** Changes of it that wait for a commit; while above 0 the copy in memory must not be dropped. */
  pendingChanges: number;
  /** Parts in a supplier's window: not answered, so it is not known whether they left. */
  inFlight: number;
  /** Submits refused for a passing reason; kept in memory alone, a restart begins anew. */
  tries: number;
  /** Connections it was moved away from; kept in memory alone as well. */
  tried: Set<number> | null;
}

/** The message an accepted submission becomes. */
export function acceptedMessage(
  id: MessageId,
  submission: Submission,
  decision: Accepted,
  { currency, priority, nowMs }: { currency: string; priority: number; nowMs: number },
): Message {
  // What a person may still reject is not charged yet.
  const isReserved = decision.billing === "delivered" || decision.status === "moderation";
  const message = recordedMessage(
    id,
    submission,
    decision,
    nowMs,
    decision.status,
    null,
    decision.billing,
    currency,
    priority,
  );
  message.connectionId = decision.connectionId;
  message.partStates = decision.parts > 1 ? "q".repeat(decision.parts) : null;
  message.dueAtMs = decision.dueAtMs;
  message.chargedMicros = isReserved ? 0n : decision.totalMicros;
  message.reservedMicros = isReserved ? decision.totalMicros : 0n;
  return message;
}

/** The message a blocked submission is recorded as: final at once, never charged. */
export function blockedMessage(id: MessageId, submission: Submission, decision: Blocked, nowMs: number): Message {
  const message = recordedMessage(id, submission, decision, nowMs, "blocked", decision.reason, null, null, 0);
  message.doneAtMs = nowMs;
  return message;
}

/**
 * One literal for every message, so that all share one hidden class: put together with spreads they become dictionaries,
 * which cost the message path a third of its speed.
 */
function recordedMessage(
  id: MessageId,
  submission: Submission,
  decision: Accepted | Blocked,
  nowMs: number,
  status: MessageStatus,
  reason: BlockReason | null,
  billing: BillingMode | null,
  currency: string | null,
  priority: number,
): Message {
  const accepted = decision.outcome === "accepted" ? decision : null;
  return {
    id,
    clientId: submission.clientId,
    credentialId: submission.credentialId,
    channel: submission.channel,
    sender: submission.sender,
    sourceTon: submission.sourceTon,
    sourceNpi: submission.sourceNpi,
    recipient: decision.recipient,
    country: decision.destination?.country ?? null,
    network: decision.destination?.network ?? null,
    alphabet: decision.alphabet,
    dataCoding: submission.dataCoding,
    esmClass: submission.esmClass,
    protocolId: submission.protocolId,
    udh: submission.udh,
    text: submission.text,
    binary: submission.binary,
    parts: decision.parts,
    registeredDelivery: submission.registeredDelivery,
    receivedAtMs: nowMs,
    validUntilMs: decision.validUntilMs,
    billing,
    currency,
    priceMicros: accepted?.priceMicros ?? null,
    priority,
    routeId: accepted?.routeId ?? null,
    poolId: accepted?.poolId ?? null,
    trace: decision.trace.line(),
    reason,
    costMicros: accepted?.costMicros ?? null,
    costBilling: accepted?.costBilling ?? null,
    sentSender: accepted?.sentSender ?? null,
    sentText: accepted?.sentText ?? null,
    status,
    partStates: null,
    dueAtMs: null,
    sentAtMs: null,
    doneAtMs: null,
    errorCode: null,
    chargedMicros: 0n,
    reservedMicros: 0n,
    bookedCostMicros: 0n,
    connectionId: null,
    receiptState: "not_wanted",
    isParked: false,
    pendingChanges: 0,
    inFlight: 0,
    tries: 0,
    tried: null,
  };
}

/** The changing part of a message as one change left it: what that change writes. */
export type MessageState = Pick<
  Message,
  | "id"
  | "status"
  | "reason"
  | "partStates"
  | "dueAtMs"
  | "sentAtMs"
  | "doneAtMs"
  | "errorCode"
  | "chargedMicros"
  | "reservedMicros"
  | "costMicros"
  | "costBilling"
  | "bookedCostMicros"
  | "connectionId"
  | "sentSender"
  | "sentText"
  | "receiptState"
>;

export function stateOf(message: Message): MessageState {
  return {
    id: message.id,
    status: message.status,
    reason: message.reason,
    partStates: message.partStates,
    dueAtMs: message.dueAtMs,
    sentAtMs: message.sentAtMs,
    doneAtMs: message.doneAtMs,
    errorCode: message.errorCode,
    chargedMicros: message.chargedMicros,
    reservedMicros: message.reservedMicros,
    costMicros: message.costMicros,
    costBilling: message.costBilling,
    bookedCostMicros: message.bookedCostMicros,
    sentSender: message.sentSender,
    sentText: message.sentText,
    connectionId: message.connectionId,
    receiptState: message.receiptState,
  };
}
