import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DayCounts, lastMidnightMs, nextMidnightMs } from "./day-counts.ts";

const HOUR_MS = 3_600_000;

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  // Clocks there change at midnight.
  "America/Havana",
  "Africa/Cairo",
  "Asia/Beirut",
];

/** The local date as people write it, by another road than the code under test. */
const dateOf = (timeZone: string, atMs: number) => new Date(atMs).toLocaleDateString("en-CA", { timeZone });

describe("the local day", () => {
  it("holds the moment, and nothing of the days beside it, in any zone and across clock changes", () => {
    const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moment, (timeZone, nowMs) => {
        const today = dateOf(timeZone, nowMs);
        const begins = lastMidnightMs(timeZone, nowMs);
        const ends = nextMidnightMs(timeZone, nowMs);
        expect(begins <= nowMs && nowMs < ends).toBe(true);
        expect([dateOf(timeZone, begins), dateOf(timeZone, ends - 1)]).toEqual([today, today]);
        expect(dateOf(timeZone, begins - 1)).not.toBe(today);
        expect(dateOf(timeZone, ends)).not.toBe(today);
        expect(ends).toBe(nextMidnightMs(timeZone, begins));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["loses an hour in spring", "Europe/Berlin", "2026-03-29T10:00:00Z", 23],
    ["gains one in autumn", "Europe/Berlin", "2026-10-25T10:00:00Z", 25],
    ["is whole on the eve of a change", "Europe/Berlin", "2026-03-28T10:00:00Z", 24],
    ["may begin at one in the morning", "Africa/Cairo", "2026-04-24T10:00:00Z", 23],
  ])("%s", (_what, timeZone, noon, hours) => {
    const nowMs = Date.parse(noon);
    expect((nextMidnightMs(timeZone, nowMs) - lastMidnightMs(timeZone, nowMs)) / HOUR_MS).toBe(hours);
  });
});

describe("the count of a day", () => {
  it("starts anew at the client's own midnight", () => {
    const days = new DayCounts();
    const beforeMs = Date.parse("2026-03-28T22:59:59.999Z");
    days.add(1, "Europe/Berlin", beforeMs - HOUR_MS, 1);
    days.add(1, "Europe/Berlin", beforeMs, 1);
    expect(days.accepted(1, beforeMs)).toBe(2);
    expect(days.accepted(1, beforeMs + 1)).toBe(0);
    days.add(1, "Europe/Berlin", beforeMs + 1, 1);
    expect(days.accepted(1, beforeMs + 1)).toBe(1);
  });

  it("adds what was accepted before to what came while that was being read", () => {
    const days = new DayCounts();
    const nowMs = Date.parse("2026-06-15T12:00:00Z");
    const addBefore = days.begin(7, "UTC", nowMs);
    days.add(7, "UTC", nowMs + 5, 1);
    addBefore(40);
    days.add(7, "UTC", nowMs + 9, 1);
    expect(days.accepted(7, nowMs + 9)).toBe(42);
  });

  it("never falls below zero when what was refused by the database is taken back", () => {
    const days = new DayCounts();
    days.add(1, "UTC", 0, -1);
    days.add(1, "UTC", 0, 1);
    expect(days.accepted(1, 0)).toBe(1);
  });
});
