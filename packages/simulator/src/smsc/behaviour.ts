/** What a simulated SMSC does with a message: everything here can be changed while it runs. */
import type { StatusName } from "@switchyard/smpp";
import { type Latency, noLatency } from "../latency.ts";
import { type Random, type Weighted, weightedChoice } from "../random.ts";
import { type IdDialect, idDialects } from "./message-ids.ts";
import type { ReceiptTextDialect } from "./receipt-text.ts";

/** How the life of a message ends: the receipt's state, its error code, and the message_state of the TLV. */
export interface Outcome {
  readonly state: "DELIVRD" | "UNDELIV" | "EXPIRED" | "REJECTD" | "DELETED" | "UNKNOWN" | "ACCEPTD";
  /** Three digits, as receipts write it. */
  readonly error: string;
}

export interface SmscBehaviour {
  /** From submit to its response. */
  readonly responseLatency: Latency;
  /** From the response to the receipt. */
  readonly receiptLatency: Latency;
  /** command_status of responses, by name and weight. */
  readonly responses: readonly Weighted<StatusName>[];
  readonly outcomes: readonly Weighted<Outcome>[];
  /** Share (0 to 1) of accepted messages that never get the receipt they asked for. */
  readonly noReceiptShare: number;
  /** Share whose receipt is sent before the response to their submit. */
  readonly receiptFirstShare: number;
  /** Share whose receipt is followed by one for an id that was never given. */
  readonly unknownIdShare: number;
  /** Share whose receipt is sent twice. */
  readonly duplicateReceiptShare: number;
  /** Submits a second per system_id; above, ESME_RTHROTTLED. 0 is no limit. */
  readonly tps: number;
  /** Messages waiting for their receipt; at this number, ESME_RMSGQFUL. 0 is no limit but the built-in one. */
  readonly queueMax: number;
  readonly idDialect: IdDialect;
  readonly receiptText: ReceiptTextDialect;
  /** Words of its own for some states in the text of receipts: { DELIVRD: "ACKED" }. */
  readonly stateWords: Partial<Record<Outcome["state"] | "ENROUTE", string>>;
  /** Whether receipts carry receipted_message_id and message_state. */
  readonly receiptTlvs: boolean;
  /** Whether an intermediate receipt (ENROUTE) comes before the final one where it was asked for. */
  readonly intermediateReceipts: boolean;
  /** Every session is cut off after so many milliseconds, again and again. 0 is never. */
  readonly disconnectEveryMs: number;
  /** The session that brings each such submit is cut off with its window open: the message is taken, the answer lost. 0 is never. */
  readonly disconnectEverySubmits: number;
}

export const plainBehaviour: SmscBehaviour = {
  responseLatency: noLatency,
  receiptLatency: noLatency,
  responses: [{ value: "ESME_ROK", weight: 1 }],
  outcomes: [{ value: { state: "DELIVRD", error: "000" }, weight: 1 }],
  noReceiptShare: 0,
  receiptFirstShare: 0,
  unknownIdShare: 0,
  duplicateReceiptShare: 0,
  tps: 0,
  queueMax: 0,
  idDialect: "decimal",
  receiptText: "standard",
  stateWords: {},
  receiptTlvs: true,
  intermediateReceipts: false,
  disconnectEveryMs: 0,
  disconnectEverySubmits: 0,
};

/** Behaviour with its choices prepared, so that a message costs a few comparisons. */
export interface CompiledBehaviour {
  readonly behaviour: SmscBehaviour;
  readonly drawResponse: (random: Random) => StatusName;
  readonly drawOutcome: (random: Random) => Outcome;
}

/** Throws a RangeError when a share is outside 0 to 1 or a limit below 0. */
export function compileBehaviour(behaviour: SmscBehaviour): CompiledBehaviour {
  const shares = ["noReceiptShare", "receiptFirstShare", "unknownIdShare", "duplicateReceiptShare"] as const;
  for (const share of shares) {
    if (!(behaviour[share] >= 0 && behaviour[share] <= 1)) throw new RangeError(`${share} must lie between 0 and 1`);
  }
  for (const limit of ["tps", "queueMax", "disconnectEveryMs", "disconnectEverySubmits"] as const) {
    if (!(behaviour[limit] >= 0)) throw new RangeError(`${limit} must be 0 or more`);
  }
  if (!(behaviour.idDialect in idDialects)) throw new RangeError(`Unknown id dialect ${behaviour.idDialect}`);
  return {
    behaviour,
    drawResponse: weightedChoice(behaviour.responses),
    drawOutcome: weightedChoice(behaviour.outcomes),
  };
}
