/** message_state of query_sm_resp and of the TLV (SMPP 3.4 §5.2.28; SCHEDULED and SKIPPED are 5.0's). */
export const messageStates = {
  SCHEDULED: 0,
  ENROUTE: 1,
  DELIVERED: 2,
  EXPIRED: 3,
  DELETED: 4,
  UNDELIVERABLE: 5,
  ACCEPTED: 6,
  UNKNOWN: 7,
  REJECTED: 8,
  SKIPPED: 9,
} as const;

export type MessageStateName = keyof typeof messageStates;

const nameByState = new Map<number, MessageStateName>(
  Object.entries(messageStates).map(([name, state]) => [state, name as MessageStateName]),
);

/** The name of a message_state; undefined for a number SMPP does not define. */
export function messageStateName(state: number): MessageStateName | undefined {
  return nameByState.get(state);
}
