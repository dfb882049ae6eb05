import { clientEndpoints } from "./clients.ts";
import { connectionEndpoints } from "./connections.ts";
import type { Answer, CallArguments, EndpointSpec, ParsedArguments } from "./endpoint.ts";
import { financeSettingsEndpoints } from "./finance-settings.ts";
import { historyEndpoints } from "./history.ts";
import { invoiceEndpoints } from "./invoices.ts";
import { ledgerEndpoints } from "./ledger.ts";
import { libraryEndpoints } from "./libraries.ts";
import { liveEndpoints } from "./live.ts";
import { mailEndpoints } from "./mails.ts";
import { messageEndpoints } from "./messages.ts";
import { overviewEndpoints } from "./overview.ts";
import { paymentEndpoints } from "./payments.ts";
import { productEndpoints } from "./products.ts";
import { routingEndpoints } from "./routing.ts";
import { sessionEndpoints } from "./session.ts";
import { smppAccessEndpoints } from "./smpp-access.ts";
import { statementEndpoints } from "./statements.ts";
import { supplierEndpoints } from "./suppliers.ts";
import { tariffDraftEndpoints } from "./tariff-drafts.ts";
import { tariffEndpoints } from "./tariffs.ts";

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
  ...routingEndpoints,
  ...supplierEndpoints,
  ...connectionEndpoints,
  ...messageEndpoints,
  ...mailEndpoints,
  ...liveEndpoints,
  ...historyEndpoints,
  ...libraryEndpoints,
} satisfies Record<string, EndpointSpec>;

export type AdminEndpoints = typeof adminEndpoints;
export type AdminEndpointName = keyof AdminEndpoints;

export type AdminCall<Name extends AdminEndpointName> = CallArguments<AdminEndpoints[Name]>;
export type AdminParsed<Name extends AdminEndpointName> = ParsedArguments<AdminEndpoints[Name]>;
export type AdminAnswer<Name extends AdminEndpointName> = Answer<AdminEndpoints[Name]>;
