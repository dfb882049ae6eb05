/** An admin API over a database of its own, called without sockets through the contract's own client. */
import { randomBytes } from "node:crypto";
import {
  type AdminClient,
  createAdminClient,
  type LiveConnection,
  type LiveSession,
  type Problem,
  ProblemError,
  type TestSent,
  type Throughput,
} from "@switchyard/contract";
import { decide, type LiveFacts } from "@switchyard/engine";
import type { FastifyInstance } from "fastify";
import type { Pool } from "pg";
import { ensureFirstAdministrator } from "../../src/access/users.ts";
import { createHttp } from "../../src/api/http.ts";
import type { LiveView } from "../../src/api/live.ts";
import { previewRequests } from "../../src/connections/http/preview.ts";
import { transaction } from "../../src/database/transaction.ts";
import { createProof } from "../../src/ledger/proof.ts";
import { createLog } from "../../src/log.ts";
import { Lookups } from "../../src/lookups/lookups.ts";
import { createMetrics } from "../../src/metrics.ts";
import { createPaperwork } from "../../src/paperwork/paperwork.ts";
import { createSecrets, type Secrets } from "../../src/secrets.ts";
import { Configuration } from "../../src/snapshot/configuration.ts";
import { createTestDatabase } from "../database.ts";

export const password = "correct horse battery";
const presetKey = "swk_preset_key_of_the_tests";

/** A clock that stands still until it is moved. */
export interface HandClock {
  nowMs: number;
  now(): number;
}

/** The running switch as far as the API sees it, with what a test puts into it. */
export interface StillLife {
  sessions: LiveSession[];
  connections: LiveConnection[];
  queued: number;
  isReady: boolean;
  reconnected: number[];
  /** What comes of a test message; undefined: the connection has no way to send. */
  testSent: TestSent | undefined;
  lookedUp: string[];
  /** Verdicts given on messages that wait for approval, and what the switch says of them. */
  moderated: { id: number; approved: boolean }[];
  verdict: "done" | "too_late" | undefined;
  /** What every client has. */
  fundsMicros: bigint;
  /** How many messages were like any that is judged. */
  alike: number;
  assigned: { id: number; clientId: number; forward: string; by: string }[];
  assignment: "assigned" | "not_found" | "not_free";
}

export interface Rig {
  readonly app: FastifyInstance;
  readonly pool: Pool;
  readonly clock: HandClock;
  readonly secrets: Secrets;
  readonly live: StillLife;
  /** Nothing follows the books here by itself: takes over what stands in them now. */
  reloadSnapshot(): Promise<void>;
  /** Calls with the preset key. */
  readonly api: AdminClient;
  /** A client that sends what it is given: a key, or a cookie it keeps. */
  clientWith(options: { key?: string; jar?: CookieJar; headers?: Record<string, string> }): AdminClient;
  close(): Promise<void>;
}

export interface CookieJar {
  cookie: string | undefined;
  /** The whole Set-Cookie line last received. */
  received?: string;
}

export async function createRig(options: { consoleDir?: string } = {}): Promise<Rig> {
  const database = await createTestDatabase();
  const clock: HandClock = { nowMs: Date.parse("2026-06-15T10:30:00Z"), now: () => clock.nowMs };
  const secrets = createSecrets(randomBytes(32));
  const live: StillLife = {
    sessions: [],
    connections: [],
    queued: 0,
    isReady: true,
    reconnected: [],
    testSent: undefined,
    lookedUp: [],
    moderated: [],
    verdict: "done",
    fundsMicros: 10_000_000n,
    alike: 0,
    assigned: [],
    assignment: "assigned",
  };
  await ensureFirstAdministrator((work) => transaction(database.pool, work), { login: "Admin", password });
  const paperwork = createPaperwork();
  const configuration = new Configuration(database.pool);
  const lookups = new Lookups({
    configuration,
    pool: database.pool,
    clock,
    openPassword: secrets.open,
    onTrouble: (error) => Promise.reject(error),
    charges: { holdBack: () => undefined, giveBack: () => undefined, record: () => undefined },
    submit: () => false,
  });
  const app = await createHttp({
    pool: database.pool,
    paperwork,
    proof: createProof({ pool: database.pool, clock }),
    mailServer: { address: null, sender: "Switchyard <switchyard@localhost>" },
    secrets,
    clock,
    log: createLog({ level: "fatal" }),
    live: liveView(live, clock, lookups),
    snapshot: configuration,
    metrics: createMetrics(),
    smppPort: () => 2775,
    presetKey,
    ...options,
  });
  const clientWith: Rig["clientWith"] = ({ key, jar, headers }) =>
    createAdminClient({
      baseUrl: "http://switch.test",
      fetch: injectFetch(app, jar, headers),
      ...(key !== undefined && { key }),
    });
  return {
    app,
    pool: database.pool,
    clock,
    secrets,
    live,
    reloadSnapshot: () => configuration.loadAll(),
    api: clientWith({ key: presetKey }),
    clientWith,
    async close() {
      await app.close();
      await lookups.stop();
      await paperwork.close();
      await database.drop();
    },
  };
}

