import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createIds, idAtTime, idTime, nodeMax } from "./ids.ts";

const moment = fc.integer({ min: Date.UTC(2026, 0, 2), max: Date.UTC(2060, 0, 1) });

describe("message ids", () => {
  it("only ever grow, whichever way the clock steps, and stay whole numbers", () => {
    const steps = fc.array(
      fc.oneof(fc.integer({ min: -1e10, max: 1e10 }), fc.constant(0), fc.integer({ min: 0, max: 2 })),
      {
        minLength: 1,
        maxLength: 2_000,
      },
    );
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: nodeMax }), steps, (startMs, node, by) => {
        const next = createIds({ node, after: 0 });
        let nowMs = startMs;
        let last = 0;
        for (const step of by) {
          nowMs += step;
          const id = next(nowMs);
          expect(id).toBeGreaterThan(last);
          expect(Number.isSafeInteger(id)).toBe(true);
          last = id;
        }
      }),
      { numRuns: 50 },
    );
  });

  it("differ between nodes at the same moments", () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 600 }), (nowMs, count) => {
        const nodes = [0, 1, nodeMax].map((node) => createIds({ node, after: 0 }));
        const ids = nodes.flatMap((next) => Array.from({ length: count }, () => next(nowMs)));
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 50 },
    );
  });

  it("go on after a restart with a clock set back", () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 1e11 }), (nowMs, backMs) => {
        const last = createIds({ node: 3, after: 0 })(nowMs);
        expect(createIds({ node: 3, after: last })(nowMs - backMs)).toBeGreaterThan(last);
      }),
    );
  });

  it("tell when they were made, and stand above every id of an earlier moment", () => {
    fc.assert(
      fc.property(moment, (nowMs) => {
        const id = createIds({ node: nodeMax, after: 0 })(nowMs);
        expect(idTime(id)).toBe(nowMs);
        expect(idAtTime(nowMs)).toBeLessThanOrEqual(id);
        expect(idAtTime(nowMs + 1)).toBeGreaterThan(id);
      }),
    );
  });

  it("borrow from the next millisecond when one is used up", () => {
    const nowMs = Date.UTC(2026, 5, 1);
    const next = createIds({ node: 0, after: 0 });
    const ids = Array.from({ length: 1_000 }, () => next(nowMs));
    expect(new Set(ids).size).toBe(1_000);
    expect(idTime(ids.at(-1) ?? 0)).toBe(nowMs + 3);
  });

  it("are not made for a node that has no room in them", () => {
    for (const node of [-1, 1.5, nodeMax + 1]) expect(() => createIds({ node, after: 0 })).toThrow(RangeError);
  });
});
