import type { SenderFault } from "@switchyard/sms";

/** What is wrong with a sender, in words that follow it. */
export const senderFaults: Readonly<Record<SenderFault, string>> = {
  empty: "is empty",
  too_long: "is too long: 11 characters for a name, 16 digits for a number",
  too_short: "is too short: a number has at least 3 digits",
  bad_character: "has a character that the GSM alphabet lacks",
  outer_blank: "begins or ends with a blank",
};
