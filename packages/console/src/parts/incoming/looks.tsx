/** How the states of incoming messages look. */
import { type IncomingStatus, incomingStatuses } from "@switchyard/engine";
import { Status, type Tone } from "../status.tsx";
import { spoken } from "../tones.ts";

const looks: Record<IncomingStatus, { tone: Tone; word: string }> = {
  unassigned: { tone: "bad", word: "Unassigned" },
  unpaid: { tone: "wait", word: "Waits for money" },
  owed: { tone: "wait", word: "Waits for receiver" },
  taken: { tone: "good", word: "Handed over" },
  kept: { tone: "good", word: "Kept" },
  given_up: { tone: "idle", word: "Given up" },
};

export const incomingStatusOptions = Object.entries(looks).map(([value, { word }]) => ({ value, label: word }));

export function IncomingStatusMark({ status }: { status: IncomingStatus }) {
  return (
    <Status tone={looks[status].tone} says={spoken(incomingStatuses[status].says)}>
      {looks[status].word}
    </Status>
  );
}
