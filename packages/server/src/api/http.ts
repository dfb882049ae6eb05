/** The HTTP server: admin API, health, metrics, console. Other APIs register themselves on what it returns. */
import cookie from "@fastify/cookie";
import { type MailServer, problemOf } from "@switchyard/contract";
import type { Snapshot } from "@switchyard/engine";
import Fastify, { type FastifyInstance } from "fastify";
import type { Pool } from "pg";
import { createAccess } from "../access/access.ts";
import type { Clock } from "../clock.ts";
import { transaction } from "../database/transaction.ts";
import type { Transact } from "../history/history.ts";
import type { Proof } from "../ledger/proof.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import type { Paperwork } from "../paperwork/paperwork.ts";
import type { Secrets } from "../secrets.ts";
import { internalProblem, registerAdminApi } from "./admin.ts";
import { registerCallbacks } from "./callbacks.ts";
import { registerConsole } from "./console.ts";
import { registerHealth } from "./health.ts";
import type { LiveView } from "./live.ts";
import { problemFrom } from "./problems.ts";

export interface HttpParts {
  readonly pool: Pool;
  readonly paperwork: Paperwork;
  readonly proof: Proof;
  readonly mailServer: MailServer;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly log: Log;
  readonly live: LiveView;
  readonly snapshot: Snapshot;
  readonly metrics: Metrics;
  /** The port on which clients bind, as it is once listening. */
  readonly smppPort: () => number;
  /** The built console; without it only the APIs are served. */
  readonly consoleDir?: string | undefined;
  readonly presetKey?: string | undefined;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** The contract's name of the endpoint. */
    endpoint?: string;
  }
}

export const httpLimits = {
  bodyOctetsMax: 1_048_576,
  /** A request must have come in whole by then; Node.js' own default of five minutes invites idlers. */
  requestTimeoutMs: 60_000,
} as const;

const problemType = "application/problem+json; charset=utf-8";

/** Builds the server; the caller listens and closes. */
export async function createHttp(parts: HttpParts): Promise<FastifyInstance> {
  const { pool, paperwork, proof, mailServer, secrets, clock, log, live, metrics, smppPort, presetKey } = parts;
  const transact: Transact = (work) => transaction(pool, work);
  const access = createAccess({ db: pool, transact, secrets, clock, presetKey });
  const app = Fastify({
    bodyLimit: httpLimits.bodyOctetsMax,
    requestTimeout: httpLimits.requestTimeoutMs,
    forceCloseConnections: true,
    // A proxy on this machine may say for whom it asks; one elsewhere might be the caller itself.
    trustProxy: "loopback",
    exposeHeadRoutes: false,
  });
  app.removeContentTypeParser("text/plain");
  app.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, async (_: unknown, body: Buffer) => body);
  await app.register(cookie);
  app.setErrorHandler(async (error, request, reply) => {
    const problem = problemFrom(error) ?? internalProblem;
    if (problem.status >= 500) log.error({ err: error, endpoint: request.routeOptions.url }, "a request failed");
    return reply.status(problem.status).type(problemType).send(problem);
  });
  app.setNotFoundHandler(async (request, reply) => {
    const problem = problemOf("not_found", `There is nothing at ${request.method} ${request.url.split("?")[0]}.`);
    return reply.status(404).type(problemType).send(problem);
  });
  app.addHook("onResponse", async (request, reply) => {
    const { endpoint } = request.routeOptions.config;
    if (endpoint === undefined) return;
    metrics.requestSeconds.observe({ endpoint, status: reply.statusCode }, reply.elapsedTime / 1000);
    log.debug({ endpoint, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, "admin request");
  });
  const { snapshot } = parts;
  const running = { clock, live, snapshot, smppPort };
  registerAdminApi(app, { db: pool, transact, access, paperwork, proof, mailServer, secrets, ...running });
  registerCallbacks(app, live);
  registerHealth(app, { live, metrics, access });
  if (parts.consoleDir !== undefined) await registerConsole(app, parts.consoleDir);
  return app;
}
