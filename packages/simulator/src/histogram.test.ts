import { expect, test } from "vitest";
import { Histogram } from "./histogram.ts";
import { createRandom } from "./random.ts";

test("percentiles are within two percent of the exact ones", () => {
  const random = createRandom(7);
  const histogram = new Histogram();
  const values = Array.from({ length: 20_000 }, () => Math.round(Math.exp(random() * 18)));
  for (const value of values) histogram.record(value);
  values.sort((a, b) => a - b);
  for (const share of [0.01, 0.5, 0.9, 0.99, 0.999]) {
    const exact = values[Math.ceil(share * values.length) - 1] ?? 0;
    const got = histogram.percentileMicros(share);
    expect(got).toBeGreaterThanOrEqual(exact);
    expect(got).toBeLessThanOrEqual(exact * 1.02 + 1);
  }
});

test("an empty histogram answers zero and a negative value counts as zero", () => {
  const histogram = new Histogram();
  expect(histogram.summary().p99Ms).toBe(0);
  histogram.record(-5);
  expect(histogram.summary()).toMatchObject({ count: 1, maxMs: 0 });
});

test("adding two histograms equals recording everything in one", () => {
  const [left, right, both] = [new Histogram(), new Histogram(), new Histogram()];
  for (let value = 1; value < 100_000; value += 37) {
    (value % 2 === 0 ? left : right).record(value);
    both.record(value);
  }
  left.add(right);
  expect(left.summary()).toEqual(both.summary());
});
