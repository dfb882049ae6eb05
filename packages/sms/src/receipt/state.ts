/** States of a message as receipts tell them: SMPP 3.4 Appendix B for the words, §5.2.28 and SMPP 5.0 §4.7.15 for the numbers. */

interface StateRow {
  readonly messageState: number;
  /** Whether the message can still change after it. */
  readonly final: boolean;
}

/**
 * ACCEPTD is final by the letter of the specification (read on behalf of the subscriber), but every supplier uses it
 * for "taken over by the operator" and sends a second receipt; holding it for final would settle messages too early.
 */
const states = {
  SCHEDULED: { messageState: 0, final: false },
  ENROUTE: { messageState: 1, final: false },
  DELIVRD: { messageState: 2, final: true },
  EXPIRED: { messageState: 3, final: true },
  DELETED: { messageState: 4, final: true },
  UNDELIV: { messageState: 5, final: true },
  ACCEPTD: { messageState: 6, final: false },
  UNKNOWN: { messageState: 7, final: true },
  REJECTD: { messageState: 8, final: true },
  SKIPPED: { messageState: 9, final: true },
} as const satisfies Record<string, StateRow>;

export type ReceiptState = keyof typeof states;

export const receiptStates = Object.keys(states) as readonly ReceiptState[];

const byMessageState = new Map(receiptStates.map((state) => [states[state].messageState as number, state]));

export function isFinal(state: ReceiptState): boolean {
  return states[state].final;
}

/** The state of an SMPP message_state value; a value the specification does not have is UNKNOWN. */
export function fromMessageState(messageState: number): ReceiptState {
  return byMessageState.get(messageState) ?? "UNKNOWN";
}

/** The SMPP message_state value of a state. SCHEDULED and SKIPPED exist since SMPP 5.0. */
export function toMessageState(state: ReceiptState): number {
  return states[state].messageState;
}
