import type { ClientConfig } from "../snapshot/clients.ts";
import type { Firewall } from "../snapshot/firewall.ts";
import type { Fault } from "./fault.ts";

/** Under this id stand the opt-outs from everybody. */
const EVERYBODY = 0;

/** The black list is the platform's, and a client may be exempt from it; who opted out is written to by nobody. */
export function checkNumber(digits: string, client: ClientConfig, { blacklist, optOuts }: Firewall): Fault | undefined {
  if (!client.skipBlacklist && blacklist.has(digits)) return { reason: "number_blacklisted", detail: "" };
  if (optOuts.size === 0) return undefined;
  if (optOuts.get(EVERYBODY)?.has(digits)) return { reason: "opted_out", detail: "everybody" };
  return optOuts.get(client.id)?.has(digits) ? { reason: "opted_out", detail: "" } : undefined;
}
