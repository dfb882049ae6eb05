import { validSender } from "@switchyard/sms";
import type { Submission } from "../submission.ts";
import type { Fault } from "./fault.ts";

/** The sender must be a name of up to 11 GSM characters or a number. */
export function checkSender({ sender }: Submission): Fault | undefined {
  const verdict = validSender(sender);
  return verdict.ok ? undefined : { reason: "invalid_sender", detail: verdict.reason };
}
