import { alphabets } from "@switchyard/engine";
import { z } from "zod";
import { connectionCreate, connectionKinds, connectionPatch, connectionSettings } from "./connection-settings.ts";
import { endpoint } from "./endpoint.ts";
import { httpTemplate } from "./http-template.ts";
import { limits } from "./limits.ts";
import { deliveryRate } from "./suppliers.ts";
import { count, id, idParam, listOf, moment, pageOf, pageQuery } from "./values.ts";

const tag = "Connections";

const connectionParams = z.object({ connectionId: idParam });

/** bound: SMPP with a session; ready: an HTTP API that was reached last; limit: no more today. */
export const connectionStates = ["bound", "ready", "connecting", "down", "paused", "blocked", "limit"] as const;

/** What a link to a supplier does at this moment. */
export const liveConnection = z
  .object({
    id,
    state: z.enum(connectionStates),
    sessions: z.array(
      z.object({
        id: z.string(),
        state: z.string(),
        bindType: z.string(),
        since: moment,
        windowInUse: count,
      }),
    ),
    tps: z.number().min(0).describe("Submits a second now."),
    windowInUse: count,
    queued: count,
    submitted: count.describe("Since the switch started."),
    submittedToday: count
      .nullable()
      .describe(
        "Parts since midnight of the supplier's time zone, refused ones left out; null until they are counted.",
      ),
    latencyMs: z.number().min(0).nullable().describe("Median time from a submit to its answer."),
    lastError: z.string().nullable(),
  })
  .meta({ id: "LiveConnection" });
export type LiveConnection = z.output<typeof liveConnection>;

export const connection = z
  .object({
    id,
    kind: z.enum(connectionKinds),
    supplierId: id,
    supplierName: z.string(),
    supplierTimeZone: z.string().describe("Whose day the daily limit counts."),
    ...connectionSettings.shape,
    host: z.string().nullable(),
    callbackPath: z.string().nullable().describe("Where an HTTP API calls back, below this switch's address."),
    callbackUrl: z.string().nullable().describe("The same as the supplier is told it."),
    paused: z.boolean(),
    pools: count.describe("How many pools it is a member of."),
    deliveryRateToday: deliveryRate,
    live: liveConnection.nullable().describe("null until the switch has picked the connection up."),
    createdAt: moment,
  })
  .meta({ id: "Connection" });
export type Connection = z.output<typeof connection>;

/** A message to look at or to try a connection with. */
const sampleMessage = z.strictObject({
  sender: z.string().trim().min(1).max(20),
  recipient: z
    .string()
    .trim()
    .regex(/^\+?\d{5,15}$/, "must be a number with its country code, digits alone")
    .transform((number) => number.replace("+", "")),
  text: z.string().min(1).max(2_000),
});

export const requestPreview = z.strictObject({
  http: httpTemplate,
  systemId: connectionSettings.shape.systemId.optional(),
  message: sampleMessage,
});
export type RequestPreview = z.input<typeof requestPreview>;

