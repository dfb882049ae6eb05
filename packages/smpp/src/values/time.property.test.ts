import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAbsoluteTime, formatRelativeTime, parseTime } from "./time.ts";

const nowMs = Date.UTC(2026, 10, 23, 18, 30, 0);
const century = fc.integer({ min: Date.UTC(2000, 0, 2) / 100, max: Date.UTC(2099, 11, 30) / 100 }).map((t) => t * 100);

describe("SMPP times", () => {
  it("come back exactly, to the tenth of a second, at every quarter-hour offset", () => {
    fc.assert(
      fc.property(century, fc.integer({ min: -48, max: 48 }), (timeMs, quarterHours) => {
        const text = formatAbsoluteTime(timeMs, quarterHours);
        expect(text).toHaveLength(16);
        expect(parseTime(text, nowMs)).toEqual({ ok: true, kind: "absolute", timeMs });
      }),
      { numRuns: 1000 },
    );
  });

  it("come back as spans to the second, rounded up", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 * 86_400_000 }), (spanMs) => {
        const text = formatRelativeTime(spanMs);
        expect(text).toHaveLength(16);
        const timeMs = nowMs + Math.ceil(spanMs / 1000) * 1000;
        expect(parseTime(text, nowMs)).toEqual({ ok: true, kind: "relative", timeMs });
      }),
    );
  });

  it("of any text are a time or not, never an exception", () => {
    const digit = fc.constantFrom(..."0123456789");
    const almost = fc
      .tuple(fc.array(digit, { minLength: 15, maxLength: 15 }), fc.constantFrom("+", "-", "R", "Z"))
      .map(([digits, sign]) => digits.join("") + sign);
    fc.assert(
      fc.property(fc.oneof(almost, fc.string()), (text) => {
        const parsed = parseTime(text, nowMs);
        if (parsed.ok) expect(Number.isFinite(parsed.timeMs)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
