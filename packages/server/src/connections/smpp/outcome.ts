import { statusCode } from "@switchyard/smpp";

/** What a supplier's answer to a submit means for the message. */
export type SubmitVerdict = "taken" | "pause" | "again" | "refused";

const pausing = new Set([statusCode("ESME_RTHROTTLED"), statusCode("ESME_RMSGQFUL")]);
const passing = new Set([statusCode("ESME_RSYSERR"), statusCode("ESME_RX_T_APPN")]);

/**
 * Throttled and queue-full say nothing about the message: it stays first in line and the connection rests. A system error
 * or a temporary application error may pass: the message is tried again, a bounded number of times. All else is final.
 */
export function judgeAnswer(commandStatus: number): SubmitVerdict {
  if (commandStatus === 0) return "taken";
  if (pausing.has(commandStatus)) return "pause";
  return passing.has(commandStatus) ? "again" : "refused";
}
