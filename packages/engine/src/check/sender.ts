import { validSender } from "@switchyard/sms";
import { checkSenderRule, type SenderStatus } from "../firewall/senders.ts";
import type { ClientConfig } from "../snapshot/clients.ts";
import type { Destination } from "../snapshot/destinations.ts";
import type { Firewall } from "../snapshot/firewall.ts";
import type { Submission } from "../submission.ts";
import type { Fault } from "./fault.ts";

interface SenderVerdict {
  readonly fault?: Fault;
  /** What the destination has against it, unless a rule changes the sender yet. */
  readonly destinationFault?: Fault;
  readonly status?: SenderStatus | undefined;
}

/**
 * The sender must be a name of up to 11 GSM characters or a number, blocked for nobody, not denied to this client, and
 * approved where the client may only use approved ones.
 */
export function checkSender(
  { sender }: Submission,
  destination: Destination,
  client: ClientConfig,
  firewall: Firewall,
): SenderVerdict {
  const verdict = validSender(sender);
  if (!verdict.ok) return { fault: { reason: "invalid_sender", detail: verdict.reason } };
  if (firewall.blockedSenders.matches(sender)) return { fault: { reason: "sender_blacklisted", detail: "" } };
  const status = firewall.senders.get(client.id)?.statusOf(sender, destination.country);
  if (status === "denied") return { fault: { reason: "sender_not_allowed", detail: "denied" }, status };
  if (!client.dynamicSender && status !== "approved") {
    return { fault: { reason: "sender_not_allowed", detail: "not_approved" }, status };
  }
  const rule = firewall.senderRules.of(destination);
  const detail = rule && checkSenderRule(rule, sender, status);
  const destinationFault = detail === undefined ? undefined : { reason: "sender_not_allowed" as const, detail };
  return destinationFault ? { destinationFault, status } : { status };
}

/**
 * What the destination has against the sender as it leaves. One that our own rules put there is our own: it needs no
 * registration by the client.
 */
export function checkLeavingSender(
  sentSender: string | null,
  sender: string,
  destination: Destination,
  client: ClientConfig,
  firewall: Firewall,
): Fault | undefined {
  const rule = firewall.senderRules.of(destination);
  if (!rule) return undefined;
  const status =
    sentSender === null ? firewall.senders.get(client.id)?.statusOf(sender, destination.country) : "approved";
  const detail = checkSenderRule(rule, sentSender ?? sender, status);
  return detail === undefined ? undefined : { reason: "sender_not_allowed", detail };
}
