import type { FastifyInstance, FastifyRequest } from "fastify";
import ipaddr from "ipaddr.js";
import type { Access } from "../access/access.ts";
import type { Metrics } from "../metrics.ts";
import { Refusal } from "../refusal.ts";
import type { LiveView } from "./live.ts";

/** For load balancers and monitoring: alive, ready for traffic, and the figures of Prometheus. */
export function registerHealth(
  app: FastifyInstance,
  { live, metrics, access }: { live: LiveView; metrics: Metrics; access: Access },
): void {
  app.get("/health", async () => ({ status: "ok" }));
  app.get("/ready", async (_request, reply) => {
    const readiness = live.readiness();
    return reply.status(readiness.ready ? 200 : 503).send(readiness);
  });
  app.get("/metrics", async (request, reply) => {
    await requireInsider(request, access);
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

/** Figures of the business are for the own network, or for whoever has a key. */
async function requireInsider(request: FastifyRequest, access: Access): Promise<void> {
  const range = ipaddr.process(request.ip).range();
  if (range === "loopback" || range === "private" || range === "uniqueLocal") return;
  const [, key] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  if (key !== undefined && (await access.findKey(key))) return;
  throw new Refusal("unauthenticated", "Metrics are for private addresses, or for requests with an admin API key.");
}