/** The problem a call is refused with; fails when it is not refused. */
export async function refusal(call: Promise<unknown>): Promise<Problem> {
  const error = await call.then(
    () => new Error("the call was not refused"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProblemError) return error.problem;
  throw error;
}

function injectFetch(app: FastifyInstance, jar?: CookieJar, extra: Record<string, string> = {}): typeof fetch {
  return async (input, init = {}) => {
    const { host, pathname, search } = new URL(String(input));
    const headers = { host, ...(init.headers as Record<string, string>), ...extra };
    const response = await app.inject({
      method: (init.method ?? "GET") as "GET",
      url: `${pathname}${search}`,
      headers: jar?.cookie === undefined ? headers : { ...headers, cookie: jar.cookie },
      ...(typeof init.body === "string" && { payload: init.body }),
      ...(init.body instanceof Uint8Array && { payload: Buffer.from(init.body) }),
    });
    const cookie = response.headers["set-cookie"];
    if (jar && cookie !== undefined) {
      jar.received = String(cookie);
      jar.cookie = String(cookie).split(";")[0];
    }
    const body = response.statusCode === 204 ? null : new Uint8Array(response.rawPayload);
    const type = String(response.headers["content-type"] ?? "application/json");
    return new Response(body, { status: response.statusCode, headers: { "content-type": type } });
  };
}

function liveView(live: StillLife, clock: HandClock, lookups: Lookups): LiveView {
  return {
    sessions: (clientId) => live.sessions.filter((one) => clientId === undefined || one.clientId === clientId),
    disconnectSession(id) {
      const before = live.sessions.length;
      live.sessions = live.sessions.filter((one) => one.id !== id);
      return live.sessions.length < before;
    },
    connections: () => live.connections,
    reconnect: (connectionId) => void live.reconnected.push(connectionId),
    publicUrl: () => "https://switch.test",
    previewRequest: (sample) => previewRequests(sample, { nowMs: clock.nowMs, publicUrl: "https://switch.test" }),
    testSend: async () => live.testSent,
    takeCallback: async () => undefined,
    judge: (submission, supposed) => decide(submission, supposed, factsOf(live, lookups), clock.nowMs),
    async moderate(id, { approved }) {
      live.moderated.push({ id, approved });
      return live.verdict;
    },
    async assignIncoming(id, { clientId, forward, by }) {
      live.assigned.push({ id, clientId, forward, by });
      return live.assignment;
    },
    recallNetwork: (digits) => lookups.recall(digits),
    async lookUp(digits) {
      live.lookedUp.push(digits);
      return { outcome: "found", country: "DE", network: "26203", isKept: false, connectionId: 1, detail: "" };
    },
    throughput: () => throughputAt(clock.nowMs, live.queued),
    readiness: () => ({ ready: live.isReady, checks: [{ name: "database", ok: live.isReady, detail: "" }] }),
    eventLoopP99Ms: () => 1.5,
  };
}

/** Every connection up, nothing sent yet. */
const factsOf = ({ fundsMicros, alike }: StillLife, lookups: Lookups): LiveFacts => ({
  unreservedMicros: () => fundsMicros,
  acceptedToday: () => 0,
  isConnectionUp: () => true,
  connectionQueue: () => 0,
  submittedToday: () => 0,
  deliveryRate: () => undefined,
  portedTo: (digits) => lookups.find(digits),
  likeMessages: () => alike,
  chance: () => 0,
  poolTurn: () => 0,
});

function throughputAt(nowMs: number, queued: number): Throughput {
  const at = new Date(nowMs).toISOString();
  const rates = { submittedPerSecond: 12.5, sentPerSecond: 12, deliveredPerSecond: 11, blockedPerSecond: 0.5 };
  return { at, ...rates, queued, series: [{ at, submitted: 12, sent: 12, delivered: 11, blocked: 1 }] };
}

export function liveSession(given: Pick<LiveSession, "id" | "clientId" | "credentialId">): LiveSession {
  return {
    systemId: "acme",
    bindType: "transceiver",
    remoteAddress: "203.0.113.9",
    tls: false,
    since: "2026-06-15T10:00:00.000Z",
    tps: 3.5,
    windowInUse: 2,
    windowMax: 10,
    submitted: 100,
    receiptsPending: 1,
    lastError: null,
    ...given,
  };
}

export function liveConnection(id: number, state: LiveConnection["state"]): LiveConnection {
  return {
    id,
    state,
    sessions: [],
    tps: 5,
    windowInUse: 1,
    queued: 7,
    submitted: 50,
    submittedToday: 40,
    latencyMs: 12.5,
    lastError: state === "down" ? "connect ECONNREFUSED" : null,
  };
}
