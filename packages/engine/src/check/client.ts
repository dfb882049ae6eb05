import type { ClientConfig } from "../snapshot/clients.ts";
import type { Submission } from "../submission.ts";
import type { Fault } from "./fault.ts";

/** A client refused or cut off from this channel sends nothing; one on hold is accepted and waits. */
export function checkClient(submission: Submission, client: ClientConfig): Fault | undefined {
  if (client.block === "refuse") return { reason: "client_blocked", detail: "" };
  if (!client.channels[submission.channel]) return { reason: "channel_disabled", detail: submission.channel };
  return undefined;
}