/** A request as it leaves, its secrets masked. */
export const shownRequest = z
  .object({
    method: z.string(),
    url: z.string(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
    body: z.string().nullable(),
  })
  .meta({ id: "ShownRequest" });
export type ShownRequest = z.output<typeof shownRequest>;

export const testSend = sampleMessage;
export type TestSend = z.input<typeof testSend>;

/** What became of a test message, one entry for each submit or request it took. */
export const testSent = z
  .object({
    submits: z.array(
      z.object({
        request: z.string().describe("As it was sent, its secrets masked."),
        answer: z.string().nullable().describe("As it came; null when none came."),
        verdict: z.enum(["taken", "pause", "reroute", "again", "final", "lost", "unsent"]),
        supplierMessageId: z.string().nullable(),
        error: z.string().nullable().describe("What the supplier said of a refusal, or why there is no answer."),
        latencyMs: z.number().min(0),
      }),
    ),
    alphabet: z.enum(Object.keys(alphabets) as (keyof typeof alphabets)[]),
    parts: count,
  })
  .meta({ id: "TestSent" });
export type TestSent = z.output<typeof testSent>;

/** A well-known API as a template, and the settings that go with it. */
export const httpPreset = z
  .object({
    id: z.string(),
    name: z.string(),
    says: z.string().describe("What to fill in where."),
    http: httpTemplate,
    settings: connectionSettings
      .pick({ receiptWords: true, pauseErrors: true, rerouteErrors: true, receiptIdFormat: true })
      .partial(),
  })
  .meta({ id: "HttpPreset" });
export type HttpPreset = z.output<typeof httpPreset>;

export const connectionEndpoints = {
  listConnections: endpoint({
    method: "GET",
    path: "/connections",
    tag,
    summary: "Connections with their live state",
    query: z.strictObject({
      search: z.string().trim().max(limits.searchCharsMax).optional().describe("Part of its name or its supplier's."),
      supplierId: idParam.optional(),
      ...pageQuery,
    }),
    response: pageOf(connection),
    permission: "suppliers.read",
  }),
  listLiveConnections: endpoint({
    method: "GET",
    path: "/connections/live",
    tag,
    summary: "Only the live state of every connection",
    response: listOf(liveConnection),
    permission: "suppliers.read",
  }),
  getConnection: endpoint({
    method: "GET",
    path: "/connections/:connectionId",
    tag,
    summary: "A connection with its live state; never its password",
    params: connectionParams,
    response: connection,
    permission: "suppliers.read",
  }),
  createConnection: endpoint({
    method: "POST",
    path: "/connections",
    tag,
    summary: "Create a connection; it binds at once unless paused",
    body: connectionCreate,
    response: connection,
    created: true,
    errors: ["name_taken"],
    permission: "suppliers.write",
  }),
  updateConnection: endpoint({
    method: "PATCH",
    path: "/connections/:connectionId",
    tag,
    summary: "Change some settings of a connection",
    params: connectionParams,
    body: connectionPatch,
    response: connection,
    errors: ["name_taken"],
    permission: "suppliers.write",
  }),
  deleteConnection: endpoint({
    method: "DELETE",
    path: "/connections/:connectionId",
    tag,
    summary: "Delete a connection that is in no pool and has nothing in its queue",
    params: connectionParams,
    errors: ["in_use"],
    permission: "suppliers.write",
  }),
  pauseConnection: endpoint({
    method: "POST",
    path: "/connections/:connectionId/pause",
    tag,
    summary: "Pause: nothing is sent, its messages wait or go elsewhere",
    params: connectionParams,
    response: connection,
    permission: "connections.operate",
  }),
  resumeConnection: endpoint({
    method: "POST",
    path: "/connections/:connectionId/resume",
    tag,
    summary: "Resume a paused connection",
    params: connectionParams,
    response: connection,
    permission: "connections.operate",
  }),
  reconnectConnection: endpoint({
    method: "POST",
    path: "/connections/:connectionId/reconnect",
    tag,
    summary: "Close its sessions and bind again; an HTTP API is tried at once",
    params: connectionParams,
    permission: "connections.operate",
  }),
  listHttpPresets: endpoint({
    method: "GET",
    path: "/connections/http-presets",
    tag,
    summary: "Templates of well-known HTTP APIs",
    response: listOf(httpPreset),
    permission: "suppliers.read",
  }),
  previewRequest: endpoint({
    method: "POST",
    path: "/connections/preview-request",
    tag,
    summary: "The requests that a template makes of a message, as they would be sent",
    body: requestPreview,
    response: z.object({ requests: z.array(shownRequest), parts: count }),
    permission: "suppliers.read",
  }),
  testSend: endpoint({
    method: "POST",
    path: "/connections/:connectionId/test-send",
    tag,
    summary: "Send one real message over this connection, outside of clients' traffic, and tell what came back",
    params: connectionParams,
    body: testSend,
    response: testSent,
    errors: ["wrong_state"],
    permission: "connections.operate",
  }),
};
