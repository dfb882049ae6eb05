import {
  type BillingMode,
  caughtBy,
  isFinalStatus,
  type MessageStatus,
  type Move,
  timesParts,
} from "@switchyard/engine";
import type { ReceiptState } from "@switchyard/sms";
import { type Message, type MessageState, stateOf } from "./message.ts";
import {
  ALL_PARTS,
  countDelivered,
  type PartState,
  partState,
  partStatesOf,
  statusOfParts,
  waitingStatuses,
  withPart,
} from "./part-states.ts";

/**
 * What can befall a message after acceptance, as functions that change the message and say what must be booked. They
 * are the only place where a status changes. A final message changes no more: what comes late is recorded and that is all,
 * so a receipt seen twice charges once.
 */
export interface Change {
  readonly message: Message;
  /** How the message stands after this change; a later one must not show in what this one writes. */
  readonly after: MessageState;
  readonly attempt: Attempt | null;
  readonly receipt: ReceivedReceipt | null;
  /** It went on to another connection. */
  readonly move: Moved | null;
  /** A person approved or rejected it. */
  readonly moderation: Moderation | null;
  readonly chargedMicros: bigint;
  /** How many parts that is for; they may cost nothing. */
  readonly chargedParts: number;
  readonly releasedMicros: bigint;
  readonly costMicros: bigint;
  readonly counter: "sent" | "delivered" | "failed" | null;
  readonly queue: "leave" | "update" | null;
  readonly owed: "add" | "remove" | null;
  /** What became of the receipt owed to the client. */
  readonly told: { readonly atMs: number; readonly how: "taken" | "given_up" } | null;
  /** The message became final and its client wants a receipt. */
  readonly isReceiptDue: boolean;
  /** Whether anything in the message's own row changed. */
  readonly isRowChanged: boolean;
}

export interface Attempt {
  /** From 1; 0 for all parts at once. */
  readonly part: number;
  readonly connectionId: number;
  readonly supplierMessageId: string | null;
  /** null when the answer was lost. */
  readonly commandStatus: number | null;
  /** What an HTTP API said of a refusal. */
  readonly error: string | null;
  readonly submittedAtMs: number;
  readonly answeredAtMs: number;
}

export interface Moved {
  readonly atMs: number;
  readonly from: number;
  readonly to: number;
  /** `down`, `paused` and the like, or the answer by which it was refused. */
  readonly reason: string;
}

export interface Moderation {
  readonly atMs: number;
  readonly approved: boolean;
  readonly by: string;
  readonly comment: string;
}

export interface ReceivedReceipt {
  readonly part: number;
  readonly connectionId: number;
  readonly atMs: number;
  readonly state: ReceiptState;
  readonly errorCode: string | null;
}

const partStateOfReceipt: Partial<Record<ReceiptState, PartState>> = {
  DELIVRD: "d",
  EXPIRED: "e",
  DELETED: "u",
  UNDELIV: "u",
  REJECTD: "r",
  UNKNOWN: "k",
  SKIPPED: "u",
};

/** The supplier answered a submit, or its answer was lost and its receipt is awaited. */
export function applyAttempt(message: Message, attempt: Attempt): Change {
  const isTaken = attempt.commandStatus === 0 || attempt.commandStatus === null;
  const costMicros = isTaken ? bookCost(message, "submitted", attempt.part === ALL_PARTS ? message.parts : 1) : 0n;
  let states = partStatesOf(message);
  if (isFinal(message) || partState(states, attempt.part) !== "q") return change(message, { attempt, costMicros });
  states = withPart(states, attempt.part, isTaken ? "s" : "r");
  if (!isTaken) {
    // A message without one of its parts is worthless: what has not left stays.
    states = states.replaceAll("q", "c");
    message.errorCode = attempt.error ?? statusText(attempt.commandStatus);
  }
  message.connectionId = attempt.connectionId;
  return settle(message, states, attempt.answeredAtMs, { attempt, costMicros });
}

/** Nothing of it was taken yet, and another connection carries it now, at that one's cost and by its supplier's rules. */
export function applyMove(message: Message, to: Move, reason: string, atMs: number, attempt: Attempt | null): Change {
  const from = message.connectionId ?? 0;
  if (attempt) {
    message.tried ??= new Set();
    message.tried.add(from);
  }
  message.tries = 0;
  message.connectionId = to.connectionId;
  message.costMicros = to.cost.micros;
  message.costBilling = to.cost.billing;
  message.sentSender = to.sentSender;
  message.sentText = to.sentText;
  const move = { atMs, from, to: to.connectionId, reason };
  return change(message, { attempt }, { queue: "update", move });
}

