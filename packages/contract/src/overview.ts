import { z } from "zod";
import { clientParams } from "./clients.ts";
import { endpoint } from "./endpoint.ts";
import { blockReason, count, currency, messageId, messageStatus, moment, money, rate } from "./values.ts";

export const overviewRanges = ["24h", "7d", "30d"] as const;
export type OverviewRange = (typeof overviewRanges)[number];

export const clientOverview = z
  .object({
    range: z.enum(overviewRanges),
    from: moment,
    to: moment,
    bucketMinutes: z.int().positive(),
    currency,
    messagesPerMinute: z.number().min(0).describe("Over the last minute."),
    queueDepth: count,
    totals: z.object({
      accepted: count,
      blocked: count,
      parts: count,
      delivered: count,
      failed: count,
      deliveryRate: rate,
      spend: money,
    }),
    series: z.array(
      z.object({ at: moment, accepted: count, blocked: count, delivered: count, failed: count, spend: money }),
    ),
    topDestinations: z.array(
      z.object({ country: z.string(), accepted: count, delivered: count, deliveryRate: rate, spend: money }),
    ),
    recent: z
      .object({
        messages: count.describe("How many of the newest messages of the range were looked at."),
        since: moment.nullable().describe("The oldest of them."),
        topSenders: z.array(z.object({ sender: z.string(), messages: count, delivered: count })),
        blockedReasons: z.array(z.object({ reason: blockReason, messages: count })),
      })
      .describe("From the newest messages only, up to a bound."),
    latestErrors: z.array(
      z.object({
        messageId,
        at: moment,
        status: messageStatus,
        reason: blockReason.nullable(),
        errorCode: z.string().nullable(),
        sender: z.string(),
        recipient: z.string(),
      }),
    ),
  })
  .meta({ id: "ClientOverview" });
export type ClientOverview = z.output<typeof clientOverview>;

export const overviewEndpoints = {
  getClientOverview: endpoint({
    method: "GET",
    path: "/clients/:clientId/overview",
    tag: "Clients",
    summary: "What the client sends: rates, spend, destinations, senders, errors",
    params: clientParams,
    query: z.strictObject({ range: z.enum(overviewRanges).default("24h") }),
    response: clientOverview,
    permission: "clients.read",
  }),
};
