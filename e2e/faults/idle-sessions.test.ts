import { createSmscSimulator, runLoad } from "@switchyard/simulator";
import { expect, test } from "vitest";
import { openShop } from "../shop.ts";
import { startSwitch } from "../switch.ts";
import { holdIdleSessions } from "./idle-sessions.ts";

const sessions = 1_000;
/** Generous: the point is that idle sessions are cheap, not how cheap to the octet. */
const octetsPerSessionMax = 100_000;

test("a thousand idle sessions are cheap, miss no enquire_link, and leave the switch able to work", async () => {
  const smsc = createSmscSimulator({ seed: 1 });
  const { port } = await smsc.listen();
  const under = await startSwitch();
  try {
    const shop = await openShop(under, { supplierPorts: [port], sessionsMax: 1_000 });
    // Another client: receipts go to any receiver of the one who sent.
    const busy = await openShop(under, { supplierPorts: [port], login: "busy" });
    const holding = holdIdleSessions(under, shop, { sessions, holdMs: 12_000, enquireLinkMs: 2_000 });
    const working = runLoad({
      port: under.smppPort,
      system_id: busy.system_id,
      password: busy.password,
      rate: 50,
      durationMs: 8_000,
    });
    const [idle, load] = await Promise.all([holding, working]);
    console.log(
      `${idle.sessions} sessions, ${(idle.octetsPerSession / 1_024).toFixed(1)} kB each, ${idle.exchanged} PDUs and ` +
        `${idle.cpuSeconds.toFixed(2)} s of processor time in ${idle.heldMs} ms, ${idle.missedEnquireLinks} enquire_link missed, ${idle.lost} sessions lost`,
    );
    expect(idle).toMatchObject({ sessions, missedEnquireLinks: 0, lost: 0 });
    expect(idle.exchanged).toBeGreaterThanOrEqual(sessions * 4);
    expect(idle.octetsPerSession).toBeLessThan(octetsPerSessionMax);
    expect(load).toMatchObject({ unanswered: 0, receiptsMissing: 0, disconnects: 0 });
  } finally {
    await under.stop();
    await smsc.stop();
  }
}, 120_000);
