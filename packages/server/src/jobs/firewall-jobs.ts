import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import { transaction } from "../database/transaction.ts";
import { writeTrafficAlerts } from "../firewall/alerts.ts";
import type { PumpingSettings, PumpingWatch } from "../firewall/pumping.ts";
import type { SenderSightings } from "../firewall/sender-sightings.ts";
import type { Job } from "./run-jobs.ts";

export interface FirewallJobsParts {
  readonly pool: Pool;
  readonly sightings: SenderSightings;
  readonly pumping: PumpingWatch;
  readonly pumpingSettings: () => PumpingSettings;
  readonly clock: Clock;
}

/** What the firewall learns from the traffic that passes. */
export function firewallJobs({ pool, sightings, pumping, pumpingSettings, clock }: FirewallJobsParts): readonly Job[] {
  return [
    { name: "note senders seen", everyMs: 3_000, run: () => sightings.flush(clock.now()) },
    {
      name: "watch for pumped number ranges",
      everyMs: 10_000,
      async run() {
        const nowMs = clock.now();
        const found = await pumping.find(nowMs);
        const { windowMs } = pumpingSettings();
        await writeTrafficAlerts((work) => transaction(pool, work), found, { windowMs, nowMs });
        return false;
      },
    },
  ];
}
