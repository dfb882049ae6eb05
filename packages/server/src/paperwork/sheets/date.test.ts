import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell } from "./cell.ts";
import { detectDateOrder, readDate } from "./date.ts";
import { createZone } from "./zone.ts";

function told(cell: Cell, order: "day-first" | "month-first" = "day-first"): string {
  const date = readDate(cell, order);
  if (!date.ok) return date.message;
  if (date.value === null) return "none";
  const { wallMs, offsetMs } = date.value;
  const wall = new Date(wallMs).toISOString().slice(0, 19).replace("T", " ").replace(" 00:00:00", "");
  return offsetMs === null ? wall : `${wall} at ${offsetMs / 60_000}`;
}

describe("a date", () => {
  test.each([
    ["2026-12-01", "2026-12-01"],
    ["2026/12/01", "2026-12-01"],
    ["20261201", "2026-12-01"],
    [20261201, "2026-12-01"],
    ["01.12.2026", "2026-12-01"],
    ["1.12.26", "2026-12-01"],
    ["01/12/2026", "2026-12-01"],
    ["01-12-2026", "2026-12-01"],
    ["1 Dec 2026", "2026-12-01"],
    ["01-Dec-26", "2026-12-01"],
    ["1st December 2026", "2026-12-01"],
    ["Dec 1, 2026", "2026-12-01"],
    ["Tuesday, 1 December 2026", "2026-12-01"],
    ["1. Dezember 2026", "2026-12-01"],
    ["1 de diciembre de 2026", "2026-12-01"],
    ["1 décembre 2026", "2026-12-01"],
    ["1 декабря 2026", "2026-12-01"],
    ["5 March 2026", "2026-03-05"],
    ["5. März 2026", "2026-03-05"],
    [46357, "2026-12-01"],
    [new Date(Date.UTC(2026, 11, 1)), "2026-12-01"],
    [new Date(Date.UTC(2026, 11, 1, 8, 30)), "2026-12-01 08:30:00"],
    ["2026-12-01 08:30", "2026-12-01 08:30:00"],
    ["2026-12-01T08:30:15.250", "2026-12-01 08:30:15"],
    ["01.12.2026, 08:30", "2026-12-01 08:30:00"],
    ["01/12/2026 8:30 PM", "2026-12-01 20:30:00"],
    ["1 Dec 2026 12:00 am", "2026-12-01"],
    ["2026-12-01T08:30:00Z", "2026-12-01 08:30:00 at 0"],
    ["2026-12-01 08:30 UTC+2", "2026-12-01 08:30:00 at 120"],
    ["2026-12-01T08:30:00-05:30", "2026-12-01 08:30:00 at -330"],
  ] as const)("%j is %s", (cell, date) => expect(told(cell)).toBe(date));

  test.each(["immediately", "Immediate", "now", "", null, "-", "until further notice", "ASAP", "sofort"])(
    "%j is none",
    (cell) => expect(told(cell)).toBe("none"),
  );

  test.each(["31/02/2026", "2026-13-01", "TBA", "12", 12, "1 Foo 2026", "2026-12-01 25:00", "1/2/3/2026", "12/2026"])(
    "%j is a fault that says how to write one",
    (cell) => expect(told(cell)).toMatch(/is no date; write it like 2026-12-31/),
  );

  test("with slashes follows the order, with points the day comes first", () => {
    expect(told("02/03/2026", "month-first")).toBe("2026-02-03");
    expect(told("02/03/2026", "day-first")).toBe("2026-03-02");
    expect(told("02.03.2026", "month-first")).toBe("2026-03-02");
    expect(told("31/12/2026", "month-first")).toMatch(/is no date/);
  });

  test.each([
    [["01/02/2026", "31/12/2026"], "day-first"],
    [["01/02/2026", "12/31/2026"], "month-first"],
    [["01/02/2026"], undefined],
    [["2026-12-31"], undefined],
  ] as const)("order of the column %j is %s", (cells, order) => expect(detectDateOrder(cells)).toBe(order));
});

describe("a day begins in its zone", () => {
  test.each([
    ["UTC", "2026-12-01", "2026-12-01T00:00:00.000Z"],
    ["Europe/Berlin", "2026-12-01", "2026-11-30T23:00:00.000Z"],
    ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.000Z"],
    ["Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00.000Z"],
    ["America/New_York", "2026-11-01", "2026-11-01T04:00:00.000Z"],
    ["Asia/Kolkata", "2026-12-01", "2026-11-30T18:30:00.000Z"],
    ["Pacific/Kiritimati", "2026-12-01", "2026-11-30T10:00:00.000Z"],
    // No midnight: the clock went from 0:00 to 1:00.
    ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z"],
    ["Asia/Beirut", "2024-03-31", "2024-03-30T22:00:00.000Z"],
    // Midnight twice: the first.
    ["America/Havana", "2026-11-01", "2026-11-01T04:00:00.000Z"],
  ])("%s: %s at %s", (timeZone, day, moment) => {
    expect(new Date(createZone(timeZone)(Date.parse(`${day}T00:00:00Z`))).toISOString()).toBe(moment);
  });

  test("and a clock shows the time it was asked for, unless it skips that", () => {
    const zones = ["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Tehran"];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 17_532, max: 25_000 }), (timeZone, day) => {
        // Noon is skipped nowhere.
        const wallMs = day * 86_400_000 + 43_200_000;
        const shown = new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "medium" });
        expect(`${shown.format(createZone(timeZone)(wallMs)).replace(" ", "T")}.000Z`).toBe(
          new Date(wallMs).toISOString(),
        );
      }),
      { numRuns: 50 },
    );
  });
});
