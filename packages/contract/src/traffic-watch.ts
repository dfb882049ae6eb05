/** Settings of the firewall as a whole, and alerts on traffic that is unlike a client's usual. */
import { z } from "zod";
import { emails } from "./clients.ts";
import { endpoint } from "./endpoint.ts";
import { count, id, idParam, moment, pageOf, pageQuery, queryFlag } from "./values.ts";

const tag = "Firewall";

export const firewallSettings = z
  .strictObject({
    blockNegativeMargin: z
      .boolean()
      .describe("Stop messages that cost more than their price, unless the client's own setting says otherwise."),
    pumpingWatch: z.boolean().describe("Watch for number ranges that are pumped."),
    pumpingMessagesMin: z.int().min(10).max(1_000_000).describe("Messages to a range before it is told of."),
    pumpingSharePercent: z.int().min(1).max(100).describe("Its share of the client's messages to the country."),
    pumpingWindowSeconds: z.int().min(60).max(86_400),
    pumpingRangeDigits: z
      .int()
      .min(1)
      .max(6)
      .describe("Numbers that differ in their last so many digits are one range."),
    alertEmail: emails.describe("Who is told of alerts."),
  })
  .meta({ id: "FirewallSettings" });
export type FirewallSettings = z.output<typeof firewallSettings>;

export const trafficAlert = z
  .object({
    id: z.int().positive(),
    at: moment,
    kind: z.enum(["pumping"]),
    clientId: id,
    clientLogin: z.string(),
    country: z.string(),
    numberRange: z.string().describe("How the numbers of the range begin."),
    messages: count.describe("To the range within the window, when last looked at."),
    sharePercent: z.int().min(0).max(100).describe("Of the client's messages to the country."),
    lastSeen: moment,
    acknowledgedAt: moment.nullable(),
    acknowledgedBy: z.string().nullable(),
  })
  .meta({ id: "TrafficAlert" });
export type TrafficAlert = z.output<typeof trafficAlert>;

export const trafficWatchEndpoints = {
  getFirewallSettings: endpoint({
    method: "GET",
    path: "/firewall/settings",
    tag,
    summary: "Settings of the firewall as a whole",
    response: firewallSettings,
    permission: "firewall.read",
  }),
  updateFirewallSettings: endpoint({
    method: "PATCH",
    path: "/firewall/settings",
    tag,
    summary: "Change some settings of the firewall",
    body: firewallSettings.partial(),
    response: firewallSettings,
    permission: "firewall.write",
  }),
  listTrafficAlerts: endpoint({
    method: "GET",
    path: "/firewall/alerts",
    tag,
    summary: "Alerts on unusual traffic, newest first",
    query: z.strictObject({
      clientId: idParam.optional(),
      open: queryFlag.optional().describe("true: only those nobody has acknowledged; false: only the others."),
      ...pageQuery,
    }),
    response: pageOf(trafficAlert),
    permission: "firewall.read",
  }),
  acknowledgeTrafficAlert: endpoint({
    method: "POST",
    path: "/firewall/alerts/:alertId/acknowledge",
    tag,
    summary: "Note that an alert was seen to",
    params: z.object({ alertId: idParam }),
    response: trafficAlert,
    permission: "firewall.write",
  }),
};
