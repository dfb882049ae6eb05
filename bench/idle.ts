/** A thousand clients that are bound and silent. */
import { createSmscSimulator } from "@switchyard/simulator";
import { holdIdleSessions, type IdleResult } from "../e2e/faults/idle-sessions.ts";
import { openShop } from "../e2e/shop.ts";
import { startSwitch } from "../e2e/switch.ts";
import type { Figure } from "./figure.ts";

export const idle: Figure<IdleResult> = {
  key: "idleSessions",
  says: "1,000 sessions bound and idle, each asking enquire_link every two seconds",
  async run({ quick }) {
    const smsc = createSmscSimulator();
    const { port } = await smsc.listen();
    const under = await startSwitch({ env: { SWITCHYARD_LOG_LEVEL: "warn" } });
    try {
      const shop = await openShop(under, { supplierPorts: [port], sessionsMax: 1_000 });
      return await holdIdleSessions(under, shop, {
        sessions: 1_000,
        holdMs: quick ? 6_000 : 20_000,
        enquireLinkMs: 2_000,
      });
    } finally {
      await under.stop();
      await smsc.stop();
    }
  },
  rows: (result) => [
    ["memory per session", `${(result.octetsPerSession / 1_024).toFixed(1)} kB`],
    ["processor time per second", `${((result.cpuSeconds * 1_000_000) / result.heldMs).toFixed(1)} ms`],
    ["enquire_link missed, sessions lost", `${result.missedEnquireLinks}, ${result.lost}`],
  ],
};
