import { expect, test } from "vitest";
import { dayPresets, formatCalendarDay, formatDays } from "./calendar.ts";

test("presets are whole months, quarters and years, or run until today", () => {
  expect(dayPresets.this_month.of("2026-03-04")).toEqual({ from: "2026-03-01", to: "2026-03-04" });
  expect(dayPresets.last_month.of("2026-03-31")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  expect(dayPresets.last_month.of("2024-03-31").to).toBe("2024-02-29");
  expect(dayPresets.last_month.of("2026-01-15")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(dayPresets.last_quarter.of("2026-02-10")).toEqual({ from: "2025-10-01", to: "2025-12-31" });
  expect(dayPresets.last_quarter.of("2026-06-30")).toEqual({ from: "2026-01-01", to: "2026-03-31" });
  expect(dayPresets.this_year.of("2026-06-30")).toEqual({ from: "2026-01-01", to: "2026-06-30" });
  expect(dayPresets.last_year.of("2026-06-30")).toEqual({ from: "2025-01-01", to: "2025-12-31" });
});

test("days are written the same in every zone", () => {
  expect(formatCalendarDay("2026-03-04")).toBe("4 Mar 2026");
  expect(formatDays({ from: "2026-03-01", to: "2026-03-31" }).replaceAll(/\s/gu, " ")).toBe("1 – 31 Mar 2026");
});
