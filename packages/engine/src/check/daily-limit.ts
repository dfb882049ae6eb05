import type { ClientConfig } from "../snapshot/clients.ts";
import type { Fault } from "./fault.ts";

/** Messages accepted today, in the client's time zone, must stay under the client's limit. */
export function checkDailyLimit(client: ClientConfig, acceptedToday: number): Fault | undefined {
  if (client.dailyLimit === null || acceptedToday < client.dailyLimit) return undefined;
  return { reason: "daily_limit", detail: `${acceptedToday}.${client.dailyLimit}` };
}
