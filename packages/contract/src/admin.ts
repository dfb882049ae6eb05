import { clientEndpoints } from "./clients.ts";
import { connectionEndpoints } from "./connections.ts";
import type { Answer, CallArguments, EndpointSpec, ParsedArguments } from "./endpoint.ts";
import { historyEndpoints } from "./history.ts";
import { libraryEndpoints } from "./libraries.ts";
import { liveEndpoints } from "./live.ts";
import { messageEndpoints } from "./messages.ts";
import { overviewEndpoints } from "./overview.ts";
import { paymentEndpoints } from "./payments.ts";
import { routingEndpoints } from "./routing.ts";
import { sessionEndpoints } from "./session.ts";
import { smppAccessEndpoints } from "./smpp-access.ts";
import { supplierEndpoints } from "./suppliers.ts";
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
  ...tariffEndpoints,
  ...routingEndpoints,
  ...supplierEndpoints,
  ...connectionEndpoints,
  ...messageEndpoints,
  ...liveEndpoints,
  ...historyEndpoints,
  ...libraryEndpoints,
} satisfies Record<string, EndpointSpec>;

export type AdminEndpoints = typeof adminEndpoints;
export type AdminEndpointName = keyof AdminEndpoints;

export type AdminCall<Name extends AdminEndpointName> = CallArguments<AdminEndpoints[Name]>;
export type AdminParsed<Name extends AdminEndpointName> = ParsedArguments<AdminEndpoints[Name]>;
export type AdminAnswer<Name extends AdminEndpointName> = Answer<AdminEndpoints[Name]>;
