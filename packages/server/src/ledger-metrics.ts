import { Gauge } from "prom-client";
import type { Proof } from "./ledger/proof.ts";
import type { Metrics } from "./metrics.ts";

/** What the last proof of the books found, for Prometheus; nothing before the first. */
export function registerLedgerMetrics({ registry }: Metrics, proof: Proof): void {
  const gauge = (name: string, help: string, read: (check: NonNullable<Proof["latest"]>) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        if (proof.latest) this.set(read(proof.latest));
        else this.reset();
      },
    });
  gauge("switchyard_ledger_differences", "Disagreements the last proof of the books found", (c) => c.differenceCount);
  gauge("switchyard_ledger_check_seconds", "How long the last proof of the books took", (c) => c.durationMs / 1000);
  gauge("switchyard_ledger_check_timestamp_seconds", "When the books were last proved", (c) => Date.parse(c.at) / 1000);
}
