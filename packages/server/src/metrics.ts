import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** What the switch tells Prometheus. Other parts add their own figures to the registry. */
export interface Metrics {
  readonly registry: Registry;
  /** Time of admin API requests by endpoint and status. */
  readonly requestSeconds: Histogram<"endpoint" | "status">;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requestSeconds = new Histogram({
    name: "switchyard_admin_request_seconds",
    help: "Time of admin API requests",
    labelNames: ["endpoint", "status"] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  return { registry, requestSeconds };
}
