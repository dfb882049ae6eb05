import fc from "fast-check";
import { expect, it } from "vitest";
import { TokenBucket } from "./token-bucket.ts";

const pace = fc.integer({ min: 1, max: 100_000 });

it("never gives more than its pace and one burst, however it is asked", () => {
  const asks = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(pace, asks, (perSecond, gapsMs) => {
      const bucket = new TokenBucket(perSecond, 0);
      let nowMs = 0;
      let given = 0;
      for (const gapMs of gapsMs) {
        nowMs += gapMs;
        for (let i = 0; i < 50 && bucket.take(nowMs); i++) given++;
      }
      expect(given).toBeLessThanOrEqual((perSecond * nowMs) / 1000 + Math.max(1, perSecond / 10) + 1e-6);
    }),
  );
});

it("gives one again after the wait it names, and not before", () => {
  fc.assert(
    fc.property(pace, (perSecond) => {
      const bucket = new TokenBucket(perSecond, 0);
      while (bucket.take(0));
      const waitMs = bucket.waitMs(0);
      expect(waitMs).toBeGreaterThan(0);
      expect(bucket.take(waitMs)).toBe(true);
      expect(waitMs).toBeLessThanOrEqual(1_000);
    }),
  );
});

it("saves nothing up when the clock steps back, and stays within a new pace at once", () => {
  const bucket = new TokenBucket(10, 10_000);
  expect(bucket.take(10_000)).toBe(true);
  expect(bucket.take(4_000)).toBe(false);
  expect(bucket.take(4_100)).toBe(true);
  bucket.setPace(1_000, 5_000);
  let burst = 0;
  while (bucket.take(5_100)) burst++;
  expect(burst).toBe(100);
  bucket.setPace(1, 6_000);
  expect(bucket.take(6_000)).toBe(true);
  expect(bucket.take(6_000)).toBe(false);
});
