/** Every endpoint of the contract and the one call that answers it. The compiler sees that none is missing. */
import type { AdminEndpointName } from "@switchyard/contract";
import type { ApiParts, Handlers } from "./call.ts";
import { clientHandlers } from "./handlers/clients.ts";
import { connectionHandlers } from "./handlers/connections.ts";
import { destinationHandlers } from "./handlers/destinations.ts";
import { explainHandlers } from "./handlers/explain.ts";
import { financeSettingsHandlers } from "./handlers/finance-settings.ts";
import { firewallHandlers } from "./handlers/firewall.ts";
import { incomingHandlers } from "./handlers/incoming.ts";
import { invoiceHandlers } from "./handlers/invoices.ts";
import { ledgerHandlers } from "./handlers/ledger.ts";
import { liveHandlers } from "./handlers/live.ts";
import { lookupHandlers } from "./handlers/lookups.ts";
import { mailHandlers } from "./handlers/mails.ts";
import { moderationHandlers } from "./handlers/moderation.ts";
import { paymentHandlers } from "./handlers/payments.ts";
import { exchangeRateHandlers, productHandlers } from "./handlers/products.ts";
import { reportHandlers } from "./handlers/reports.ts";
import { routingHandlers } from "./handlers/routing.ts";
import { ruleHandlers } from "./handlers/rules.ts";
import { senderHandlers } from "./handlers/senders.ts";
import { sessionHandlers } from "./handlers/session.ts";
import { smppHandlers } from "./handlers/smpp.ts";
import { supplierHandlers } from "./handlers/suppliers.ts";
import { tariffDraftHandlers } from "./handlers/tariff-drafts.ts";
import { tariffHandlers } from "./handlers/tariffs.ts";

export interface AdminHandlers {
  readonly handlers: Handlers<AdminEndpointName>;
  /** Ends what goes on by itself: streams and timers. */
  close(): void;
}

export function adminHandlers(parts: ApiParts): AdminHandlers {
  const { handlers: live, close } = liveHandlers(parts);
  return {
    handlers: {
      ...sessionHandlers(parts),
      ...clientHandlers(parts),
      ...smppHandlers(parts),
      ...paymentHandlers(parts),
      ...invoiceHandlers(parts),
      ...financeSettingsHandlers(parts),
      ...tariffHandlers(parts),
      ...tariffDraftHandlers(parts),
      ...productHandlers(parts),
      ...exchangeRateHandlers(parts),
      ...routingHandlers(parts),
      ...ruleHandlers(parts),
      ...explainHandlers(parts),
      ...supplierHandlers(parts),
      ...connectionHandlers(parts),
      ...ledgerHandlers(parts),
      ...mailHandlers(parts),
      ...destinationHandlers(parts),
      ...lookupHandlers(parts),
      ...firewallHandlers(parts),
      ...senderHandlers(parts),
      ...incomingHandlers(parts),
      ...moderationHandlers(parts),
      ...reportHandlers(parts),
      ...live,
    },
    close,
  };
}
