import { expect, test } from "vitest";
import { TimerWheel } from "./timer-wheel.ts";

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("things fall due in the order of their delays, also beyond one turn of the wheel, and none early", async () => {
  const startedAtMs = performance.now();
  const seen: { delayMs: number; afterMs: number }[] = [];
  const wheel = new TimerWheel<number>({
    tickMs: 2,
    slots: 8,
    due: (delayMs) => seen.push({ delayMs, afterMs: performance.now() - startedAtMs }),
  });
  for (const delayMs of [60, 3, 18, 0, 33]) wheel.schedule(delayMs, delayMs);
  while (wheel.pending > 0) await sleep(5);
  expect(seen.map((entry) => entry.delayMs)).toEqual([0, 3, 18, 33, 60]);
  for (const { delayMs, afterMs } of seen) expect(afterMs).toBeGreaterThanOrEqual(delayMs - 0.5);
});

test("a paused wheel holds everything until it is resumed", async () => {
  const seen: string[] = [];
  const wheel = new TimerWheel<string>({ tickMs: 1, slots: 16, due: (item) => seen.push(item) });
  wheel.pause();
  wheel.schedule(1, "held");
  await sleep(20);
  expect(seen).toEqual([]);
  wheel.resume();
  while (wheel.pending > 0) await sleep(1);
  expect(seen).toEqual(["held"]);
});

test("a wheel cleared by something that fell due hands over nothing more", async () => {
  const seen: number[] = [];
  const wheel: TimerWheel<number> = new TimerWheel<number>({
    tickMs: 1,
    slots: 4,
    due: (item) => {
      seen.push(item);
      wheel.clear();
    },
  });
  for (const item of [1, 2, 3]) wheel.schedule(1, item);
  await sleep(15);
  expect(seen).toEqual([1]);
  expect(wheel.pending).toBe(0);
});
