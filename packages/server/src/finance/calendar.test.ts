import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localDay } from "../traffic/local-day.ts";
import { addDays, daysWithout, lastDayOfPeriod, lastSettledDay } from "./calendar.ts";

describe("a day", () => {
  it("is the client's own", () => {
    const ms = Date.parse("2026-06-15T22:30:00Z");
    const zones = ["UTC", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago"];
    expect(zones.map((zone) => localDay(zone, ms))).toEqual([
      "2026-06-15",
      "2026-06-16",
      "2026-06-15",
      "2026-06-16",
      "2026-06-15",
    ]);
  });

  it("is settled ten minutes after its midnight, whatever summer time does that night", () => {
    // Berlin leaves summer time on 2026-10-25: that day has 25 hours.
    expect(lastSettledDay(Date.parse("2026-10-25T23:09:59Z"), "Europe/Berlin")).toBe("2026-10-24");
    expect(lastSettledDay(Date.parse("2026-10-25T23:10:00Z"), "Europe/Berlin")).toBe("2026-10-25");
    // Beirut enters it at midnight: the first hour of 2026-03-29 does not exist there.
    expect(lastSettledDay(Date.parse("2026-03-28T22:09:59Z"), "Asia/Beirut")).toBe("2026-03-27");
    expect(lastSettledDay(Date.parse("2026-03-28T22:10:00Z"), "Asia/Beirut")).toBe("2026-03-28");
  });
});

describe("a period", () => {
  it.each([
    ["weekly", "2026-06-15", "2026-06-21"],
    ["weekly", "2026-06-21", "2026-06-21"],
    ["weekly", "2026-12-30", "2027-01-03"],
    ["half_monthly", "2026-02-01", "2026-02-15"],
    ["half_monthly", "2026-02-15", "2026-02-15"],
    ["half_monthly", "2026-02-16", "2026-02-28"],
    ["monthly", "2028-02-01", "2028-02-29"],
    ["monthly", "2026-12-07", "2026-12-31"],
  ] as const)("%s of %s ends on %s", (cycle, day, end) => {
    expect(lastDayOfPeriod(cycle, day)).toBe(end);
  });

  it("follows on another without a day between or twice", () => {
    const days = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(fc.constantFrom("weekly", "half_monthly", "monthly"), days, (cycle, offset) => {
        const day = addDays("2000-01-01", offset);
        const end = lastDayOfPeriod(cycle, day);
        expect(end >= day).toBe(true);
        expect(lastDayOfPeriod(cycle, end)).toBe(end);
        expect(lastDayOfPeriod(cycle, addDays(end, 1)) > end).toBe(true);
      }),
    );
  });
});

it("what is taken out of a stretch of days leaves the others, each once", () => {
  const start = "2026-01-01";
  const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 5 })), { maxLength: 8 });
  fc.assert(
    fc.property(pairs, fc.integer({ min: 0, max: 30 }), (given, length) => {
      const taken: { from: string; to: string }[] = [];
      for (const [from, more] of given.sort(([a], [b]) => a - b)) {
        const days = { from: addDays(start, from - 5), to: addDays(start, from - 5 + more) };
        if (days.from > (taken.at(-1)?.to ?? "")) taken.push(days);
      }
      const whole = { from: start, to: addDays(start, length) };
      const free = daysWithout(
        whole,
        taken.filter(({ from, to }) => to >= whole.from && from <= whole.to),
      );
      const isIn = (day: string, list: typeof taken) => list.filter(({ from, to }) => day >= from && day <= to).length;
      for (let i = 0; i <= length; i++) {
        const day = addDays(start, i);
        expect(isIn(day, free)).toBe(isIn(day, taken) > 0 ? 0 : 1);
      }
      for (const { from, to } of free) expect(from >= whole.from && from <= to && to <= whole.to).toBe(true);
    }),
  );
});
