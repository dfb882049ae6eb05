import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { deliveryRate } from "./suppliers.ts";
import { count, id, idParam, listOf, moment, pageOf, pageQuery } from "./values.ts";

const tag = "Connections";

const connectionParams = z.object({ connectionId: idParam });

const ascii = (charsMax: number) =>
  z.string().regex(new RegExp(`^[\\x20-\\x7e]{0,${charsMax}}$`), `must be at most ${charsMax} ASCII characters`);

const connectionSettings = z.strictObject({
  name: z.string().trim().min(1).max(limits.nameCharsMax),
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9.:_-]{1,253}$/, "must be a host name or an address"),
  port: z.int().min(1).max(65_535),
  tls: z.boolean(),
  systemId: ascii(15).min(1),
  systemType: ascii(12),
  bindType: z.enum(["transceiver", "pair"]).describe("pair: a transmitter and a receiver."),
  sessions: z.int().min(1).max(64),
  tps: z.int().min(1).max(100_000).describe("Submits a second over all sessions."),
  windowMax: z.int().min(1).max(10_000).describe("Unanswered submits in a session."),
  enquireLinkSeconds: z.int().min(1).max(3600),
  responseTimeoutSeconds: z.int().min(1).max(600),
  reconnectMinSeconds: z.int().min(1).max(600),
  reconnectMaxSeconds: z.int().min(1).max(3600),
  serviceType: ascii(5),
  sourceTon: z.int().min(0).max(6).nullable().describe("null: by the kind of sender."),
  sourceNpi: z.int().min(0).max(18).nullable().describe("null: by the kind of sender."),
  destTon: z.int().min(0).max(6),
  destNpi: z.int().min(0).max(18),
  defaultAlphabet: z.enum(["gsm7", "latin1"]).describe("What data_coding 0 means to the supplier."),
  longMessages: z.enum(["udh", "sar", "payload"]),
  receiptIdFormat: z
    .enum(["as_is", "hex_to_dec", "dec_to_hex", "lower", "no_leading_zeros"])
    .describe("How the id in a receipt becomes the id of the submit's answer."),
  lostAnswer: z
    .enum(["resend", "wait"])
    .describe("A submit whose answer was lost is sent again, or waits for its receipt."),
});

/** Written, never read back. */
const password = z.string().regex(/^[\x20-\x7e]{0,8}$/, "must be at most 8 ASCII characters (SMPP 3.4 §5.2.2)");

const { name, host, port, systemId } = connectionSettings.shape;
const backoff = { path: ["reconnectMaxSeconds"], error: "must not be less than reconnectMinSeconds" };
/** With the defaults for what is left out. */
const isBackoff = (given: { reconnectMinSeconds?: number | undefined; reconnectMaxSeconds?: number | undefined }) =>
  (given.reconnectMinSeconds ?? 1) <= (given.reconnectMaxSeconds ?? 60);

export const connectionCreate = connectionSettings
  .partial()
  .extend({ supplierId: id, name, host, port, systemId, password, paused: z.boolean().optional() })
  .refine(isBackoff, backoff);
export const connectionPatch = connectionSettings.extend({ password }).partial();
export type ConnectionCreate = z.input<typeof connectionCreate>;
export type ConnectionPatch = z.input<typeof connectionPatch>;

export const connectionStates = ["bound", "connecting", "down", "paused", "blocked"] as const;

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
    latencyMs: z.number().min(0).nullable().describe("Median time from a submit to its answer."),
    lastError: z.string().nullable(),
  })
  .meta({ id: "LiveConnection" });
export type LiveConnection = z.output<typeof liveConnection>;

export const connection = z
  .object({
    id,
    supplierId: id,
    supplierName: z.string(),
    ...connectionSettings.shape,
    host: z.string(),
    paused: z.boolean(),
    pools: count.describe("How many pools it is a member of."),
    deliveryRateToday: deliveryRate,
    live: liveConnection.nullable().describe("null until the switch has picked the connection up."),
    createdAt: moment,
  })
  .meta({ id: "Connection" });
export type Connection = z.output<typeof connection>;

export const connectionEndpoints = {
  listConnections: endpoint({
    method: "GET",
    path: "/connections",
    tag,
    summary: "Connections with their live state",
    query: z.strictObject({
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
    summary: "Close its sessions and bind again",
    params: connectionParams,
    permission: "connections.operate",
  }),
};
