import { type MailRow, type MailStatus, mailStatuses } from "@switchyard/contract";
import { Status, type Tone } from "../../../parts/status.tsx";

const tones: Record<MailStatus, Tone> = { waiting: "wait", sent: "good", failed: "bad" };

/** How far a mail has come; why it is no further is told on hover. */
export function MailStatusMark({ mail: { status, lastError } }: { mail: Pick<MailRow, "status" | "lastError"> }) {
  return (
    <Status tone={tones[status]} says={lastError || undefined}>
      {mailStatuses[status]}
    </Status>
  );
}