/** A person let it pass: it is charged if that is when it is charged, and goes on as it would have. */
export function applyApproval(
  message: Message,
  isOnHold: boolean,
  { by, comment, atMs }: Omit<Moderation, "approved">,
): Change {
  const isEarly = message.dueAtMs !== null && message.dueAtMs > atMs;
  message.status = isOnHold ? "held" : isEarly ? "scheduled" : "queued";
  if (!isEarly && !isOnHold) message.dueAtMs = null;
  const isChargedNow = message.billing === "submitted";
  const chargedMicros = isChargedNow ? message.reservedMicros : 0n;
  if (isChargedNow) {
    message.chargedMicros += chargedMicros;
    message.reservedMicros = 0n;
  }
  const chargedParts = isChargedNow ? message.parts : 0;
  return change(
    message,
    {},
    { queue: "update", chargedMicros, chargedParts, moderation: { atMs, approved: true, by, comment } },
  );
}

/** A person stopped it: it ends as blocked by what had it wait, and what was set aside for it goes back. */
export function applyRejection(message: Message, { by, comment, atMs }: Omit<Moderation, "approved">): Change {
  const releasedMicros = message.reservedMicros;
  message.status = "blocked";
  message.reason = caughtBy(message.trace ?? "").reason;
  message.reservedMicros = 0n;
  if (message.partStates !== null) message.partStates = message.partStates.replaceAll("q", "c");
  message.doneAtMs = atMs;
  const isReceiptDue = wantsReceipt(message.registeredDelivery, message.status);
  if (isReceiptDue) message.receiptState = "owed";
  return change(
    message,
    {},
    {
      releasedMicros,
      isReceiptDue,
      queue: isReceiptDue ? null : "leave",
      counter: "failed",
      moderation: { atMs, approved: false, by, comment },
    },
  );
}

/** A supplier's receipt for one part. */
export function applyReceipt(message: Message, receipt: ReceivedReceipt): Change {
  const state = partStateOfReceipt[receipt.state];
  const states = partStatesOf(message);
  if (!state || isFinal(message) || partState(states, receipt.part) !== "s") {
    return change(message, { receipt, isRowChanged: false });
  }
  if (state !== "d") message.errorCode = receipt.errorCode ?? message.errorCode;
  const reported = withPart(states, receipt.part, state);
  const costMicros = bookCost(message, "delivered", countDelivered(reported) - countDelivered(states));
  // The usual end is told by the message's own status and time; only what differs from it needs a row of its own.
  const isTold = state === "d" && message.partStates === null;
  return settle(message, reported, receipt.atMs, isTold ? { costMicros } : { receipt, costMicros });
}

/** So many parts were taken, or delivered: their cost is owed to the supplier, if that is when it is owed. */
function bookCost(message: Message, billing: BillingMode, parts: number): bigint {
  if (message.costBilling !== billing || message.costMicros === null) return 0n;
  const costMicros = timesParts(message.costMicros, parts);
  message.bookedCostMicros += costMicros;
  return costMicros;
}

/** Validity ended before every part had left. */
export function applyExpiry(message: Message, nowMs: number): Change {
  return settle(message, partStatesOf(message).replaceAll("q", "e"), nowMs, {});
}

/** No final receipt came within the client's waiting time. */
export function applySilence(message: Message, nowMs: number): Change {
  return settle(message, partStatesOf(message).replaceAll("s", "k"), nowMs, {});
}

/** The client took back what had not left. */
export function applyCancel(message: Message, nowMs: number): Change {
  return settle(message, partStatesOf(message).replaceAll("q", "c"), nowMs, {});
}

/** A held or scheduled message joins its queue, or waits on for its own time. */
export function applyRelease(message: Message, nowMs: number): Change {
  const isEarly = message.dueAtMs !== null && message.dueAtMs > nowMs;
  message.status = isEarly ? "scheduled" : "queued";
  if (!isEarly) message.dueAtMs = null;
  return change(message, {}, { queue: "update" });
}

/** A queued message of a client on hold waits for a person. */
export function applyHold(message: Message): Change {
  message.status = "held";
  return change(message, {}, { queue: "update" });
}

/** No receiver will take the receipt soon: it moves from the queue to the receipts owed. */
export function applyPark(message: Message): Change {
  message.isParked = true;
  return change(message, { isRowChanged: false }, { queue: "leave", owed: "add" });
}

/** The client's receiver took the receipt, or it was given up. */
export function applyReceiptTaken(message: Message, nowMs: number, how: "taken" | "given_up"): Change {
  const told = { atMs: nowMs, how };
  return change(
    message,
    { isRowChanged: false },
    message.isParked ? { owed: "remove", told } : { queue: "leave", told },
  );
}

