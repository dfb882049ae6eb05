/** What goes on at this moment: sessions, throughput, the dashboard. */
import { z } from "zod";
import { clientParams } from "./clients.ts";
import { connectionStates } from "./connections.ts";
import { endpoint } from "./endpoint.ts";
import { amount, count, id, listOf, moment, money, rate } from "./values.ts";

const tag = "Live";

/** A client's bound SMPP session. */
export const liveSession = z
  .object({
    id: z.string(),
    clientId: id,
    credentialId: id,
    systemId: z.string(),
    bindType: z.enum(["transmitter", "receiver", "transceiver"]),
    remoteAddress: z.string(),
    tls: z.boolean(),
    since: moment,
    tps: z.number().min(0).describe("Messages a second now."),
    windowInUse: count,
    windowMax: count,
    submitted: count.describe("Messages since the bind."),
    receiptsPending: count,
    lastError: z.string().nullable(),
  })
  .meta({ id: "LiveSession" });
export type LiveSession = z.output<typeof liveSession>;

/** A live session with the login of its client. */
export const clientSession = liveSession.extend({ clientLogin: z.string() }).meta({ id: "ClientSession" });
export type ClientSession = z.output<typeof clientSession>;

const second = z.object({
  at: moment,
  submitted: count.describe("Messages taken from clients."),
  sent: count.describe("Parts taken by suppliers."),
  delivered: count,
  blocked: count,
});

export const throughput = z
  .object({
    at: moment,
    submittedPerSecond: z.number().min(0),
    sentPerSecond: z.number().min(0),
    deliveredPerSecond: z.number().min(0),
    blockedPerSecond: z.number().min(0),
    queued: count,
    series: z.array(second).describe("The last 120 seconds, oldest first."),
  })
  .meta({ id: "Throughput" });
export type Throughput = z.output<typeof throughput>;

/** One event of the stream, each second. */
export const liveEvent = z
  .object({
    throughput,
    sessions: count.describe("Client sessions bound."),
    eventLoopP99Ms: z.number().min(0),
    connections: z.array(
      z.object({
        id,
        state: z.enum(connectionStates),
        tps: z.number().min(0),
        windowInUse: count,
        queued: count,
        sessions: count,
      }),
    ),
  })
  .meta({ id: "LiveEvent" });
export type LiveEvent = z.output<typeof liveEvent>;

export const alert = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("connection_down"),
      connectionId: id,
      name: z.string(),
      state: z.enum(connectionStates),
      lastError: z.string().nullable(),
    }),
    z.object({
      kind: z.literal("client_out_of_money"),
      clientId: id,
      login: z.string(),
      available: money,
      currency: z.string(),
    }),
    z.object({
      kind: z.literal("supplier_balance_low"),
      supplierId: id,
      name: z.string(),
      balance: money,
      currency: z.string(),
      since: moment,
    }),
    z.object({
      kind: z.literal("numbers_pumped"),
      alertId: z.int().positive(),
      clientId: id,
      login: z.string(),
      country: z.string(),
      numberRange: z.string().describe("How the numbers begin."),
      messages: count,
      sharePercent: count.describe("Of the client's messages to the country."),
      at: moment,
    }),
    z.object({ kind: z.literal("queue_growing"), queued: count, grownBy: count, seconds: count }),
    z.object({
      kind: z.literal("ledger_differences"),
      count: count.describe("How many the last proof of the books found."),
      at: moment.describe("When it was made."),
    }),
  ])
  .meta({ id: "Alert" });
export type Alert = z.output<typeof alert>;

export const dashboard = z
  .object({
    at: moment,
    today: z
      .object({
        since: moment.describe("Midnight in UTC."),
        accepted: count,
        blocked: count,
        parts: count,
        delivered: count,
        failed: count,
        deliveryRate: rate,
        money: z
          .array(z.object({ currency: z.string(), revenue: money, cost: money, profit: money }))
          .describe("By currency; nothing is converted."),
      })
      .meta({ id: "DashboardToday" }),
    throughput,
    hours: z
      .array(z.object({ at: moment, accepted: count, blocked: count, delivered: count, failed: count }))
      .describe("The last 24 hours, oldest first, the present one last."),
    topClients: z.array(
      z.object({
        clientId: id,
        login: z.string(),
        company: z.string(),
        messages: count,
        delivered: count,
        deliveryRate: rate,
        revenue: amount,
        currency: z.string(),
      }),
    ),
    sessions: count,
    connections: z.array(
      z.object({ id, name: z.string(), state: z.enum(connectionStates), queued: count, tps: z.number() }),
    ),
    alerts: z.array(alert),
  })
  .meta({ id: "Dashboard" });
export type Dashboard = z.output<typeof dashboard>;

const sessionId = z.string().min(1).max(100);

export const liveEndpoints = {
  getDashboard: endpoint({
    method: "GET",
    path: "/dashboard",
    tag,
    summary: "Today's totals, the last 24 hours, top clients and alerts",
    response: dashboard,
    permission: "reports.read",
  }),
  watchLive: endpoint({
    method: "GET",
    path: "/live",
    tag,
    summary: "Throughput, queues and connections' states as server-sent events, one each second",
    events: liveEvent,
    permission: "reports.read",
  }),
  listSessions: endpoint({
    method: "GET",
    path: "/sessions",
    tag,
    summary: "Every client's live SMPP sessions",
    response: listOf(clientSession),
    permission: "clients.read",
  }),
  listClientSessions: endpoint({
    method: "GET",
    path: "/clients/:clientId/sessions",
    tag: "SMPP of a client",
    summary: "The client's live SMPP sessions",
    params: clientParams,
    response: listOf(clientSession),
    permission: "clients.read",
  }),
  disconnectSession: endpoint({
    method: "DELETE",
    path: "/clients/:clientId/sessions/:sessionId",
    tag: "SMPP of a client",
    summary: "Unbind and close a live session",
    params: clientParams.extend({ sessionId }),
    permission: "smpp.write",
  }),
};
