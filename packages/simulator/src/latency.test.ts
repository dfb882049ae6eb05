import { expect, test } from "vitest";
import { drawLatencyMs, parseLatency } from "./latency.ts";
import { createRandom } from "./random.ts";

test("the written forms are read", () => {
  expect(parseLatency("20")).toEqual({ kind: "fixed", ms: 20 });
  expect(parseLatency("uniform:5,50")).toEqual({ kind: "uniform", lowMs: 5, highMs: 50 });
  expect(parseLatency("lognormal:40,0.6")).toEqual({ kind: "lognormal", medianMs: 40, sigma: 0.6 });
});

test.each(["", "fast", "uniform:50,5", "lognormal:40", "fixed:-1", "gauss:1,2"])(
  "%j is refused with the forms that are right",
  (text) => {
    expect(() => parseLatency(text)).toThrow(/write milliseconds as/);
  },
);

test("a lognormal latency has its median where it was put, and a uniform one stays between its bounds", () => {
  const random = createRandom(3);
  const drawn = Array.from({ length: 9_999 }, () =>
    drawLatencyMs({ kind: "lognormal", medianMs: 40, sigma: 0.6 }, random),
  );
  drawn.sort((a, b) => a - b);
  expect(drawn[4_999]).toBeGreaterThan(37);
  expect(drawn[4_999]).toBeLessThan(43);
  for (let draw = 0; draw < 1_000; draw += 1) {
    const ms = drawLatencyMs({ kind: "uniform", lowMs: 5, highMs: 9 }, random);
    expect(ms).toBeGreaterThanOrEqual(5);
    expect(ms).toBeLessThan(9);
  }
});
