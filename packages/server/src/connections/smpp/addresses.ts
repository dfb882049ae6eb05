import type { AddressRule } from "@switchyard/contract";
import { type SenderKind, senderKind, type TonNpi, tonNpiFor } from "@switchyard/sms";
import type { SmppLinkSettings } from "../../snapshot/link-settings.ts";

const matchOf: Readonly<Record<SenderKind, AddressRule["match"]>> = {
  alphanumeric: "alphanumeric",
  long_number: "long",
  short_number: "short",
};

/** TON and NPI of a sender: of the first rule that fits it, else as fixed, else by its kind. */
export function senderType(sender: string, settings: SmppLinkSettings): TonNpi {
  const rule = firstFit("sender", sender, settings.addressRules);
  if (rule) return rule;
  const kind = tonNpiFor(sender);
  return { ton: settings.sourceTon ?? kind.ton, npi: settings.sourceNpi ?? kind.npi };
}

/** TON and NPI of a recipient: of the first rule that fits it, else as fixed. */
export function recipientType(recipient: string, settings: SmppLinkSettings): TonNpi {
  return firstFit("recipient", recipient, settings.addressRules) ?? { ton: settings.destTon, npi: settings.destNpi };
}

function firstFit(side: AddressRule["side"], address: string, rules: readonly AddressRule[]): AddressRule | undefined {
  if (rules.length === 0) return undefined;
  const kind = matchOf[senderKind(address)];
  const digits = address.replace(/^\+/, "");
  return rules.find(
    (rule) =>
      rule.side === side &&
      (rule.match === "prefix" ? kind !== "alphanumeric" && digits.startsWith(rule.prefix) : rule.match === kind),
  );
}
