import { Counter, Gauge } from "prom-client";
import type { Core } from "./core.ts";
import type { Metrics } from "./metrics.ts";
import { type TrafficEvent, trafficEvents } from "./traffic/traffic.ts";

/** The message path's figures for Prometheus; read when they are asked for, except the counter. */
export function registerTrafficMetrics(
  { registry }: Metrics,
  core: () => Core | undefined,
): (what: TrafficEvent) => void {
  const messages = new Counter({
    name: "switchyard_messages_total",
    help: "Messages by what became of them, as committed",
    labelNames: ["event"] as const,
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: (running: Core) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        const running = core();
        if (running) this.set(read(running));
      },
    });
  gauge("switchyard_queued_messages", "Messages that wait for a connection", (running) => running.throughput().queued);
  gauge("switchyard_client_sessions", "Bound client sessions", (running) => running.gateway.sessionCount);
  gauge("switchyard_accept_pending", "Messages judged and not committed", ({ traffic }) => traffic.accept.depth);
  gauge("switchyard_progress_pending", "Changes of messages not committed", ({ traffic }) => traffic.progress.depth);
  gauge("switchyard_incoming_pending", "Incoming messages not committed", ({ incoming }) => incoming.depth);
  gauge("switchyard_live_messages", "Messages in memory", ({ traffic }) => traffic.live.size);
  gauge(
    "switchyard_connections_bound",
    "Supplier connections that are bound, or whose API can be reached",
    (running) => running.links().filter(({ state }) => state === "bound" || state === "ready").length,
  );
  // Bound once: finding the label's series anew costs more than counting.
  const counters = new Map(trafficEvents.map((event) => [event, messages.labels({ event })]));
  return (what) => counters.get(what)?.inc();
}
