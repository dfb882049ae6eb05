/**
 * How suppliers spell receipts: Appendix B of SMPP 3.4 calls its own format vendor specific, and vendors took it at
 * its word. Each table holds what has been seen; a new dialect is a new word in one of them.
 */
import type { ReceiptState } from "./state.ts";

export type ReceiptField = "id" | "sub" | "dlvrd" | "submittedAt" | "doneAt" | "state" | "error" | "text";

/** Labels of each field, without regard to case; a blank also stands for "_", "-" or nothing. */
export const labels: Readonly<Record<ReceiptField, readonly string[]>> = {
  id: ["id", "msg id", "message id", "sms id", "receipted message id"],
  sub: ["sub", "submitted", "submit"],
  dlvrd: ["dlvrd", "dlvr", "delivered"],
  submittedAt: ["submit date", "submitted date", "sub date", "submit time", "submit date time"],
  doneAt: ["done date", "done time", "done date time", "final date", "delivery date"],
  state: ["stat", "status", "state", "message state", "message status", "msg stat", "msg status"],
  error: ["err", "error", "err code", "error code", "net err", "network error code", "reason"],
  text: ["text", "txt", "message text"],
};

/** Words for states by their first letters, upper case, letters only. The first row that fits wins. */
export const stateWords: ReadonlyArray<readonly [beginning: string, state: ReceiptState]> = [
  ["DELIVER", "DELIVRD"],
  ["DELIVR", "DELIVRD"],
  ["DELIVD", "DELIVRD"],
  ["DELVRD", "DELIVRD"],
  ["DLVRD", "DELIVRD"],
  ["DLIVRD", "DELIVRD"],
  ["READ", "DELIVRD"],
  ["SEEN", "DELIVRD"],
  ["SUCCESS", "DELIVRD"],
  ["UNDEL", "UNDELIV"],
  ["UNDLV", "UNDELIV"],
  ["NONDELIV", "UNDELIV"],
  ["NOTDELIV", "UNDELIV"],
  ["FAIL", "UNDELIV"],
  ["ERROR", "UNDELIV"],
  ["EXPIR", "EXPIRED"],
  ["EXPD", "EXPIRED"],
  ["DELET", "DELETED"],
  ["CANCEL", "DELETED"],
  ["ACCEPT", "ACCEPTD"],
  ["ACCPT", "ACCEPTD"],
  ["ACK", "ACCEPTD"],
  ["REJ", "REJECTD"],
  ["BLOCK", "REJECTD"],
  ["ENROUT", "ENROUTE"],
  ["BUFF", "ENROUTE"],
  ["QUEU", "ENROUTE"],
  ["PEND", "ENROUTE"],
  ["SENT", "ENROUTE"],
  ["RETRY", "ENROUTE"],
  ["SCHED", "SCHEDULED"],
  ["SKIP", "SKIPPED"],
  ["UNKN", "UNKNOWN"],
];

/**
 * Dates once everything but digits is gone: how many digits, and how many of them are the year's; month, day, hour,
 * minute and perhaps second follow, two each. Of twelve digits the form with seconds is tried first: a year from 2013
 * on, taken for year and month, gives a month above 12, so the two never both fit.
 */
export const dateForms: ReadonlyArray<readonly [digits: number, yearDigits: 2 | 4]> = [
  [10, 2],
  [12, 2],
  [12, 4],
  [14, 4],
];
