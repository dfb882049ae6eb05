import { clientEndpoints } from "./clients.ts";
import { connectionEndpoints } from "./connections.ts";
import { destinationEndpoints } from "./destinations.ts";
import type { Answer, CallArguments, EndpointSpec, ParsedArguments } from "./endpoint.ts";
import { explainEndpoints } from "./explain.ts";
import { financeSettingsEndpoints } from "./finance-settings.ts";
import { firewallEndpoints } from "./firewall.ts";
import { historyEndpoints } from "./history.ts";
import { incomingEndpoints } from "./incoming.ts";
import { invoiceEndpoints } from "./invoices.ts";
import { ledgerEndpoints } from "./ledger.ts";
import { libraryEndpoints } from "./libraries.ts";
import { liveEndpoints } from "./live.ts";
import { lookupEndpoints } from "./lookups.ts";
import { mailEndpoints } from "./mails.ts";
import { messageEndpoints } from "./messages.ts";
import { moderationEndpoints } from "./moderation.ts";
import { numberListEndpoints } from "./number-lists.ts";
import { overviewEndpoints } from "./overview.ts";
import { paymentEndpoints } from "./payments.ts";
import { poolEndpoints } from "./pools.ts";
import { productEndpoints } from "./products.ts";
import { routeEndpoints } from "./routes.ts";
import { ruleEndpoints } from "./rules.ts";
import { senderEndpoints } from "./senders.ts";
import { sessionEndpoints } from "./session.ts";
import { smppAccessEndpoints } from "./smpp-access.ts";
import { statementEndpoints } from "./statements.ts";
import { supplierEndpoints } from "./suppliers.ts";
import { tariffDraftEndpoints } from "./tariff-drafts.ts";
import { tariffEndpoints } from "./tariffs.ts";
import { trafficWatchEndpoints } from "./traffic-watch.ts";

/** Where the admin API lives. */
export const adminBasePath = "/api/admin/v1";

/** The header that a browser's state-changing request must carry, with the value "1". */
export const csrfHeader = "x-switchyard-csrf";

/** Every endpoint of the admin API by name: the one table its routes, document and client are made from. */
export const adminEndpoints = {
  ...sessionEndpoints,
  ...clientEndpoints,
  ...overviewEndpoints,
  ...smppAccessEndpoints,
  ...paymentEndpoints,
  ...invoiceEndpoints,
  ...financeSettingsEndpoints,
  ...ledgerEndpoints,
  ...statementEndpoints,
  ...tariffEndpoints,
  ...tariffDraftEndpoints,
  ...productEndpoints,
  ...poolEndpoints,
  ...routeEndpoints,
  ...ruleEndpoints,
  ...explainEndpoints,
  ...supplierEndpoints,
  ...connectionEndpoints,
  ...messageEndpoints,
  ...incomingEndpoints,
  ...moderationEndpoints,
  ...numberListEndpoints,
  ...firewallEndpoints,
  ...trafficWatchEndpoints,
  ...senderEndpoints,
  ...mailEndpoints,
  ...liveEndpoints,
  ...historyEndpoints,
  ...libraryEndpoints,
  ...destinationEndpoints,
  ...lookupEndpoints,
} satisfies Record<string, EndpointSpec>;

export type AdminEndpoints = typeof adminEndpoints;
export type AdminEndpointName = keyof AdminEndpoints;

export type AdminCall<Name extends AdminEndpointName> = CallArguments<AdminEndpoints[Name]>;
export type AdminParsed<Name extends AdminEndpointName> = ParsedArguments<AdminEndpoints[Name]>;
export type AdminAnswer<Name extends AdminEndpointName> = Answer<AdminEndpoints[Name]>;
