import { parseUdh } from "@switchyard/sms";
import { expect, test } from "vitest";
import { createSmscSimulator, startDemoTraffic } from "../src/index.ts";

test("the demo writes in several alphabets, from all its companies, and survives a restart of the switch", async () => {
  const simulator = createSmscSimulator({
    seed: 2,
    remember: 10_000,
    accounts: [
      { system_id: "bank", password: "one" },
      { system_id: "asia", password: "two" },
    ],
  });
  const { port } = await simulator.listen();
  const demo = startDemoTraffic({
    host: "127.0.0.1",
    port,
    accounts: [
      { system_id: "bank", password: "one", profile: "bank" },
      { system_id: "asia", password: "two", profile: "asia" },
    ],
    speed: 200,
    seed: 4,
    now: () => Date.UTC(2026, 4, 4, 11),
  });
  const arrived = async (count: number): Promise<void> => {
    while (demo.counters.delivered < count) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  await arrived(150);
  simulator.disconnectAll();
  await arrived(demo.counters.delivered + 50);
  await demo.stop();
  expect(simulator.counters.binds).toBe(4);
  expect(new Set(simulator.submits.map((submit) => submit.data_coding))).toEqual(new Set([0, 8]));
  expect(new Set(simulator.submits.map((submit) => submit.system_id))).toEqual(new Set(["bank", "asia"]));
  const long = simulator.submits.filter((submit) => submit.udh.length > 0);
  expect(long.length).toBeGreaterThan(0);
  for (const submit of long) expect(parseUdh(submit.udh)).toMatchObject({ ok: true });
  await simulator.stop(100);
});

test("at night the demo is quieter than at noon", async () => {
  const simulator = createSmscSimulator({ seed: 2 });
  const { port } = await simulator.listen();
  const accounts = [{ system_id: "bank", password: "", profile: "bank" }] as const;
  const submitted = async (hour: number): Promise<number> => {
    const demo = startDemoTraffic({
      host: "127.0.0.1",
      port,
      accounts,
      speed: 100,
      seed: 4,
      now: () => Date.UTC(2026, 4, 4, hour),
    });
    while (simulator.sessions.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 600));
    await demo.stop();
    return demo.counters.submitted;
  };
  expect(await submitted(3)).toBeLessThan((await submitted(11)) / 3);
  await simulator.stop(100);
});
