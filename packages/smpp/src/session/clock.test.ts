import { expect, it } from "vitest";
import { createClock } from "./clock.ts";

it("a clock ticks for everyone from one interval, and rests when nobody listens", async () => {
  const clock = createClock(5);
  const heard = [0, 0];
  const intervals = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = intervals();
  const stops = heard.map((_, index) =>
    clock.onTick(() => {
      heard[index] = (heard[index] ?? 0) + 1;
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 60));
  for (const stop of stops) stop();
  const then = [...heard];
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(Math.min(...then)).toBeGreaterThan(0);
  expect(heard).toEqual(then);
  expect(intervals()).toBe(before);
});
