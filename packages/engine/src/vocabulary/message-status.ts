/**
 * What can be said of a message, once: database code, whether it is final, the word for people, and the
 * SMPP message_state and receipt text that a client is told (SMPP 3.4 §5.2.28, appendix B).
 */
export const messageStatuses = {
  queued: { code: 1, final: false, says: "waits for a supplier's connection", state: 1, receipt: "ENROUTE" },
  held: { code: 2, final: false, says: "waits because the client is on hold", state: 1, receipt: "ENROUTE" },
  scheduled: { code: 3, final: false, says: "waits for its time", state: 0, receipt: "SCHEDULED" },
  moderation: { code: 4, final: false, says: "waits for a person's approval", state: 1, receipt: "ENROUTE" },
  sent: { code: 5, final: false, says: "taken by the supplier, no final receipt yet", state: 1, receipt: "ENROUTE" },
  delivered: { code: 10, final: true, says: "delivered to the handset", state: 2, receipt: "DELIVRD" },
  undelivered: { code: 11, final: true, says: "could not be delivered", state: 5, receipt: "UNDELIV" },
  rejected: { code: 12, final: true, says: "refused by the supplier", state: 8, receipt: "REJECTD" },
  expired: { code: 13, final: true, says: "its validity ended first", state: 3, receipt: "EXPIRED" },
  unknown: { code: 14, final: true, says: "no final receipt came in time", state: 7, receipt: "UNKNOWN" },
  cancelled: { code: 15, final: true, says: "cancelled before it left", state: 4, receipt: "DELETED" },
  blocked: { code: 16, final: true, says: "stopped by a check", state: 8, receipt: "REJECTD" },
} as const satisfies Record<string, { code: number; final: boolean; says: string; state: number; receipt: string }>;

export type MessageStatus = keyof typeof messageStatuses;

export const messageStatusNames = Object.keys(messageStatuses) as MessageStatus[];

/** Every final status has a code at or above this one; SQL relies on it. */
export const FINAL_STATUS_CODE_MIN = 10;

const byCode = new Map<number, MessageStatus>(messageStatusNames.map((name) => [messageStatuses[name].code, name]));

/** The status with this database code; throws on a code that is no status, which would be our own bug. */
export function messageStatusOf(code: number): MessageStatus {
  const name = byCode.get(code);
  if (!name) throw new Error(`no message status has the code ${code}`);
  return name;
}

export function isFinalStatus(status: MessageStatus): boolean {
  return messageStatuses[status].final;
}
