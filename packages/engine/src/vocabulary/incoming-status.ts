/** What can be said of an incoming message, once: database code, whether it is final, and the words for people. */
export const incomingStatuses = {
  unassigned: { code: 1, final: false, says: "belongs to nobody yet" },
  unpaid: { code: 2, final: false, says: "waits until its client's funds cover it" },
  owed: { code: 3, final: false, says: "waits for a receiver of its client" },
  taken: { code: 10, final: true, says: "taken by a receiver of its client" },
  kept: { code: 11, final: true, says: "kept for its client to read" },
  given_up: { code: 12, final: true, says: "no receiver took it in time" },
} as const satisfies Record<string, { code: number; final: boolean; says: string }>;

export type IncomingStatus = keyof typeof incomingStatuses;

export const incomingStatusNames = Object.keys(incomingStatuses) as IncomingStatus[];

const byCode = new Map<number, IncomingStatus>(incomingStatusNames.map((name) => [incomingStatuses[name].code, name]));

/** The status with this database code; throws on a code that is none. */
export function incomingStatusOf(code: number): IncomingStatus {
  const name = byCode.get(code);
  if (!name) throw new Error(`no status of incoming messages has the code ${code}`);
  return name;
}
