/** Every endpoint of the contract and the one call that answers it. The compiler sees that none is missing. */
import type { AdminEndpointName } from "@switchyard/contract";
import type { ApiParts, Handlers } from "./call.ts";
import { clientHandlers } from "./handlers/clients.ts";
import { liveHandlers } from "./handlers/live.ts";
import { moneyHandlers } from "./handlers/money.ts";
import { reportHandlers } from "./handlers/reports.ts";
import { routingHandlers } from "./handlers/routing.ts";
import { sessionHandlers } from "./handlers/session.ts";
import { smppHandlers } from "./handlers/smpp.ts";
import { supplierHandlers } from "./handlers/suppliers.ts";

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
      ...moneyHandlers(parts),
      ...routingHandlers(parts),
      ...supplierHandlers(parts),
      ...reportHandlers(parts),
      ...live,
    },
    close,
  };
}
