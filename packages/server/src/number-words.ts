import type { RecipientFault } from "@switchyard/sms";

/** What is wrong with a number, in words that follow it: `line 3 has too few digits`. */
export const numberFaults: Readonly<Record<RecipientFault, string>> = {
  empty: "holds no number",
  not_digits: "has something other than digits and the usual signs",
  too_short: "has too few digits",
  too_long: "has too many digits",
  leading_zero: "begins with 0 where the country code should stand",
  no_country: "is written the national way; say of which country, or write the country code",
};