export function isFinal({ status }: Pick<Message, "status">): boolean {
  return isFinalStatus(status);
}

export type WithAttempt = Change & { readonly attempt: Attempt };
export type WithReceipt = Change & { readonly receipt: ReceivedReceipt };

export const hasAttempt = (change: Change): change is WithAttempt => change.attempt !== null;
export type WithMove = Change & { readonly move: Moved };
export const hasMove = (change: Change): change is WithMove => change.move !== null;
export type WithModeration = Change & { readonly moderation: Moderation };
export const hasModeration = (change: Change): change is WithModeration => change.moderation !== null;
export type WithTold = Change & { readonly told: NonNullable<Change["told"]> };
export const hasTold = (change: Change): change is WithTold => change.told !== null;
export const hasReceipt = (change: Change): change is WithReceipt => change.receipt !== null;

/** What an event brings, and what it means for the message's place and money. */
type Extras = Partial<Pick<Change, "attempt" | "receipt" | "costMicros" | "isRowChanged">>;
type Ending = Partial<Omit<Change, "message" | "after" | keyof Extras>>;

/** Takes over new part states; if that ends the message, its money and its receipt are settled with it. */
function settle(message: Message, states: string, atMs: number, extras: Extras): Change {
  const before = message.status;
  if (message.partStates !== null) message.partStates = states;
  const status = statusOfParts(states);
  // Held or scheduled, it goes on waiting as it did.
  if (status !== "queued" || !waitingStatuses.includes(before)) message.status = status;
  if (message.status === "sent" && before !== "sent") {
    message.sentAtMs = atMs;
    return change(message, extras, { counter: "sent" });
  }
  if (!isFinal(message) || isFinalStatus(before)) return change(message, extras);
  message.doneAtMs = atMs;
  const isReceiptDue = wantsReceipt(message.registeredDelivery, message.status);
  if (isReceiptDue) message.receiptState = "owed";
  const charge = settleReserved(message, states);
  // While its receipt is owed the message stays in the queue, so that a restart finds it.
  const queue = isReceiptDue ? null : "leave";
  const counter = message.status === "delivered" ? "delivered" : "failed";
  return change(message, extras, { ...charge, counter, queue, isReceiptDue });
}

/** Billed by delivered: each delivered part is earned, the rest goes back. */
function settleReserved(
  message: Message,
  states: string,
): Pick<Change, "chargedMicros" | "chargedParts" | "releasedMicros"> {
  // One that ends while a person has not approved it has its price set aside, however it is billed.
  if (message.billing !== "delivered") return release(message);
  const chargedParts = countDelivered(states);
  const chargedMicros = (message.priceMicros ?? 0n) * BigInt(chargedParts);
  const releasedMicros = message.reservedMicros - chargedMicros;
  message.chargedMicros += chargedMicros;
  message.reservedMicros = 0n;
  return { chargedMicros, chargedParts, releasedMicros };
}

function release(message: Message): { chargedMicros: bigint; chargedParts: number; releasedMicros: bigint } {
  const releasedMicros = message.reservedMicros;
  message.reservedMicros = 0n;
  return { chargedMicros: 0n, chargedParts: 0, releasedMicros };
}

/** registered_delivery bits 0 and 1 (SMPP 3.4 §5.2.17; value 3 from SMPP 5.0 §4.7.21). */
export function wantsReceipt(registeredDelivery: number, status: MessageStatus): boolean {
  const wish = registeredDelivery & 3;
  if (wish === 2) return status !== "delivered";
  if (wish === 3) return status === "delivered";
  return wish === 1;
}

const statusText = (commandStatus: number | null): string | null =>
  commandStatus === null ? null : `0x${commandStatus.toString(16).padStart(8, "0")}`;

/** One literal for every change, for the same reason as recordedMessage has one. */
function change(message: Message, { attempt, receipt, costMicros, isRowChanged }: Extras, end: Ending = {}): Change {
  return {
    message,
    after: stateOf(message),
    attempt: attempt ?? null,
    receipt: receipt ?? null,
    move: end.move ?? null,
    moderation: end.moderation ?? null,
    costMicros: costMicros ?? 0n,
    isRowChanged: isRowChanged ?? true,
    chargedMicros: end.chargedMicros ?? 0n,
    chargedParts: end.chargedParts ?? 0,
    releasedMicros: end.releasedMicros ?? 0n,
    counter: end.counter ?? null,
    queue: end.queue ?? null,
    owed: end.owed ?? null,
    told: end.told ?? null,
    isReceiptDue: end.isReceiptDue ?? false,
  };
}
